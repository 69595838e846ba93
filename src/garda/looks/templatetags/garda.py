"""The tags and filters of Garda's templates. What they draw is in `bars`, `rails`, `marks`, `icons`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.forms import BaseForm
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from garda import clock, flow
from garda.looks import bars, daylines, icons, marks, rails, wording

register = template.Library()

OLD_ENTRIES = 8  # more past entries than this fold away
KEPT_ENTRIES = 4


@register.filter
def moment(at: datetime | None, zone: str = "") -> str:
    """`{{ at|moment }}`: "Kamis 27 November 2025 pukul 14.00" in the city's zone, or in the one given."""
    return wording.moment(at, zone)


@register.filter
def moment_near(at: datetime | None, zone: str = "") -> str:
    """`{{ at|moment_near }}`: the same without the year, for what is weeks away at most."""
    return wording.moment(at, zone, year=False)


@register.filter
def day(at: date | datetime | None, zone: str = "") -> str:
    """`{{ at|day }}`: "Kamis 27 November 2025"."""
    return wording.day(at, zone)


@register.filter
def day_near(at: date | datetime | None, zone: str = "") -> str:
    """`{{ at|day_near }}`: "Kamis 27 November"."""
    return wording.day(at, zone, year=False)


@register.filter
def hour(at: datetime | None, zone: str = "") -> str:
    """`{{ at|hour }}`: "14.00"."""
    return wording.hour(at, zone)


@register.filter
def duration(minutes: int | None) -> str:
    """`{{ minutes|duration }}`: working minutes in words, "1 jam 12 menit"."""
    return wording.duration(minutes)


@register.filter
def number(value: int | float | Decimal | None) -> str:
    """`{{ n|number }}`: "12.345"."""
    return wording.number(value)


@register.filter
def rupiah(amount: int | Decimal | None) -> str:
    """`{{ fee|rupiah }}`: "Rp0"."""
    return wording.rupiah(amount)


@register.filter
def words(saying: Any) -> str:
    """`{{ flow.title|words }}`: the page's language of two-language words."""
    return wording.words(saying)


@register.filter
def initials(name: str) -> str:
    """`{{ name|initials }}`: "S. R."."""
    return wording.initials(name)


@register.simple_tag
def icon(name: str) -> SafeString:
    """`{% icon "clock" %}`: a line drawing; always write its word beside it."""
    return icons.icon(name)


@register.simple_tag
def mark() -> SafeString:
    """`{% mark %}`: the split gate."""
    return marks.mark()


@register.simple_tag
def vine() -> SafeString:
    """`{% vine %}`: the motif of the front page's band, and of nothing else."""
    return marks.vine()


@register.simple_tag
def status(state: str, said: Any) -> SafeString:
    """`{% status "late" "Terlambat 1 hari" %}`: shape, word and colour.

    States: run, late, pause, offer, done, not; for an office open, closed, empty.
    """
    return format_html(
        '<span class="state state-{}">{}<span>{}</span></span>',
        state,
        icons.shape(state),
        wording.words(said),
    )


@register.simple_tag
def clock_bar(spent: float, total: float, state: str = "run") -> SafeString:
    """`{% clock_bar spent total state %}`: one clock's bar; states run, late, pause, done, none."""
    return bars.clock_bar(spent, total, state)


@register.simple_tag
def dots(yes: int, total: int, said: str = "", most: int = bars.DOTS_AT_MOST) -> SafeString:
    """`{% dots 36 40 %}`: one dot per record up to sixty, or to `most` where room is short; then a bar."""
    words = said or gettext("%(yes)s dari %(total)s") % {"yes": yes, "total": total}
    return bars.dots(yes, total, words, most)


@register.simple_tag
def edge_bar(whole: int, edge: float, said: str) -> SafeString:
    """`{% edge_bar 82 75 "Aturan: 82 dari 100" %}`: a bar with the edge it must reach."""
    return bars.edge_bar(whole, edge, said)


@register.simple_tag
def day_chart(drawn: Any) -> SafeString:
    """`{% day_chart day %}`: how many are in an office through the day, with its limit."""
    return daylines.chart(drawn.frame, drawn.pieces, drawn.least)


@register.simple_tag
def day_person(drawn: Any, marks_of_one: Sequence[daylines.Mark]) -> SafeString:
    """`{% day_person day row.marks %}`: one person's day as a line."""
    return daylines.person(drawn.frame, marks_of_one)


@register.simple_tag
def two_clocks(whole: Any, desk: Any) -> SafeString:
    """`{% two_clocks whole desk %}`: the matter's clock and the desk's, one under the other.

    Each has `spent`, `total` (same unit), `state` (run, late, pause, done) and `words` ("23 mnt").
    """
    return bars.two_clocks((gettext("Urusan"), gettext("Meja")), (whole, desk))


@register.inclusion_tag("garda/parts/day_strip.html")
def day_strip(cells: Iterable[clock.StripDay], start_word: str = "") -> dict[str, Any]:
    """`{% day_strip strip "lapor" %}`: the cells of `clock.strip`, with the word under the first day."""
    return {"cells": [_cell(cell, start_word or gettext("mulai")) for cell in cells]}


