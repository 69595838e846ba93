"""The pulse of an office and the monthly exercise: asked, answered, and shown only where it is safe."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from garda import clock
from garda.rosters.models import Bell
from garda.surveys import climate_time, publishing, rounds
from garda.surveys.climate_models import Action, Habit, Point
from garda.surveys.models import Box, Taken
from tests.office.staff import signed_in, text_of
from tests.surveys.climate import EXERCISE, PULSE, hold, manned
from tests.town import Town, moment

LURAH, OFFICER = ("melati", "lurah"), ("melati", "petugas-loket")
MINE, OFFICE = "/kerja/denyut/", "/kerja/denyut/kantor/"


@pytest.fixture
def town(db: None) -> Any:
    """The town in the middle of November."""
    with clock.moved_to(moment("2025-11-18", "10:00")):
        yield manned()


def opened(town: Town, key: str = PULSE) -> Any:
    """A round that is open today."""
    return rounds.open_round(
        town.city, key, first=date(2025, 11, 10), last=date(2025, 11, 20), at=moment("2025-11-10")
    )


def elements(town: Town, key: str) -> list[str]:
    """The keys of an instrument's elements."""
    asked = publishing.in_force(town.city, key, date(2025, 11, 18))
    assert asked is not None
    return [one.key for one in asked.instrument.elements]


def test_item_45_four_parts_are_asked_in_a_minute_and_nothing_leads_from_the_answer_to_the_person(
    town: Town,
) -> None:
    held = opened(town)
    client = signed_in(town, *OFFICER)
    page = text_of(client.get(MINE))
    for part in ("Lingkaran kerja", "Suasana", "Kebiasaan baik", "Tumbuh"):
        assert part in page
    assert page.count("<fieldset") == 8
    sent = client.post(f"{MINE}{held.id}/", dict.fromkeys(elements(town, PULSE), "3"))
    assert sent.status_code == 302
    taken = Taken.objects.get(round_id=held.id)
    assert taken.person == town.persons["melati", "petugas-loket", 1]
    box = Box.objects.get(round_id=held.id)
    assert box.patterns == {"3,3,3,3,3,3,3,3": 1}
    # The box has neither a person nor a moment, and its columns say so.
    assert {field.name for field in Box._meta.concrete_fields} == {
        "id",
        "round",
        "unit",
        "patterns",
        "simulated",
    }
    # Twice counts once.
    client.post(f"{MINE}{held.id}/", dict.fromkeys(elements(town, PULSE), "0"))
    assert Box.objects.get(round_id=held.id).patterns == {"3,3,3,3,3,3,3,3": 1}
    assert "Tidak ada denyut" in text_of(client.get(MINE))


def test_item_45_a_statement_left_out_is_asked_for_and_what_was_chosen_stays(town: Town) -> None:
    held = opened(town)
    client = signed_in(town, *OFFICER)
    kept = dict.fromkeys(elements(town, PULSE)[1:], "4")
    again = client.post(f"{MINE}{held.id}/", kept)
    assert again.status_code == 422
    assert "Pilih satu jawaban." in text_of(again)
    assert text_of(again).count("checked") == 7
    assert not Box.objects.exists()
    wild = client.post(f"{MINE}{held.id}/", {**kept, elements(town, PULSE)[0]: "9" * 5000 + "\0😀"})
    assert wild.status_code == 422
    assert client.post(f"{MINE}{2**70}/", kept).status_code == 404
    assert client.post(f"{MINE}999/", kept).status_code == 404


def test_item_45_the_leader_sees_the_trend_of_four_parts_and_never_fewer_than_five(town: Town) -> None:
    lurah = signed_in(town, *LURAH)
    hold(town, PULSE, 6, {"melati": [4, 4, 3, 1]})
    page = text_of(lurah.get(OFFICE))
    assert "belum bisa ditampilkan" in page
    assert "4 jawaban" not in page
    hold(town, PULSE, 7, {"melati": [4, 4, 3, 3, 2, 2]})
    hold(town, PULSE, 8, {"melati": [4, 4, 4, 3, 2, 2]})
    hold(town, PULSE, 9, {"melati": [4, 4, 4, 4, 2, 2]})
    page = text_of(lurah.get(OFFICE))
    # The first month waited and came with the second: ten; six beside ten would be four.
    assert "10 jawaban" in page
    assert "12 jawaban" not in page


