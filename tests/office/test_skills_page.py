"""Skills of offices against their need: the gaps, and the trainings proposed for them."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from garda import clock
from garda.rosters import gaps_of_skill, skills
from garda.rosters.models import Desk, Skilled
from tests.office.staff import signed_in, text_of
from tests.town import Town, build_town, moment, publish_flow


@pytest.fixture
def town(db: None) -> Any:
    """Melati offers services that need three skills, and one person can do one of them."""
    with clock.moved_to(moment()):
        town = build_town()
        publish_flow(city=town.city, key="ktp")
        who = town.persons["melati", "petugas-loket", 1]
        skills.note(town.units["melati"], who, "pengaduan", first=moment().date(), by=None, at=moment())
        yield town


def test_item_35_one_of_three_required_skills_shows_two_gaps_as_training_proposals(town: Town) -> None:
    found = gaps_of_skill.profile_of(town.units["melati"], moment())
    assert [one.skill for one in found.needs] == ["surat-keterangan", "adminduk", "pengaduan"]
    assert [one.skill for one in found.gaps] == ["surat-keterangan", "adminduk"]
    assert all(one.lacks == 1 and one.train for one in found.gaps)
    page = text_of(signed_in(town, "melati", "seklur").get("/kerja/keahlian/"))
    assert "2 dari 3 keahlian masih kurang" in page and "Usulan pelatihan" in page
    listed = text_of(signed_in(town, "setda", "sekda").get("/kerja/keahlian/kota/"))
    proposed = listed.split("Usulan pelatihan", 1)[1].split("Tiap kantor", 1)[0]
    assert "Administrasi kependudukan" in proposed and town.units["melati"].name in proposed
    complaints = proposed.split("Menerima dan memilah", 1)[1].split("</details>", 1)[0]
    assert town.units["melati"].name not in complaints and town.units["kenanga"].name in complaints


def test_a_desk_asks_for_as_many_as_it_seats_and_a_vacant_post_is_named(town: Town) -> None:
    unit = town.units["melati"]
    Desk.objects.create(unit=unit, key="pengaduan", title="Meja pengaduan", people=2, skills=["pengaduan"])
    need = next(one for one in gaps_of_skill.profile_of(unit, moment()).needs if one.skill == "pengaduan")
    assert (need.need, len(need.have), need.lacks, need.desks) == (2, 1, 1, ("Meja pengaduan",))
    town.posts["melati", "lurah", 1].terms.update(last="2025-10-31")
    assert gaps_of_skill.profile_of(unit, moment()).vacant == (town.posts["melati", "lurah", 1].title,)


def test_a_skill_is_noted_and_ended_in_the_browser_by_whoever_arranges(town: Town) -> None:
    seklur = signed_in(town, "melati", "seklur")
    who = town.persons["melati", "petugas-loket", 2]
    wrong = seklur.post("/kerja/keahlian/catat/", {"person": who.pk, "skill": "", "proof": "Sertifikat 7"})
    assert wrong.status_code == 422 and "Sertifikat 7" in text_of(wrong)
    stranger = town.persons["kenanga", "lurah", 1]
    assert (
        seklur.post("/kerja/keahlian/catat/", {"person": stranger.pk, "skill": "adminduk"}).status_code == 422
    )
    seklur.post("/kerja/keahlian/catat/", {"person": who.pk, "skill": "adminduk", "proof": "Sertifikat 7"})
    row = Skilled.objects.get(person=who)
    assert "Sertifikat 7" in text_of(seklur.get("/kerja/keahlian/"))
    assert signed_in(town, "kenanga", "seklur").post(f"/kerja/keahlian/{row.pk}/cabut/").status_code == 404
    assert signed_in(town, "melati", "petugas-loket").post("/kerja/keahlian/catat/").status_code == 403
    seklur.post(f"/kerja/keahlian/{row.pk}/cabut/")
    assert "Sertifikat 7" not in text_of(seklur.get("/kerja/keahlian/"))


def test_the_city_s_list_asks_the_same_number_of_questions_for_any_number_of_offices(town: Town) -> None:
    units = [town.units["melati"], town.units["kenanga"]]
    counts = []
    for some in (units[:1], units):
        gaps_of_skill.profiles_in(some, moment())
        with CaptureQueriesContext(connection) as queries:
            gaps_of_skill.profiles_in(some, moment())
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 6
