"""Saying why: each answer of the clock in a sentence or two that the person concerned can check."""

from datetime import date, datetime, timedelta

from .calendars import Calendar
from .dues import Due, left, spent
from .strips import end_day
from .terms import Term
from .words import (
    at_word,
    day_words,
    joined,
    language,
    moment_words,
    month_words,
    time_words,
    weekday_words,
)

_FEW_DAYS = 4  # weekly days off named one by one; more are counted
_FEW_OF_ONE = 6  # days of one holiday named one by one
_FEW_REASONS = 6  # holidays named; the rest are counted


def length_words(
    minutes: int, calendar: Calendar | None = None, lang: str = "id", plain: bool = False
) -> str:
    """A length without its sign: "1 jam 12 menit".

    With a calendar, working days of its usual length come first ("2 hari kerja 1 jam"); with `plain`,
    days of 24 hours. Minutes are left out once there are days.
    """
    english = language(lang) == "en"
    day = 1440 if plain else calendar.hours.typical_day if calendar else 0
    rest = abs(minutes)
    days, rest = divmod(rest, day) if day else (0, rest)
    hours, rest = divmod(rest, 60)
    kind = ("day" if plain else "working day") if english else ("hari" if plain else "hari kerja")
    parts = [(days, kind), (hours, "hour" if english else "jam")]
    if not days:
        parts.append((rest, "minute" if english else "menit"))
    shown = [(amount, unit) for amount, unit in parts if amount] or [parts[-1]]
    return " ".join(f"{amount} {unit}{'s' if english and amount != 1 else ''}" for amount, unit in shown)


def explain(due: Due, calendar: Calendar, lang: str = "id") -> str:
    """Why it is due then: from when, how long, what was not counted, and what is not known yet."""
    lang = language(lang)
    sentences = [
        _main(due, lang),
        _moved(due, calendar, lang),
        _closed_time(due, lang),
        _skipped(due, calendar, lang),
        _unsure(due, lang),
    ]
    return " ".join(sentence for sentence in sentences if sentence)


def explain_spent(
    start: datetime, end: datetime, calendar: Calendar, lang: str = "id", term: Term | None = None
) -> str:
    """How much time has passed since a moment."""
    length = _length(spent(start, end, calendar, term), calendar, lang, term)
    since = moment_words(start, calendar.zone, lang)
    if language(lang) == "en":
        return f"Running for {length} since {since}."
    return f"Sudah berjalan {length} sejak {since}."


def explain_left(
    at: datetime, due_at: datetime, calendar: Calendar, lang: str = "id", term: Term | None = None
) -> str:
    """How much time is left, or by how much it is late."""
    minutes = left(at, due_at, calendar, term)
    length = _length(minutes, calendar, lang, term)
    when = moment_words(due_at, calendar.zone, lang)
    if language(lang) == "en":
        return f"Late by {length}: it was due {when}." if minutes < 0 else f"{length} left, until {when}."
    return f"Terlambat {length}: jatuh temponya {when}." if minutes < 0 else f"Sisa {length}, sampai {when}."


def explain_pause(
    due_at: datetime,
    new_due_at: datetime,
    paused_at: datetime,
    resumed_at: datetime,
    calendar: Calendar,
    lang: str = "id",
) -> str:
    """What a pause did to the due date."""
    was, new = (moment_words(at, calendar.zone, lang) for at in (due_at, new_due_at))
    first, last = (moment_words(at, calendar.zone, lang, year=False) for at in (paused_at, resumed_at))
    if language(lang) == "en":
        halt = f"The clock stood still from {first} to {last}."
        if new_due_at == due_at:
            return f"{halt} It is still due {new}."
        return f"{halt} What was left stays left: due {new}, not {was}."
    halt = f"Jam urusan berhenti dari {first} sampai {last}."
    if new_due_at == due_at:
        return f"{halt} Jatuh temponya tetap {new}."
    return f"{halt} Sisa waktunya tetap: jatuh tempo {new}, bukan {was}."


def explain_extension(
    due_at: datetime, new_due_at: datetime, extra: Term, calendar: Calendar, lang: str = "id"
) -> str:
    """What an extension did to the due date."""
    was, new = (moment_words(at, calendar.zone, lang) for at in (due_at, new_due_at))
    if language(lang) == "en":
        return f"Extended by {extra.words(lang)}: due {new}, not {was}."
    return f"Diperpanjang {extra.words(lang)}: jatuh tempo {new}, bukan {was}."


def _length(minutes: int, calendar: Calendar, lang: str, term: Term | None) -> str:
    """A length that says which time it is: working time, unless the term is a plain one."""
    if term is not None and not term.working:
        return length_words(minutes, lang=lang, plain=True)
    length = length_words(minutes, calendar, lang)
    if 0 < calendar.hours.typical_day <= abs(minutes):
        return length  # its working days say it
    return f"{length} of working time" if language(lang) == "en" else f"{length} kerja"


def _main(due: Due, lang: str) -> str:
    last = end_day(due)
    ends = time_words(due.at.time(), lang=lang)
    if due.term.working and last < due.at.date():
        ends = "24:00" if lang == "en" else "24.00"
    else:
        last = due.at.date()
    when = f"{day_words(last, lang)} {at_word(lang)} {ends}"
    came = _came(due)
    since = _moment(came, lang, year=came.year != last.year)
    if lang == "en":
        return f"Due {when}: {due.term.words(lang)} from receipt on {since}."
    return f"Jatuh tempo {when}: {due.term.words(lang)} sejak diterima {since}."