def test_item_45_a_trend_needs_three_rounds(town: Town) -> None:
    lurah = signed_in(town, *LURAH)
    hold(town, PULSE, 7, {"melati": [3] * 6})
    hold(town, PULSE, 8, {"melati": [3] * 6})
    assert "belum cukup data: 2 dari 3" in text_of(lurah.get(OFFICE))
    hold(town, PULSE, 9, {"melati": [4] * 6})
    page = text_of(lurah.get(OFFICE))
    assert "naik 20,0" in page
    assert page.count("6 jawaban") == 3


def test_item_45_the_leaders_act_is_dated_and_read_by_the_office(town: Town) -> None:
    lurah, officer = signed_in(town, *LURAH), signed_in(town, *OFFICER)
    form = {"form_key": "satu", "part": "mood", "words": "Rapat pagi jadi sepuluh menit", "due": "1/12/2025"}
    for _ in range(2):  # pressed twice
        assert lurah.post("/kerja/denyut/tindakan/", form).status_code == 302
    act = Action.objects.get()
    assert act.due == date(2025, 12, 1)
    assert "Rapat pagi jadi sepuluh menit" in text_of(officer.get(MINE))
    assert "1 Desember" in text_of(officer.get(MINE))
    for bad in ({"due": ""}, {"due": "1/1/2020"}, {"words": "x"}, {"part": "lain"}, {"words": "y" * 5000}):
        wrong = lurah.post("/kerja/denyut/tindakan/", {**form, "form_key": "dua", **bad})
        assert wrong.status_code == 422, bad
    # Its day goes by: the leader is told once.
    with clock.moved_to(moment("2025-12-02", "08:00")):
        assert climate_time.remind(clock.now()) >= 1
        climate_time.remind(clock.now())
        assert Bell.objects.filter(name="climate-action.late").count() == 1
        assert "Tindakan Anda untuk denyut kantor" in text_of(lurah.get("/kerja/kabar/"))
        assert "lewat harinya" in text_of(lurah.get(OFFICE))
    lurah.post(f"/kerja/denyut/tindakan/{act.pk}/", {"act": "finish", "result": "Rapat kini delapan menit"})
    again = lurah.post(f"/kerja/denyut/tindakan/{act.pk}/", {"act": "drop", "result": "Tidak jadi ya"})
    assert again.status_code == 422
    act.refresh_from_db()
    assert (act.state, act.result) == ("done", "Rapat kini delapan menit")
    assert officer.post(f"/kerja/denyut/tindakan/{act.pk}/", {"act": "drop"}).status_code == 403


def test_item_45_a_good_habit_is_marked_once_a_week_by_the_office_itself(town: Town) -> None:
    lurah, officer = signed_in(town, *LURAH), signed_in(town, *OFFICER)
    lurah.post("/kerja/denyut/kebiasaan/", {"form_key": "a", "title": "Salam di pintu tiap pagi"})
    habit = Habit.objects.get()
    assert officer.post(f"/kerja/denyut/kebiasaan/{habit.pk}/ya/").status_code == 302
    officer.post(f"/kerja/denyut/kebiasaan/{habit.pk}/tidak/")
    assert [one.kept for one in habit.weeks.all()] == [True]
    assert "1 dari 1 minggu" in text_of(lurah.get(OFFICE))
    other = signed_in(town, "kenanga", "petugas-loket")
    assert other.post(f"/kerja/denyut/kebiasaan/{habit.pk}/ya/").status_code == 404


def test_item_45_another_office_and_another_post_see_nothing(town: Town) -> None:
    hold(town, PULSE, 7, {"melati": [3] * 6})
    other = signed_in(town, "kenanga", "lurah")
    assert other.get(f"{OFFICE}?kantor=melati").status_code == 404
    assert signed_in(town, *OFFICER).get(OFFICE).status_code == 403
    camat = signed_in(town, "kec-taman", "camat")
    assert "6 jawaban" in text_of(camat.get(f"{OFFICE}?kantor=melati"))


