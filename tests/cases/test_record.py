"""The record: replay equals the row whatever happens, and nothing in it can be changed unseen."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest
from django.db import DatabaseError, connection, transaction

from garda import shelf
from garda.cases import erasing, record, replaying, residents, seals
from garda.cases.acting import RESIDENT
from garda.cases.models import Case, Event, Reading, Said
from garda.cases.opening import Filing, open_case
from garda.cases.publishing import flow_of
from garda.demo.forms import answer
from garda.sight import stories
from tests import town as towns
from tests.cases.walker import walk

pytestmark = pytest.mark.django_db
FLOWS = sorted(file.stem for file in shelf.folder("flows").glob("*.toml"))


def nobody_is_forgotten(case: Case) -> None:
    """What must hold of every row, whatever happened before."""
    open_limbs = Case.objects.filter(parent=case).exclude(state=Case.CLOSED).count()
    assert case.limbs_open == open_limbs, "a whole knows how many of its parts are open"
    if case.state == Case.CLOSED:
        assert (case.offer_unit_id, case.wake_at, open_limbs) == (None, None, 0)
        assert case.outcome
        return
    assert case.desk, "open work lies on a desk"
    if case.joined_to_id:
        assert case.state == Case.PAUSED
        assert case.joined_to is not None
    elif case.state == Case.PAUSED:
        assert case.paused_at is not None
        assert case.parent_id is None
    if case.offer_unit_id:
        assert case.state == Case.OPEN
    for lang in ("id", "en"):
        for reader in ("resident", "staff"):
            told = stories.story(case, reader, lang, towns.moment("2026-06-01"))
            assert "…" not in " ".join(f"{entry.title} {entry.text}" for entry in told.entries)


# Services are many and alike: fewer and shorter walks through each.
OWN_WAY = ("pengaduan", "aspirasi", "informasi-publik", "keberatan-informasi")
WALKS = [(key, seed) for key in FLOWS for seed in range(4 if key in OWN_WAY else 2)]


@pytest.mark.parametrize(("key", "seed"), WALKS)
def test_random_walks_through_every_flow_replay_to_the_row(key: str, seed: int) -> None:
    town = towns.build_town(flows=[key])
    dice = Random(f"{key}{seed}")
    flow = flow_of(town.flows[key])
    kind = "kelurahan" if "kelurahan" in flow.offered else flow.offered[0]
    unit = next(one for one in town.units.values() if one.kind == kind)
    category = dice.choice(flow.categories).key if flow.categories else ""
    slots = dict.fromkeys(("n", "rt", "rw"), "1")
    asked = {one.key: answer(one, dice, towns.moment(), "9901", slots) for one in flow.fields}
    answers = {name: said for name, said in asked.items() if said is not None} | {"what": "Contoh"}
    filing = Filing(town.flows[key], unit, answers, category=category)
    case, other = (open_case(filing, by=RESIDENT, at=towns.moment()).case for _ in range(2))
    assert other.pk != case.pk
    done = walk(town, case, dice, acts=60 if key in OWN_WAY else 40, at=towns.moment())
    assert done, "a walk that does nothing proves nothing"
    for one, faults in replaying.walk():
        assert faults == [], (one.number, faults)
    for one in Case.objects.all():
        nobody_is_forgotten(one)
        row = replaying.replay(Event.objects.filter(case=one).order_by("seq"))
        assert set(row) == set(record.ROW)


def test_item_89_the_database_itself_refuses_to_change_or_delete_an_event() -> None:
    town = towns.build_town()
    case = towns.report(town).case
    event = Event.objects.get(case=case)
    for change in (
        lambda: Event.objects.filter(pk=event.pk).update(name="case.closed"),
        lambda: Event.objects.filter(pk=event.pk).update(simulated=True),
        lambda: Event.objects.filter(pk=event.pk)._raw_delete(using="default"),
    ):
        with pytest.raises(DatabaseError, match="tidak dapat diubah atau dihapus"), transaction.atomic():
            change()
    assert Event.objects.get(pk=event.pk).name == "case.opened"


def test_item_89_the_log_of_readings_is_append_only_too() -> None:
    town = towns.build_town()
    case = towns.report(town).case
    person = town.persons["melati", "lurah", 1]
    row = Reading.objects.create(case=case, person=person, what="nik", at=towns.moment())
    with pytest.raises(DatabaseError), transaction.atomic():
        Reading.objects.filter(pk=row.pk).update(what="nothing")
    with pytest.raises(DatabaseError), transaction.atomic():
        Reading.objects.filter(pk=row.pk)._raw_delete(using="default")


def _tamper(event: Event, column: str, value: object) -> None:
    """Change an event behind the triggers' back, as someone with the database's own keys could."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # Deferred checks of this transaction must be through before the table may be altered.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE cases_event DISABLE TRIGGER USER")
        else:
            cursor.execute("DROP TRIGGER cases_event_no_update")
        cursor.execute(f"UPDATE cases_event SET {column} = %s WHERE id = %s", [value, event.pk])
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE cases_event ENABLE TRIGGER USER")


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("name", "case.closed"),
        ("by_kind", "clock"),
        ("facts", '{"became": {}}'),
        ("at", "2024-01-01 00:00:00+00"),
    ],
)
def test_item_89_a_tampered_event_is_found(column: str, value: str) -> None:
    town = towns.build_town()
    case = towns.report(town).case
    day = date(2025, 11, 4)
    seals.seal_day(town.city, day, towns.moment("2025-11-05"))
    _tamper(Event.objects.get(case=case), column, value)
    faults = replaying.faults_of(towns.fresh(case), list(Event.objects.filter(case=case)))
    assert any("sidik jari" in fault.words for fault in faults)


