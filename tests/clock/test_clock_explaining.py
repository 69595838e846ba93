"""Each answer of the clock, explained in words that the person concerned can check."""

from __future__ import annotations

from datetime import date

import pytest

from garda.clock import (
    DayOff,
    Hours,
    StripDay,
    due,
    due_after_pause,
    explain,
    explain_extension,
    explain_left,
    explain_pause,
    explain_spent,
    extended,
    strip,
)
from tests.clock.office import OFFICE, at, calendar, term

WEEKEND = "Sabtu 22 dan Minggu 23 November tidak dihitung (akhir pekan)."
EXPLAINED = [
    (
        "2025-11-20 14:00",
        "5 hari kerja",
        "Jatuh tempo Kamis 27 November 2025 pukul 16.00: 5 hari kerja sejak diterima Kamis 20 November"
        f" pukul 14.00. {WEEKEND}",
        "Due Thursday 27 November 2025 at 16:00: 5 working days from receipt on Thursday 20 November at"
        " 14:00. Saturday 22 and Sunday 23 November are not counted (weekend).",
    ),
    (
        "2025-11-20 09:00",
        "30 menit kerja",
        "Jatuh tempo Kamis 20 November 2025 pukul 09.30: 30 menit kerja sejak diterima Kamis 20 November"
        " pukul 09.00.",
        "Due Thursday 20 November 2025 at 09:30: 30 working minutes from receipt on Thursday 20 November at"
        " 09:00.",
    ),
    (
        "2025-11-22 10:00",
        "1 hari kerja",
        "Jatuh tempo Selasa 25 November 2025 pukul 16.00: 1 hari kerja sejak diterima Senin 24 November"
        " pukul 07.30. Masuknya Sabtu 22 November pukul 10.00 (akhir pekan), jadi dihitung diterima saat"
        " kantor buka.",
        "Due Tuesday 25 November 2025 at 16:00: 1 working day from receipt on Monday 24 November at 07:30."
        " It came in on Saturday 22 November at 10:00 (weekend), so it counts as received when the office"
        " opens.",
    ),
    (
        "2025-11-21 16:20",
        "30 menit kerja",
        "Jatuh tempo Senin 24 November 2025 pukul 07.50: 30 menit kerja sejak diterima Jumat 21 November"
        f" pukul 16.20. Waktu di luar jam kerja tidak dihitung. {WEEKEND}",
        "Due Monday 24 November 2025 at 07:50: 30 working minutes from receipt on Friday 21 November at"
        " 16:20. Time outside working hours is not counted. Saturday 22 and Sunday 23 November are not"
        " counted (weekend).",
    ),
    (
        "2025-12-23 10:00",
        "2 hari kerja",
        "Jatuh tempo Senin 29 Desember 2025 pukul 16.00: 2 hari kerja sejak diterima Selasa 23 Desember"
        " pukul 10.00. Tidak dihitung: Sabtu 27 dan Minggu 28 Desember (akhir pekan); Kamis 25 Desember"
        " (Hari Raya Natal); Jumat 26 Desember (Cuti Bersama Hari Raya Natal).",
        "Due Monday 29 December 2025 at 16:00: 2 working days from receipt on Tuesday 23 December at 10:00."
        " Not counted: Saturday 27 and Sunday 28 December (weekend); Thursday 25 December (Christmas Day);"
        " Friday 26 December (Christmas Joint Holiday).",
    ),
    (
        "2025-03-25 10:00",
        "10 hari kerja",
        "Jatuh tempo Kamis 17 April 2025 pukul 16.00: 10 hari kerja sejak diterima Selasa 25 Maret pukul"
        " 10.00. Tidak dihitung: 6 hari Sabtu dan Minggu; Jumat 28 Maret (Cuti Bersama Hari Suci Nyepi);"
        " Senin 31 Maret (Hari Raya Idul Fitri); Selasa 1 April (Hari kedua dari Hari Raya Idul Fitri);"
        " Rabu 2, Kamis 3, Jumat 4, dan Senin 7 April (Cuti Bersama Hari Raya Idul Fitri).",
        "Due Thursday 17 April 2025 at 16:00: 10 working days from receipt on Tuesday 25 March at 10:00."
        " Not counted: 6 Saturdays and Sundays; Friday 28 March (Day of Silence Joint Holiday);"
        " Monday 31 March (Eid al-Fitr); Tuesday 1 April (Eid al-Fitr Second Day);"
        " Wednesday 2, Thursday 3, Friday 4, and Monday 7 April (Eid al-Fitr Joint Holiday).",
    ),
    (
        "2025-11-20 15:50",
        "72 jam",
        "Jatuh tempo Minggu 23 November 2025 pukul 15.50: 72 jam sejak diterima Kamis 20 November pukul"
        " 15.50. Malam, akhir pekan, dan hari libur ikut dihitung.",
        "Due Sunday 23 November 2025 at 15:50: 72 hours from receipt on Thursday 20 November at 15:50."
        " Nights, weekends and holidays count too.",
    ),
    (
        "2027-12-28 10:00",
        "5 hari kerja",
        "Jatuh tempo Selasa 4 Januari 2028 pukul 16.00: 5 hari kerja sejak diterima Selasa 28 Desember 2027"
        " pukul 10.00. Sabtu 1 dan Minggu 2 Januari tidak dihitung (akhir pekan). Daftar hari libur 2028"
        " belum ada, jadi tanggal ini masih bisa berubah.",
        "Due Tuesday 4 January 2028 at 16:00: 5 working days from receipt on Tuesday 28 December 2027 at"
        " 10:00. Saturday 1 and Sunday 2 January are not counted (weekend). There is no list of holidays"
        " for 2028 yet, so this date may still move.",
    ),
]


