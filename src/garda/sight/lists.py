"""The lists of an office: what my posts hold, by time left; offers; what is late; what first appeared."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import phonenumbers
from django.db.models import Count, Q, QuerySet

from garda import clock
from garda.cases import indexing, numbering
from garda.cases.models import Case, Mark
from garda.cases.publishing import flow_by_id
from garda.cases.taking import furnish
from garda.clock.words import joined
from garda.people.calendars import calendar_of
from garda.people.register import register_of
from garda.sight import names
from garda.sight.clocks import Face, time_left, two_clocks
from garda.sight.doors import Staff, units_in_reach, within

MOST_ROWS = 100
FOUND = 50
GROUPS = ("late", "today", "later", "paused")
OPEN_STATES = (Case.OPEN, Case.PAUSED, Case.ANSWERED)


@dataclass(frozen=True)
class Row:
    """One matter in a list. Nobody's full name, no address to click: the face makes that from `number`."""

    number: str
    title: str
    sub: str
    step_title: str
    unit: str
    state: str
    group: str
    left: str
    until: str
    due_at: datetime | None
    whole: Face
    desk: Face
    bounces: int
    simulated: bool
    holder: str = ""
    offer_unit: str = ""
    offer_due_at: datetime | None = None
    unit_id: int = 0
    seq: int = 0


@dataclass(frozen=True)
class Desk:
    """What a person's posts hold, grouped by time left. `total` counts all; at most MOST_ROWS are shown."""

    groups: dict[str, list[Row]] = field(default_factory=dict)
    total: int = 0
    late: int = 0
    today: int = 0
    simulated: bool = False

    @property
    def first(self) -> Row | None:
        """The row to open first."""
        return next((row for key in GROUPS for row in self.groups.get(key, [])), None)


@dataclass(frozen=True)
class Due:
    """What is late in the reach of a head, and what will be soon: the first of each, and how many in all."""

    late: list[Row]
    soon: list[Row]
    late_count: int
    soon_count: int


def _read(staff: Staff, cases: QuerySet[Case]) -> list[Case]:
    """The cases with whoever holds them; their city is the reader's own."""
    found = list(cases.select_related("holder"))
    for case in found:
        case.city = staff.city
    return found


def rows_of(cases: Iterable[Case], at: datetime, lang: str) -> list[Row]:
    """Rows for cases at hand; one query more for the words of all of them."""
    cases = [furnish(case) for case in cases]
    said = names.said_by_case(cases, (*names.HEADLINES, *names.WHERE, "name"))
    return [_row(case, said[case.pk], at, lang) for case in cases]


def _row(case: Case, said: dict[str, str], at: datetime, lang: str) -> Row:
    flow = flow_by_id(case.flow_id)
    whole, desk = faces = two_clocks(case, at, lang)
    left, until = time_left(case, at, lang, faces)
    return Row(
        number=case.number,
        title=names.title_of(case, said, lang),
        sub=names.aside(case, said, lang),
        step_title=names.of_resident(flow.steps[case.step].title.of(lang), lang),
        unit=case.unit.name,
        state=case.state,
        group=_group(case, at),
        left=left,
        until=until,
        due_at=case.next_due_at,
        whole=whole,
        desk=desk,
        bounces=case.bounces,
        simulated=case.simulated,
        holder=case.holder.title if case.holder else "",
        offer_unit=case.offer_unit.name if case.offer_unit else "",
        offer_due_at=case.offer_due_at,
        unit_id=case.unit_id,
        seq=case.seq,
    )


def _group(case: Case, at: datetime) -> str:
    if case.state in (Case.PAUSED, Case.ANSWERED):
        return "paused"
    if case.next_due_at is None:
        return "later"
    if at > case.next_due_at:
        return "late"
    local = calendar_of(case.unit).local
    return "today" if local(case.next_due_at).date() == local(at).date() else "later"


def on_my_desk(staff: Staff) -> QuerySet[Case]:
    """Open matters on the desks of the posts held; a head's or deputy's desk is the whole unit."""
    wanted = Q(pk__in=[])
    for held in staff.held:
        mine = Q(unit_id=held.unit.pk)
        if not staff.may("reassign", held.unit):
            mine &= Q(desk=held.post.kind) & (Q(holder__isnull=True) | Q(holder_id=held.post.pk))
        wanted |= mine
    return Case.objects.filter(wanted, state__in=OPEN_STATES, joined_to__isnull=True)


def desk(staff: Staff, at: datetime, lang: str) -> Desk:
    """What the posts of `staff` hold, nearest due first."""
    mine = on_my_desk(staff)
    cases = _read(staff, mine.order_by("next_due_at")[: MOST_ROWS + 1])
    rows = rows_of(cases[:MOST_ROWS], at, lang)
    groups: dict[str, list[Row]] = {key: [] for key in GROUPS}
    for row in rows:
        groups[row.group].append(row)
    total = len(cases) if len(cases) <= MOST_ROWS else mine.count()
    return Desk(
        groups=groups,
        total=total,
        late=len(groups["late"])
        if total <= MOST_ROWS
        else mine.filter(state=Case.OPEN, next_due_at__lt=at).count(),
        today=len(groups["today"]),
        simulated=any(row.simulated for row in rows),
    )


def search(staff: Staff, typed: str, at: datetime, lang: str = "id") -> list[Row]:
    """Matters within reach by number, NIK, phone, name or word; closed ones too, newest first."""
    reach = within(staff, "search")
    typed = typed.strip()[:200]
    if number := numbering.tidy_number(typed):
        return rows_of(_read(staff, reach.filter(number=number)[:FOUND]), at, lang)
    marks = _marks(typed, staff.city.pk)
    if not marks:
        return []
    found: set[int] | None = None
    for mark in marks[:5]:
        ids = set(
            Mark.objects.filter(city_id=staff.city.pk, mark=mark)
            .order_by("-case_id")
            .values_list("case_id", flat=True)[:2000]
        )
        found = ids if found is None else found & ids
    cases = reach.filter(pk__in=sorted(found or (), reverse=True)[:500]).order_by("-opened_at")
    return rows_of(_read(staff, cases[:FOUND]), at, lang)