def test_item_89_a_removed_day_is_found_by_its_seal() -> None:
    town = towns.build_town()
    towns.report(town)
    seals.seal_day(town.city, date(2025, 11, 4), towns.moment("2025-11-05"))
    towns.report(town, at=towns.moment())
    assert [one.day for one in seals.broken(town.city)] == [date(2025, 11, 4)]


def test_seals_chain_from_day_to_day_and_can_be_checked_by_hand() -> None:
    import hashlib

    town = towns.build_town()
    for day in ("2025-11-04", "2025-11-05", "2025-11-07"):
        towns.report(town, at=towns.moment(day))
    assert seals.seal_past_days(town.city, towns.moment("2025-11-10")) == 3
    assert seals.seal_past_days(town.city, towns.moment("2025-11-10")) == 0
    first, second, third = town.city.seals.order_by("day")
    assert (second.before, third.before) == (first.root, second.root)
    text = seals.text_of(town.city, second.day, second.before)
    assert hashlib.sha256(text.encode()).hexdigest() == second.root
    assert text.splitlines()[0] == first.root
    event = Event.objects.get(case__opened_at=towns.moment("2025-11-05"))
    assert event.fingerprint in text.splitlines()
    assert hashlib.sha256(record.canonical(event, event.case.uid).encode()).hexdigest() == event.fingerprint
    assert list(seals.broken(town.city)) == []


def test_item_89_erasing_words_leaves_the_chain_whole_and_the_words_nowhere() -> None:
    town = towns.build_town()
    case = towns.report(town, what="Rumah Bunga Contoh kebanjiran", answers={"name": "Bunga Contoh"}).case
    residents.withdraw(case.pk, "Bunga Contoh sudah pindah", at=towns.moment() + timedelta(days=1))
    assert erasing.erase(case.pk, "request", by=RESIDENT, at=towns.moment() + timedelta(days=2)) >= 3
    assert not Said.objects.filter(case=case, erased_at__isnull=True).exists()
    assert all(bytes(row.sealed) == b"" and row.salt == "" for row in Said.objects.filter(case=case))
    assert replaying.faults_of(towns.fresh(case), list(Event.objects.filter(case=case).order_by("seq"))) == []
    for event in Event.objects.filter(case=case):
        assert "Bunga" not in record.canonical(event, case.uid)


def test_no_words_of_a_person_stand_in_the_record_or_the_rows_unsealed() -> None:
    town = towns.build_town()
    towns.ask_letter(town)
    with connection.cursor() as cursor:
        for table in ("cases_case", "cases_event", "cases_said", "cases_mark", "cases_errand"):
            cursor.execute(f"SELECT * FROM {table}")
            for row in cursor.fetchall():
                assert "Bunga" not in repr(row)
                assert "9901014107900001" not in repr(row)
