"""Skills: the shelf is sound, an office's needs come from its services, noting and ending one."""

from __future__ import annotations

from datetime import date

import pytest

from garda import shelf
from garda.people.changes import Unfit
from garda.people.posts import kinds as posts
from garda.rosters import skills
from garda.rosters.models import Entry
from tests.town import Town, build_town, moment

DAY = date(2025, 11, 4)


@pytest.fixture
def town(db: None) -> Town:
    """The small town, whose kelurahan offer complaints and the statement of hardship."""
    return build_town()


def test_every_skill_names_services_and_posts_of_the_shelf() -> None:
    flows = {file.stem for file in shelf.folder("flows").glob("*.toml")}
    for skill in skills.kinds().values():
        assert skill.services <= flows, skill.key
        assert set(skill.posts) <= set(posts()), skill.key
        assert skill.title.id and skill.title.en


def test_every_service_of_the_counter_needs_a_skill() -> None:
    known = {service for skill in skills.kinds().values() for service in skill.services}
    missing = {file.stem for file in shelf.folder("flows").glob("*.toml")} - known
    # These are decided behind the counter, or differ from office to office.
    behind = {"legalisasi", "izin-keramaian", "rekomendasi-proposal", "dispensasi-nikah"}
    assert missing <= behind, "name the service under a skill in shelf/skills.toml"


def test_an_office_needs_the_skills_of_the_services_it_offers(town: Town) -> None:
    needed = skills.offered_at(town.units["melati"], moment())
    assert needed["surat-keterangan"] == ("sktm",)
    assert "adminduk" not in needed


def test_a_skill_is_noted_once_and_ended_with_a_day(town: Town) -> None:
    unit, who = town.units["melati"], town.persons["melati", "petugas-loket", 1]
    head = town.persons["melati", "lurah", 1]
    for _twice in range(2):
        made = skills.note(unit, who, "pengaduan", first=DAY, by=head, at=moment())
    assert [one.skill for one in skills.abilities_of([who.pk], DAY)[who.pk]] == ["pengaduan"]
    skills.end(unit, made.id, last=date(2025, 11, 10), by=head, at=moment())
    assert who.pk in skills.abilities_of([who.pk], date(2025, 11, 10))
    assert skills.abilities_of([who.pk], date(2025, 11, 11)) == {}
    with pytest.raises(Unfit):
        skills.end(unit, made.id, last=DAY, by=head, at=moment())
    names = list(Entry.objects.filter(name__startswith="skill.").values_list("name", flat=True))
    assert sorted(names) == ["skill.ended", "skill.noted"]


def test_what_is_wrong_with_a_skill_is_said_at_its_field(town: Town) -> None:
    unit, who = town.units["melati"], town.persons["melati", "petugas-loket", 1]
    for typed, field in (
        ({"skill": "terbang"}, "skill"),
        ({"skill": "adminduk", "proof": "x" * 161}, "proof"),
    ):
        with pytest.raises(Unfit) as caught:
            skills.note(unit, who, first=DAY, by=None, at=moment(), **typed)
        assert caught.value.field == field