def test_item_45_a_leader_opens_a_round_and_the_office_is_asked(town: Town) -> None:
    lurah = signed_in(town, *LURAH)
    assert lurah.post("/kerja/denyut/putaran/", {"last": "30/11/2025"}).status_code == 302
    assert lurah.post("/kerja/denyut/putaran/", {"last": "kapan"}).status_code == 422
    assert lurah.post("/kerja/denyut/putaran/", {"last": "30/11/2025", "whom": "city"}).status_code == 404
    assert "Kirim tanpa nama" in text_of(signed_in(town, *OFFICER).get(MINE))
    assert "Kirim tanpa nama" not in text_of(signed_in(town, "kenanga", "petugas-loket").get(MINE))


def test_item_42_the_monthly_exercise_is_answered_and_then_explained_with_its_rule(town: Town) -> None:
    assert climate_time.begin_month(town.city, moment("2025-11-18")) == 1
    assert climate_time.begin_month(town.city, moment("2025-11-18")) == 0
    client = signed_in(town, *OFFICER)
    page = text_of(client.get("/kerja/latihan/"))
    assert page.count("<fieldset") == 4
    assert "paling menolong" not in page
    held = rounds.rounds_for(
        town.persons["melati", "petugas-loket", 1], town.units["melati"], date(2025, 11, 18)
    )
    choice = dict.fromkeys(elements(town, EXERCISE), "3")
    address = f"/kerja/latihan/{held[0].id}/"
    told = text_of(client.post(address, choice))
    assert "4 dari 4 jawaban Anda" in told
    assert told.count("Pilihan Anda</b>") == 4
    # The same form again shows the same, and counts nothing.
    assert "4 dari 4 jawaban Anda" in text_of(client.post(address, choice))
    assert Box.objects.get(round_id=held[0].id).patterns == {"3,3,3,3": 1}
    # Later the page knows what serves best, and no more what was chosen.
    later = text_of(client.get("/kerja/latihan/"))
    assert later.count("paling menolong") >= 4
    assert "Pilihan Anda</b>" not in later


def test_item_42_the_trend_of_an_office_needs_three_rounds(town: Town) -> None:
    lurah = signed_in(town, *LURAH)
    for month, place in ((7, 1), (8, 2), (9, 3)):
        hold(town, EXERCISE, month, {"melati": [place] * 6})
    page = text_of(lurah.get("/kerja/latihan/kantor/"))
    assert "Pola pikir melayani: 100,0 dari 100, naik 50,0" in page
    assert "belum cukup data (0 kantor)" in page


def test_item_45_a_figure_of_the_pulse_opens_for_the_leader_alone_also_by_another_address(town: Town) -> None:
    hold(town, PULSE, 7, {"melati": [3] * 6})
    hold(town, EXERCISE, 7, {"melati": [3] * 6})
    melati = town.units["melati"]
    points = {one.key: one for one in Point.objects.filter(unit=melati, deep=False)}
    officer, lurah = signed_in(town, *OFFICER), signed_in(town, *LURAH)
    pulse, exercise = points[PULSE].pk, points[EXERCISE].pk
    assert lurah.get(f"{OFFICE}{pulse}/").status_code == 200
    assert "6 jawaban dari 1 putaran" in text_of(lurah.get(f"{OFFICE}{pulse}/"))
    assert officer.get(f"{OFFICE}{pulse}/").status_code == 403
    assert officer.get(f"/kerja/latihan/angka/{pulse}/").status_code == 404
    assert officer.get(f"/kerja/latihan/angka/{exercise}/").status_code == 200
    for stranger in (signed_in(town, "kenanga", "lurah"), signed_in(town, "kenanga", "petugas-loket")):
        assert stranger.get(f"/kerja/latihan/angka/{exercise}/").status_code == 404
        assert stranger.get(f"{OFFICE}{pulse}/").status_code in (403, 404)
    # How often each answer was given is nowhere on the page: a rare one would point at somebody.
    assert "Hitungan tiap pilihan tidak ditampilkan" in text_of(lurah.get(f"{OFFICE}{pulse}/"))
