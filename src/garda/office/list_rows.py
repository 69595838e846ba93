"""The rows of long lists, drawn as text: one by one through templates they were most of a page's cost.

What was said or named by somebody is escaped here; the rest are words of the catalogue.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from garda.looks import bars, icons
from garda.office.asks import Ask
from garda.office.desk import DeskRow
from garda.office.head import LateRow

# Where a form that is drawn once takes what differs from row to row.
NUMBER, SEQ, PLACE, DESK = "@nomor@", "@urutan@", "@tempat@", "@meja@"
DESKS = f'<option value="{DESK}">{DESK}</option>'


def desk_rows(rows: Iterable[DeskRow], selects: bool = False) -> SafeString:
    """The matters of a desk, one `<li>` each; with `selects` the keys begin at the first."""
    names = (_("Urusan"), _("Meja"))
    drawn: list[str] = []
    for row in rows:
        chosen = (" selected", ' aria-current="true"') if selects and not drawn else ("", "")
        left = f"<b>{escape(row.left)}</b>" if row.state == "run" else _state(row.state, row.left)
        step, note = escape(row.step), escape(row.note)
        drawn.append(
            f'<li class="desk-row{chosen[0]}" data-row{chosen[1]}>\n'
            f'<span class="left-time">{left}<span class="below">{escape(row.below)}</span></span>\n'
            f'<span class="matter"><a href="/kerja/urusan/{row.number}/">{escape(row.title)}</a>'
            f'<span class="below wide">{escape(row.sub)}</span></span>\n'
            f'<span class="step">{step}<span class="below wide">{note}</span></span>\n'
            f"{bars.two_clocks(names, (row.whole, row.desk))}</li>\n"
        )
    return mark_safe("".join(drawn))


def late_rows(rows: Iterable[LateRow], token: str, leads: bool, first: int) -> tuple[SafeString, SafeString]:
    """Late matters as a head reads them, each with what may be decided from the list: the `first`, the rest.

    With `leads` the very first one's button is the page's main one.
    """
    decide, read = _("Buka dan putuskan"), _("Buka")
    forms: dict[tuple[bool, bool], str] = {}
    choices: dict[tuple[tuple[str, str], ...], str] = {}
    drawn: list[str] = []
    for row in rows:
        second = "" if leads and not drawn else "second "
        button, form = read, ""
        if row.decided:
            button = decide
            kind = (bool(row.desks), row.may_escalate)
            if kind not in forms:
                forms[kind] = _decide_form(*kind, token)
            if row.desks not in choices:
                choices[row.desks] = _options(row.desks)
            form = forms[kind].replace(NUMBER, row.number).replace(SEQ, str(row.seq))
            form = form.replace(PLACE, str(row.place)).replace(DESKS, choices[row.desks])
        drawn.append(
            f"<li>{_state('late', row.left)}<div><b>{escape(row.title)}</b>"
            f"<p>{escape(row.sub)}. {escape(row.where)}</p></div>"
            f'<a class="button {second}small" href="/kerja/urusan/{row.number}/">'
            f'{button}<span class="hidden-words"> {row.number}</span></a>{form}</li>\n'
        )
    return mark_safe("".join(drawn[:first])), mark_safe("".join(drawn[first:]))


def _decide_form(may_move: bool, may_escalate: bool, token: str) -> str:
    """What a head may decide from the list, drawn once for all rows; a row fills in what is its own."""
    asks: tuple[Ask, ...] = ()
    if may_move:
        scope = f"pindah-{PLACE}"
        asks = (
            Ask("post", _("Kepada"), "list", options=[(DESK, DESK)], required=False, scope=scope),
            Ask("reason", _("Alasan, untuk rekan"), required=False, scope=scope, most=300),
        )
    shown = {"asks": asks, "may_escalate": may_escalate, "number": NUMBER, "seq": SEQ}
    return render_to_string("office/parts/decide.html", {**shown, "csrf_token": token})


def _options(desks: Iterable[tuple[str, str]]) -> str:
    """The desks to choose from; whoever has time is the first and stands chosen."""
    return "".join(
        f'<option value="{escape(value)}"{"" if value else " selected"}>{escape(title)}</option>'
        for value, title in desks
    )


def soon_rows(rows: Iterable[LateRow]) -> SafeString:
    """Matters that will be late soon."""
    return mark_safe(
        "".join(
            f'<li><span class="left"><b>{escape(row.left)}</b></span><div><b>'
            f'<a href="/kerja/urusan/{row.number}/">{escape(row.title)}</a></b>'
            f"<p>{escape(row.sub)}. {escape(row.where)}</p></div></li>\n"
            for row in rows
        )
    )


def _state(state: str, said: str) -> str:
    return f'<span class="state state-{state}">{icons.shape(state)}<span>{escape(said)}</span></span>'
