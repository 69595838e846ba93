"""The two clocks of a matter as a reader sees them, and why a due date is what it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from garda import clock
from garda.cases import desks
from garda.cases.models import Case
from garda.cases.publishing import flow_by_id
from garda.flow import Flow, Words
from garda.people.calendars import calendar_of


@dataclass(frozen=True)
class Face:
    """One clock: minutes of working time spent and in all, its state, the words beside it, when it ends.

    `length` is how long is left, or how late it is, while it runs; "" otherwise.
    """

    spent: int
    total: int
    state: str
    words: str
    at: datetime | None = None
    length: str = ""


@dataclass(frozen=True)
class DueBlock:
    """The due date with its reasons: the sentence, the cells of the day strip, whether it has passed."""

    at: datetime
    when: str
    late: bool
    state: str
    state_words: str
    why: str
    strip: tuple[clock.StripDay, ...]
    rests_on: tuple[str, ...]


def two_clocks(case: Case, at: datetime, lang: str) -> tuple[Face, Face]:
    """(the whole matter's clock, the present desk's)."""
    whole_term, desk_term = _terms(case)
    whole = _face(case, case.opened_at, case.due_at, at, lang, calendar_of(case.first_unit), whole_term)
    desk = _face(case, case.desk_since, case.desk_due_at, at, lang, calendar_of(case.unit), desk_term)
    return whole, desk


def _terms(case: Case) -> tuple[clock.Term, clock.Term | None]:
    """(the whole matter's term, the present desk's): a plain one ("72 jam") is counted in plain time."""
    flow = flow_by_id(case.flow_id)
    return desks.term_of(flow, case.category), flow.steps[case.step].within


def _length(minutes: int, calendar: clock.Calendar, lang: str, term: clock.Term | None) -> str:
    if term is not None and not term.working:
        return clock.length_words(minutes, lang=lang, plain=True)
    return clock.length_words(minutes, calendar, lang)


def _face(
    case: Case,
    since: datetime,
    due: datetime | None,
    at: datetime,
    lang: str,
    calendar: clock.Calendar,
    term: clock.Term | None,
) -> Face:
    if case.state == Case.CLOSED:
        return Face(1, 1, "done", Words("selesai", "finished").of(lang), due)
    if due is None and case.state == Case.PAUSED:
        return Face(1, 2, "pause", Words("berhenti", "stopped").of(lang))
    if due is None:
        awaited = Words("menunggu warga", "waiting for the resident")
        words = awaited if case.state == Case.ANSWERED else Words("tanpa batas", "no limit")
        return Face(0, 1, "none", words.of(lang))
    stop = case.paused_at or case.answered_at or at
    whole = clock.spent(since, due, calendar, term)
    gone = clock.spent(since, stop, calendar, term)
    total, spent = (max(1, whole) if due > since else 1), (gone if stop > since else 0)
    if case.state == Case.PAUSED:
        return Face(spent, total, "pause", Words("berhenti", "stopped").of(lang), due)
    if case.state == Case.ANSWERED:
        return Face(spent, total, "done", Words("terjawab", "answered").of(lang), due)
    # Minutes add up exactly, so what is left need not be counted again.
    left = whole - gone if stop is at else clock.left(at, due, calendar, term)
    if at > due:
        late = _length(max(1, -left), calendar, lang, term)
        return Face(spent, total, "late", Words(f"lewat {late}", f"late {late}").of(lang), due, late)
    length = _length(left, calendar, lang, term)
    return Face(spent, total, "run", length, due, length)


def time_left(case: Case, at: datetime, lang: str, faces: tuple[Face, Face] | None = None) -> tuple[str, str]:
    """(how long is left on the nearer clock, until when) as a list shows them.

    With the `faces` of `two_clocks` at hand, what they tell is not counted again.
    """
    due = case.next_due_at
    if case.state == Case.PAUSED:
        since = case.paused_at or case.desk_since
        when = clock.moment_words(since, case.city.zone, lang, year=False)
        return Words("Berhenti", "Stopped").of(lang), Words(f"sejak {when}", f"since {when}").of(lang)
    if due is None:
        return Words("Tanpa batas", "No limit").of(lang), ""
    until = clock.moment_words(due, case.city.zone, lang, year=False)
    ends = (
        Words(f"lewat dari {until}", f"since {until}")
        if at > due
        else Words(f"batas {until}", f"due {until}")
    )
    whole, desk = faces or (None, None)
    if desk and desk.length and desk.at == due:
        return desk.length, ends.of(lang)
    # The whole matter's clock runs by the hours of the unit where it began.
    if whole and whole.length and whole.at == due and case.unit_id == case.first_unit_id:
        return whole.length, ends.of(lang)
    calendar = calendar_of(case.unit)
    whole_term, desk_term = _terms(case)
    term = desk_term if due == case.desk_due_at else whole_term
    left = clock.left(at, due, calendar, term)
    return _length(max(1, -left) if at > due else left, calendar, lang, term), ends.of(lang)


def due_block(case: Case, at: datetime, lang: str) -> DueBlock | None:
    """The promise of the whole matter, explained from the day it came in."""
    if case.due_at is None:
        return None
    flow = flow_by_id(case.flow_id)
    calendar = calendar_of(case.first_unit)
    # A part has the due date of the whole matter, counted from when that came in.
    since = case.parent.opened_at if case.parent else case.opened_at
    first = clock.due(since, desks.term_of(flow, case.category), calendar)
    moved = abs((case.due_at - first.at).total_seconds()) >= 60
    why = clock.explain(first, calendar, lang)
    if moved:
        why = f"{why} {_moved(case, flow, lang, case.due_at < first.at)}".strip()
    # While the clock stands still, or once it has stopped, the moment of that counts.
    stopped = case.closed_at or case.answered_at or case.paused_at
    late = case.late_at is not None or (stopped or at) > case.due_at
    state, words = _state(case, late, at, lang, calendar)
    return DueBlock(
        at=case.due_at,
        when=clock.moment_words(case.due_at, case.city.zone, lang, year=_far(case.due_at, at)),
        late=late,
        state=state,
        state_words=words,
        why=why,
        strip=() if moved else clock.strip(first, calendar, lang),
        rests_on=flow.rests_on,
    )


def _far(due: datetime, at: datetime) -> bool:
    return abs(due - at) > timedelta(days=300)


def _moved(case: Case, flow: Flow, lang: str, nearer: bool) -> str:
    when = clock.moment_words(case.due_at or case.opened_at, case.city.zone, lang)
    if case.extended:
        extra = flow.extension.words(lang) if flow.extension else ""
        return Words(
            f"Waktu diperpanjang satu kali {extra}; sekarang {when}.",
            f"Extended once by {extra}; now {when}.",
        ).of(lang)
    if nearer:
        # Put into a class with a longer time: what the receipt promised stands.
        return Words(f"Janji pertama tetap berlaku: {when}.", f"The first promise stands: {when}.").of(lang)
    return Words(
        f"Waktu berhenti selama kami menunggu keterangan Anda; sekarang {when}.",
        f"The clock stood still while we waited for you; now {when}.",
    ).of(lang)


def _state(case: Case, late: bool, at: datetime, lang: str, calendar: clock.Calendar) -> tuple[str, str]:
    ended = case.closed_at or case.answered_at
    if case.state == Case.PAUSED:
        stopped = Words("Jam berhenti, menunggu Anda", "Clock stopped, waiting for you")
        joined = Words("Mengikuti laporan yang sama", "Follows the same report")
        return "pause", (joined if case.joined_to_id else stopped).of(lang)
    if late:
        term = _terms(case)[0]
        by = _length(
            max(1, -clock.left(ended or at, case.due_at or at, calendar, term)), calendar, lang, term
        )
        return "late", Words(f"Terlambat {by}", f"Late by {by}").of(lang)
    if case.state == Case.CLOSED and case.outcome in ("withdrawn", "lapsed"):
        return "not", Words("Berhenti sebelum batasnya", "Ended before it was due").of(lang)
    if ended:
        return "done", Words("Selesai tepat waktu", "Finished in time").of(lang)
    return "done", Words("Masih sesuai waktu", "Still on time").of(lang)