def _cell(cell: clock.StripDay, start_word: str) -> dict[str, Any]:
    lang = wording.speaks()
    full = clock.day_words(cell.day, lang, year=False)
    name = clock.weekday_words(cell.day, lang, short=True)
    if cell.kind == "fold":
        last = cell.last or cell.day
        return {
            "kind": "weeks",
            "name": f"{name}–{clock.weekday_words(last, lang, short=True)}",
            "date": f"{cell.day.day}–{last.day}",
            "under": f"… {cell.number}" if cell.number else "…",
            "said": gettext("%(first)s sampai %(last)s, dilipat")
            % {"first": full, "last": clock.day_words(last, lang, year=False)},
        }
    under, said = str(cell.number or ""), str(cell.number or "")
    if cell.kind == "off":
        under, said = gettext("libur"), cell.reason or gettext("libur")
    elif cell.kind == "start":
        under = said = start_word
    elif cell.kind == "end":
        under = under or gettext("batas")
        said = gettext("batas waktu")
    elif said:
        said = gettext("hari ke-%(number)s") % {"number": said}
    return {
        "kind": cell.kind,
        "name": name,
        "date": cell.day.day,
        "under": under,
        "said": f"{full}: {said}",
    }


@register.inclusion_tag("garda/parts/story_line.html")
def story_line(entries: Sequence[Any], compact: bool = False) -> dict[str, Any]:
    """`{% story_line entries %}`: the story with its rail. Entries are `garda.looks.rails.Entry` or alike.

    More than eight past entries fold behind "Lihat N kejadian sebelumnya"; `compact` is the staff size.
    """
    story = [rails.entry_of(entry) for entry in entries]
    past = sum(entry.shape not in ("now", *rails.TO_COME) for entry in story)
    fold = past - KEPT_ENTRIES if past > OLD_ENTRIES else 0
    rows = [
        {"entry": entry, "rail": rail, "branches": bool(entry.also)}
        for entry, rail in zip(story, rails.rails(story, fold), strict=True)
    ]
    lanes = [max(entry.lane, *entry.also, entry.lane + (entry.shape in rails.ASIDE)) for entry in story]
    return {
        "old": rows[:fold],
        "rows": rows[fold:],
        "compact": compact,
        "wide": min(max(lanes, default=0), 3),
    }


@register.inclusion_tag("garda/parts/case_strip.html")
def case_strip(steps: Sequence[tuple[Any, str]], way: Any = None) -> dict[str, Any]:
    """`{% case_strip steps way %}`: the steps lying down, each a label and a state of `bars.strip_piece`.

    `way` says what they are part of: `place` of `total`, `now` in words, whether its clock is `paused`.
    """
    states = [state for _label, state in steps]
    rows = [
        {"label": wording.words(label), "state": state, "piece": bars.strip_piece(states, at)}
        for at, (label, state) in enumerate(steps)
    ]
    if way is not None:
        return {"rows": rows, "here": way.place, "total": way.total, "now": way.now, "paused": way.paused}
    here = next((at for at, state in enumerate(states) if state in ("now", "late")), len(states) - 1)
    return {"rows": rows, "here": here + 1, "total": len(rows), "now": rows[here]["label"] if rows else ""}


@register.inclusion_tag("garda/parts/route.html")
def route_plan(route: flow.Route) -> dict[str, Any]:
    """`{% route_plan route %}`: the drawn route of `flow.route`, its legend, and its steps in words."""
    rows = [
        (station, mark_safe(flow.draw_narrow_head(route, at))) for at, station in enumerate(route.stations)
    ]
    papers = any(station.in_back for station in route.stations)
    return {"route": route, "wide": mark_safe(flow.draw_wide(route)), "rows": rows, "papers": papers}


@register.inclusion_tag("garda/parts/office_sign.html")
def office_sign(sign: Mapping[str, Any], over: str = "") -> dict[str, Any]:
    """`{% office_sign sign %}`: the board at an office's door.

    `sign`: name, state ("open" | "closed" | "slow" | "empty"), and what is known of until, serving,
    waiting, minutes, next_opening, reason, extra_minutes, address, route_url, change_url, online_url.
    """
    return {"sign": sign, "over": over or gettext("Kantor kelurahan Anda")}


@register.inclusion_tag("garda/parts/errors.html")
def errors(form: BaseForm | None = None, found: Iterable[tuple[str, Any]] = ()) -> dict[str, Any]:
    """`{% errors form %}`: the box on top, each mistake a link to its field.

    `found` adds or replaces with pairs (id of the field or "", sentence) where there is no Django form.
    """
    rows = [(target, wording.words(said)) for target, said in found]
    if form is not None:
        rows += [("", str(said)) for said in form.non_field_errors()]
        rows += [
            (field.id_for_label or field.auto_id, f"{field.label}: {said}")
            for field in form
            for said in field.errors
        ]
    return {"rows": rows}