@pytest.mark.parametrize(("start", "length", "indonesian", "english"), EXPLAINED)
def test_item_7_a_due_date_says_why(start: str, length: str, indonesian: str, english: str) -> None:
    found = due(at(start), term(length), OFFICE)
    assert explain(found, OFFICE) == indonesian
    assert explain(found, OFFICE, "en") == english


@pytest.mark.parametrize(
    ("start", "why", "why_en"),
    [
        ("2025-11-20 05:00", "sebelum jam buka", "before opening"),
        ("2025-11-20 12:30", "jam istirahat", "during the break"),
        ("2025-11-20 19:00", "setelah jam tutup", "after closing"),
        ("2025-12-25 10:00", "Hari Raya Natal", "Christmas Day"),
        ("2027-03-10 10:00", "Hari Raya Idul Fitri, perkiraan", "Eid al-Fitr, estimated"),
    ],
)
def test_why_it_counts_as_received_later(start: str, why: str, why_en: str) -> None:
    found = due(at(start), term("30 menit kerja"), OFFICE)
    assert f" ({why}), jadi dihitung diterima saat kantor buka." in explain(found, OFFICE)
    assert f" ({why_en}), so it counts as received when the office opens." in explain(found, OFFICE, "en")


def test_a_year_is_named_where_it_changes() -> None:
    found = due(at("2026-12-31 18:00"), term("1 hari kerja"), OFFICE)
    assert explain(found, OFFICE).startswith(
        "Jatuh tempo Rabu 6 Januari 2027 pukul 16.00: 1 hari kerja sejak diterima Senin 4 Januari pukul"
        " 07.30."
    )
    assert "Masuknya Kamis 31 Desember 2026 pukul 18.00" in explain(found, OFFICE)


def test_many_reasons_are_counted_rather_than_listed() -> None:
    long = explain(due(at("2026-12-21 10:00"), term("60 hari kerja"), OFFICE), OFFICE)
    assert "28 hari Sabtu dan Minggu; Kamis 24 Desember 2026 (Cuti Bersama Hari Raya Natal)" in long
    assert long.endswith("; 7 hari libur lain.")
    repairs = {date(2025, 12, day): DayOff("Perbaikan", "tutup") for day in range(1, 20)}
    office = calendar(days_off=repairs)
    text = explain(due(at("2025-11-28 10:00"), term("1 hari kerja"), office), office)
    assert "15 hari (Perbaikan)" in text


def test_an_office_with_another_day_off() -> None:
    museum = calendar(hours=Hours(((), *(((480, 900),),) * 6)), days_off={}, known_years=frozenset({2025}))
    text = explain(due(at("2025-11-20 10:00"), term("5 hari kerja"), museum), museum)
    assert text.endswith("Senin 24 November tidak dihitung (libur mingguan).")
    text = explain(due(at("2025-11-20 10:00"), term("5 hari kerja"), museum), museum, "en")
    assert text.endswith("Monday 24 November is not counted (weekly day off).")


def test_an_end_at_midnight_belongs_to_its_day() -> None:
    night = calendar(hours=Hours((((0, 360), (1320, 1440)),) * 7), days_off={}, known_years=frozenset({2025}))
    found = due(at("2025-11-20 23:30"), term("1 hari kerja"), night)
    assert explain(found, night).startswith("Jatuh tempo Jumat 21 November 2025 pukul 24.00:")
    assert [cell.kind for cell in strip(found, night)] == ["start", "end"]