def _came(due: Due) -> datetime:
    """The moment that counts as receipt; for a term in days its hour only matters if the day moved."""
    if due.term.unit == "day" and due.received.date() == due.start.date():
        return due.start
    return due.received


def _moved(due: Due, calendar: Calendar, lang: str) -> str:
    if _came(due) == due.start:
        return ""
    when = _moment(due.start, lang, year=due.start.year != due.received.year)
    why = _why_closed(due, calendar, lang)
    if lang == "en":
        return f"It came in on {when} ({why}), so it counts as received when the office opens."
    return f"Masuknya {when} ({why}), jadi dihitung diterima saat kantor buka."


def _why_closed(due: Due, calendar: Calendar, lang: str) -> str:
    day = due.start.date()
    spans = calendar.spans(day)
    if not spans:
        return _reason(day, calendar, lang)
    if due.start < spans[0][0]:
        return "before opening" if lang == "en" else "sebelum jam buka"
    if due.start < spans[-1][1]:
        return "during the break" if lang == "en" else "jam istirahat"
    return "after closing" if lang == "en" else "setelah jam tutup"


def _closed_time(due: Due, lang: str) -> str:
    if not due.term.working:
        if lang == "en":
            return "Nights, weekends and holidays count too."
        return "Malam, akhir pekan, dan hari libur ikut dihitung."
    if due.term.unit == "day" or due.at - due.received == timedelta(minutes=due.term.minutes):
        return ""
    if lang == "en":
        return "Time outside working hours is not counted."
    return "Waktu di luar jam kerja tidak dihitung."


def _skipped(due: Due, calendar: Calendar, lang: str) -> str:
    weekly = [day for day, _ in due.skipped if calendar.is_weekly_off(day)]
    others: dict[str, list[date]] = {}
    for day, _ in due.skipped:
        if not calendar.is_weekly_off(day):
            others.setdefault(_reason(day, calendar, lang), []).append(day)
    if not weekly and not others:
        return ""
    last_year = end_day(due).year
    if not others and len(weekly) <= _FEW_DAYS:
        named = _days_named(weekly, last_year, lang)
        if lang == "en":
            verb = "is" if len(weekly) == 1 else "are"
            return f"{named} {verb} not counted ({_reason(weekly[0], calendar, lang)})."
        return f"{named} tidak dihitung ({_reason(weekly[0], calendar, lang)})."
    groups = [_weekly_group(weekly, last_year, calendar, lang)] if weekly else []
    groups += [
        f"{_group_named(days, last_year, lang)} ({name})"
        for name, days in list(others.items())[:_FEW_REASONS]
    ]
    if unnamed := sum(len(days) for days in list(others.values())[_FEW_REASONS:]):
        groups.append(f"{unnamed} other holidays" if lang == "en" else f"{unnamed} hari libur lain")
    return f"{'Not counted' if lang == 'en' else 'Tidak dihitung'}: {'; '.join(groups)}."


def _weekly_group(days: list[date], year: int, calendar: Calendar, lang: str) -> str:
    if len(days) <= _FEW_DAYS:
        return f"{_days_named(days, year, lang)} ({_reason(days[0], calendar, lang)})"
    kinds = sorted({day.weekday(): day for day in days}.items())
    names = [weekday_words(day, lang) + ("s" if lang == "en" else "") for _, day in kinds]
    return f"{len(days)} {'' if lang == 'en' else 'hari '}{joined(names, lang)}"


def _group_named(days: list[date], year: int, lang: str) -> str:
    if len(days) <= _FEW_OF_ONE:
        return _days_named(days, year, lang)
    return f"{len(days)} days" if lang == "en" else f"{len(days)} hari"


def _days_named(days: list[date], year: int, lang: str) -> str:
    """ "Sabtu 22 dan Minggu 23 November": month and foreign year only where they change."""
    parts = []
    for place, day in enumerate(days):
        following = days[place + 1] if place + 1 < len(days) else None
        text = f"{weekday_words(day, lang)} {day.day}"
        if following is None or (following.year, following.month) != (day.year, day.month):
            text += f" {month_words(day, lang)}"
            if day.year != year and (following is None or following.year != day.year):
                text += f" {day.year}"
        parts.append(text)
    return joined(parts, lang)


def _reason(day: date, calendar: Calendar, lang: str) -> str:
    """Why the day is off, without brackets of its own since it is put into brackets."""
    if calendar.is_weekly_off(day):
        weekend = {weekday for weekday in range(7) if not calendar.hours.week[weekday]} <= {5, 6}
        if lang == "en":
            return "weekend" if weekend else "weekly day off"
        return "akhir pekan" if weekend else "libur mingguan"
    name = calendar.reason_off(day, lang) or ""
    return name.replace(" (", ", ").replace(")", "")


def _moment(at: datetime, lang: str, year: bool = False) -> str:
    return f"{day_words(at.date(), lang, year)} {at_word(lang)} {time_words(at.time(), lang=lang)}"


def _unsure(due: Due, lang: str) -> str:
    if not due.unsure_years:
        return ""
    years = joined([str(year) for year in due.unsure_years], lang)
    if lang == "en":
        return f"There is no list of holidays for {years} yet, so this date may still move."
    return f"Daftar hari libur {years} belum ada, jadi tanggal ini masih bisa berubah."