def _marks(typed: str, city_id: int) -> list[int]:
    digits = re.sub(r"\D", "", typed)
    if len(digits) == 16:
        return [indexing.exact_mark("nik", digits, city_id)]
    if 9 <= len(digits) <= 15 and not re.search(r"[A-Za-z]", typed):
        try:
            number = phonenumbers.parse(typed, "ID")
        except phonenumbers.NumberParseException:
            return []
        full = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
        return [indexing.exact_mark("phone", full, city_id)]
    return list(indexing.word_marks(typed, city_id))


def _led(staff: Staff) -> QuerySet[Case]:
    """Matters held by a unit that `staff` leads."""
    return Case.objects.filter(unit_id__in=units_in_reach(staff, "head"))


def late_in(staff: Staff, at: datetime, lang: str, units: Iterable[int], most: int = FOUND) -> list[Row]:
    """Matters in these units, as far as a head leads them, that are late now, longest first."""
    late = _led(staff).filter(state=Case.OPEN, next_due_at__lt=at, unit_id__in=list(units))
    return rows_of(_read(staff, late.order_by("next_due_at")[:most]), at, lang)


def due_in(staff: Staff, at: datetime, lang: str, most: int = FOUND) -> Due:
    """Matters in the reach of a head that are late now or will be by the end of the next working day.

    At most `most` of each, the nearest due first; four queries at most.
    """
    until = clock.due(at, clock.Term.parse("1 hari kerja"), calendar_of(staff.unit)).at
    near = _led(staff).filter(state=Case.OPEN, next_due_at__lte=until)
    counted = near.aggregate(late=Count("pk", filter=Q(next_due_at__lt=at)), near=Count("pk"))
    late, soon = counted["late"], counted["near"] - counted["late"]
    nearest = near.order_by("next_due_at")
    if late > most:
        cases = _read(staff, nearest[:most])
        cases += _read(staff, nearest.filter(next_due_at__gte=at)[:most]) if soon else []
    else:
        cases = _read(staff, nearest[: late + most]) if late + soon else []
    rows = rows_of(cases, at, lang)
    late_rows = [row for row in rows if row.due_at is not None and row.due_at < at]
    return Due(late_rows, rows[len(late_rows) :], late, soon)


@dataclass(frozen=True)
class Appeared:
    """What first appeared: how many of a kind, where, and the (flow, class) pairs that are called so."""

    title: str
    count: int
    detail: str
    kinds: tuple[tuple[int, str], ...]


def _appeared(staff: Staff, since: datetime, at: datetime) -> QuerySet[Case]:
    units = units_in_reach(staff, "head")
    return Case.objects.filter(
        # A confidential matter that went elsewhere is out of sight here.
        Q(private=False) | Q(unit_id__in=units),
        first_unit_id__in=units,
        opened_at__gte=since,
        opened_at__lte=at,
        parent__isnull=True,
    )


def first_appeared(staff: Staff, since: datetime, at: datetime, lang: str = "id") -> list[Appeared]:
    """Matters that first came up in the reach of a head since `since`, by kind, most first; one query."""
    counted = (
        _appeared(staff, since, at).values_list("flow_id", "category", "area_id").annotate(n=Count("pk"))
    )
    areas = register_of(staff.city).areas
    places: dict[str, Counter[str]] = {}
    totals: Counter[str] = Counter()
    kinds: dict[str, dict[tuple[int, str], None]] = {}
    for flow_id, key, area_id, n in counted.order_by("flow_id", "category", "area_id"):
        flow = flow_by_id(flow_id)
        category = flow.category(key) if key else None
        title = (category.title if category else flow.title).of(lang)
        totals[title] += n
        kinds.setdefault(title, {})[flow_id, key] = None
        if area_id in areas:
            places.setdefault(title, Counter())[areas[area_id].name] += n
    found = [
        Appeared(title, n, _most_of(places.get(title), lang), tuple(kinds[title]))
        for title, n in totals.items()
    ]
    return sorted(found, key=lambda one: (-one.count, one.title))


def _most_of(places: Counter[str] | None, lang: str) -> str:
    return joined([name for name, _ in places.most_common(3)], lang) if places else ""


def behind(staff: Staff, one: Appeared, since: datetime, at: datetime, lang: str = "id") -> list[Row]:
    """The matters behind one line of what first appeared, newest first; at most FOUND of them."""
    called = Q(pk__in=[])
    for flow_id, key in one.kinds:
        called |= Q(flow_id=flow_id, category=key)
    cases = _appeared(staff, since, at).filter(called).order_by("-opened_at")
    return rows_of(_read(staff, cases[:FOUND]), at, lang)


def week_start(at: datetime, zone_calendar: clock.Calendar) -> datetime:
    """Monday 00.00 of the week of `at`, in the calendar's zone."""
    local = zone_calendar.local(at)
    return (local - timedelta(days=local.weekday())).replace(hour=0, minute=0, second=0, microsecond=0)


def named(staff: Staff, numbers: Iterable[str], at: datetime, lang: str = "id") -> list[Row]:
    """The matters of these numbers that `staff` may see, newest first."""
    cases = within(staff, "see-case").filter(number__in=list(numbers)).order_by("-opened_at")
    return rows_of(_read(staff, cases[:FOUND]), at, lang)