def test_time_spent_and_left_are_explained() -> None:
    start, deadline = at("2025-11-20 14:00"), at("2025-11-27 16:00")
    assert (
        explain_left(at("2025-11-27 14:48"), deadline, OFFICE)
        == "Sisa 1 jam 12 menit kerja, sampai Kamis 27 November 2025 pukul 16.00."
    )
    assert (
        explain_left(at("2025-11-28 08:30"), deadline, OFFICE)
        == "Terlambat 1 jam kerja: jatuh temponya Kamis 27 November 2025 pukul 16.00."
    )
    assert (
        explain_left(start, deadline, OFFICE, "en")
        == "5 working days 2 hours left, until Thursday 27 November 2025 at 16:00."
    )
    assert (
        explain_left(at("2025-11-28 08:30"), deadline, OFFICE, "en", term("72 jam"))
        == "Late by 16 hours 30 minutes: it was due Thursday 27 November 2025 at 16:00."
    )
    assert (
        explain_spent(start, at("2025-11-20 15:12"), OFFICE)
        == "Sudah berjalan 1 jam 12 menit kerja sejak Kamis 20 November 2025 pukul 14.00."
    )
    assert (
        explain_spent(start, at("2025-11-20 15:12"), OFFICE, "en")
        == "Running for 1 hour 12 minutes of working time since Thursday 20 November 2025 at 14:00."
    )


def test_a_pause_and_an_extension_are_explained() -> None:
    was, paused, resumed = at("2025-11-27 16:00"), at("2025-11-24 10:00"), at("2025-11-27 09:00")
    new = due_after_pause(was, paused, resumed, term("5 hari kerja"), OFFICE)
    assert (
        explain_pause(was, new, paused, resumed, OFFICE)
        == "Jam urusan berhenti dari Senin 24 November pukul 10.00 sampai Kamis 27 November pukul 09.00."
        " Sisa waktunya tetap: jatuh tempo Selasa 2 Desember 2025 pukul 16.00, bukan Kamis 27 November 2025"
        " pukul 16.00."
    )
    assert explain_pause(was, was, paused, paused, OFFICE).endswith(
        "Jatuh temponya tetap Kamis 27 November 2025 pukul 16.00."
    )
    assert explain_pause(was, new, paused, resumed, OFFICE, "en").startswith(
        "The clock stood still from Monday"
    )
    assert explain_pause(was, was, paused, paused, OFFICE, "en").endswith(
        "It is still due Thursday 27 November 2025 at 16:00."
    )
    extra = term("7 hari kerja")
    later = extended(was, extra, OFFICE)
    assert (
        explain_extension(was, later, extra, OFFICE)
        == "Diperpanjang 7 hari kerja: jatuh tempo Senin 8 Desember 2025 pukul 16.00, bukan Kamis 27 November"
        " 2025 pukul 16.00."
    )
    assert explain_extension(was, later, extra, OFFICE, "en").startswith(
        "Extended by 7 working days: due Monday 8 December 2025 at 16:00"
    )


def test_the_strip_shows_every_day_with_its_number_or_its_reason() -> None:
    found = due(at("2025-11-20 14:00"), term("5 hari kerja"), OFFICE)
    assert strip(found, OFFICE) == (
        StripDay(date(2025, 11, 20), "start"),
        StripDay(date(2025, 11, 21), "counted", 1),
        StripDay(date(2025, 11, 22), "off", reason="Sabtu"),
        StripDay(date(2025, 11, 23), "off", reason="Minggu"),
        StripDay(date(2025, 11, 24), "counted", 2),
        StripDay(date(2025, 11, 25), "counted", 3),
        StripDay(date(2025, 11, 26), "counted", 4),
        StripDay(date(2025, 11, 27), "end", 5),
    )
    assert strip(found, OFFICE, "en")[2].reason == "Saturday"


def test_a_long_strip_folds_whole_weeks() -> None:
    found = due(at("2026-03-13 10:00"), term("14 hari kerja"), OFFICE)
    cells = strip(found, OFFICE)
    assert [(cell.kind, cell.number) for cell in cells] == [
        ("start", None),
        ("off", None),
        ("off", None),
        ("fold", 9),
        ("counted", 10),
        ("counted", 11),
        ("counted", 12),
        ("counted", 13),
        ("end", 14),
    ]
    assert (cells[3].day, cells[3].last) == (date(2026, 3, 16), date(2026, 4, 5))
    assert len(strip(found, OFFICE, fold=False)) == 29


def test_a_term_that_ends_on_the_day_of_receipt_is_one_cell() -> None:
    found = due(at("2025-11-20 09:00"), term("30 menit kerja"), OFFICE)
    assert strip(found, OFFICE) == (StripDay(date(2025, 11, 20), "end"),)
