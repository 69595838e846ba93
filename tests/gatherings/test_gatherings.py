"""Item 25: a closed session is known to its circle alone, openings are logged, decisions come out bare."""

from __future__ import annotations

from random import Random

import pytest

from garda.cases.acting import Refused
from garda.gatherings import keeping, reading, states
from garda.gatherings.models import Decision, Gathering, Remark
from garda.trails.models import Line
from garda.trails.reading import broken
from tests.town import Town, build_town, moment

pytestmark = pytest.mark.django_db
MARKER = "kuningkenari"


@pytest.fixture
def town() -> Town:
    return build_town(flows=())


def closed(town: Town, **more: object) -> int:
    """A closed session of the secretariat: the Sekda keeps it, the head of public works sits in it."""
    given = {
        "title": f"Arahan {MARKER}", "place": "Balai Kota", "day": moment().date(), "closed": True,
        "circle": [town.persons["pu", "kepala-opd", 1]], "words": f"Laporan pelaksanaan {MARKER}.",
        "by": town.persons["setda", "sekda", 1], "at": moment(), **more,
    }  # fmt: skip
    return keeping.keep(town.city, town.units["setda"], **given)


def test_item_25_only_the_circle_sees_a_closed_session_and_everybody_else_nothing(town: Town) -> None:
    pk = closed(town)
    sekda, head = town.persons["setda", "sekda", 1], town.persons["pu", "kepala-opd", 1]
    for person in (sekda, head):
        found = reading.session(town.city, pk, person, moment())
        assert found is not None
        assert MARKER in found.said[0].words
        assert [one.id for one in reading.listed(town.city, person)] == [pk]
    for place, person in town.persons.items():
        if person not in (sekda, head):
            assert reading.session(town.city, pk, person, moment()) is None, place
            assert reading.listed(town.city, person) == [], place


def test_item_25_who_opened_it_is_logged_once_a_day_and_shown_to_the_circle(town: Town) -> None:
    pk, head = closed(town), town.persons["pu", "kepala-opd", 1]
    for _ in range(3):
        reading.session(town.city, pk, head, moment(time="10:00"))
    found = reading.session(town.city, pk, town.persons["setda", "sekda", 1], moment("2025-11-05"))
    assert found is not None
    assert [name for name, _at in found.openings] == [town.persons["setda", "sekda", 1].name, head.name]


def test_item_25_nothing_of_it_stands_in_the_tables_unsealed_nor_in_the_trail(town: Town) -> None:
    pk, sekda = closed(town), town.persons["setda", "sekda", 1]
    keeping.note(pk, f"Catatan {MARKER}", by=sekda, at=moment())
    row = Gathering.objects.values().get()
    assert MARKER not in str(row)
    assert MARKER not in str(list(Remark.objects.values()))
    lines = list(Line.objects.filter(kind=keeping.KIND).order_by("seq"))
    assert [line.name for line in lines] == ["gathering.kept", "gathering.noted"]
    assert all(line.by is None and line.unit is None and MARKER not in str(line.facts) for line in lines)
    assert not list(broken(town.city))


def test_item_25_a_decision_comes_out_without_its_source(town: Town) -> None:
    pk, sekda = closed(town), town.persons["setda", "sekda", 1]
    keeping.release(pk, "Loket buka pukul 07.30 setiap hari kerja.", by=sekda, at=moment())
    [shown] = reading.decisions(town.city)
    assert shown.words.startswith("Loket buka")
    fields = {field.name for field in Decision._meta.concrete_fields}
    assert fields == {"id", "city", "unit", "words", "day", "simulated"}, "no way back to the session"
    for told in (f"Menurut arahan {MARKER}: buka pagi", f"Kata {sekda.name}, buka pagi"):
        with pytest.raises(Refused):
            keeping.release(pk, told, by=sekda, at=moment())


def test_item_25_a_stranger_to_the_circle_can_add_and_release_nothing(town: Town) -> None:
    pk, lurah = closed(town), town.persons["melati", "lurah", 1]
    for act in (keeping.note, keeping.release):
        with pytest.raises(Refused) as no:
            act(pk, "Saya ikut", by=lurah, at=moment())
        assert "tidak ada" in no.value.words.id
    with pytest.raises(Refused):
        keeping.seat(pk, lurah, by=town.persons["pu", "kepala-opd", 1], at=moment())
    keeping.seat(pk, lurah, by=town.persons["setda", "sekda", 1], at=moment())
    assert reading.session(town.city, pk, lurah, moment()) is not None


def test_item_25_sent_twice_it_is_one(town: Town) -> None:
    first, again = (closed(town, form_key="k" * 24) for _ in range(2))
    assert first == again
    sekda = town.persons["setda", "sekda", 1]
    for _ in range(2):
        keeping.note(first, "Sekali saja", by=sekda, at=moment(), form_key="n" * 24)
        keeping.release(first, "Satu keputusan.", by=sekda, at=moment(), form_key="r" * 24)
    assert Decision.objects.count() == 1
    assert Remark.objects.filter(kind=keeping.REMARK).count() == 1


def test_item_25_an_open_session_is_read_by_every_officer_and_says_who_wrote(town: Town) -> None:
    pk = closed(town, closed=False)
    found = reading.session(town.city, pk, town.persons["melati", "petugas-loket", 1], moment())
    assert found is not None
    assert found.said[0].author == town.persons["setda", "sekda", 1].name
    assert Line.objects.get(kind=keeping.KIND).by == town.persons["setda", "sekda", 1]


def test_item_25_words_go_when_their_time_is_over_and_the_fact_stays(town: Town) -> None:
    pk = closed(town, day=moment("2020-05-06").date())
    assert keeping.remind(moment("2025-05-03")) == 0
    assert keeping.remind(moment("2025-05-05")) == 1
    assert keeping.remind(moment("2025-05-05")) == 0
    row = Gathering.objects.get(pk=pk)
    assert (row.state, bytes(row.sealed), row.remarks.count()) == (states.ERASED, b"", 0)
    with pytest.raises(Refused):
        keeping.note(pk, "Terlambat", by=town.persons["setda", "sekda", 1], at=moment())


def test_item_25_a_random_walk_of_acts_never_leaves_the_table_of_states() -> None:
    drawn = Random(25)
    for _ in range(200):
        state = states.NOTHING
        for _step in range(8):
            act = drawn.choice(sorted(states.ACTS))
            reached = states.after(state, act)
            assert (reached is None) == (state not in states.ACTS[act][0])
            state = reached or state
        assert state in (states.NOTHING, states.KEPT, states.ERASED)
