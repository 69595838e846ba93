"""A trail is chained, only grows, and shows every change made behind its back."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from garda.config.cli import main
from garda.people.models import City
from garda.trails import writing
from garda.trails.models import Line
from garda.trails.reading import broken, last_seq, lines
from garda.trails.writing import Overtaken, write
from tests.town import build_city

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 2, tzinfo=UTC)


@pytest.fixture
def city() -> City:
    return build_city()


def _three(city: City) -> None:
    with transaction.atomic():
        for name in ("docket.opened", "docket.decided", "docket.closed"):
            write(city, "docket", 7, name, at=AT, facts={"reports": 12})


def test_lines_are_numbered_and_chained(city: City) -> None:
    _three(city)
    found = lines(city, "docket", 7)
    assert [line.seq for line in found] == [1, 2, 3]
    assert [line.before for line in found[1:]] == [line.fingerprint for line in found[:2]]
    assert last_seq(city, "docket", 7) == 3
    assert not list(broken(city))


def test_who_had_seen_less_is_overtaken(city: City) -> None:
    _three(city)
    with pytest.raises(Overtaken), transaction.atomic():
        write(city, "docket", 7, "docket.reopened", at=AT, seen=2)
    assert last_seq(city, "docket", 7) == 3


@pytest.mark.parametrize("seen", [None, 3])
def test_of_two_who_write_at_once_only_who_had_read_the_trail_is_overtaken(
    city: City, monkeypatch: pytest.MonkeyPatch, seen: int | None
) -> None:
    _three(city)
    plain = writing.fingerprint

    def slow(line: Line, city_key: str) -> str:
        """While this line is made, somebody else writes theirs."""
        monkeypatch.setattr(writing, "fingerprint", plain)
        write(city, "docket", 7, "docket.read", at=AT)
        return plain(line, city_key)

    monkeypatch.setattr(writing, "fingerprint", slow)
    with transaction.atomic():
        if seen is None:
            assert write(city, "docket", 7, "docket.reopened", at=AT).seq == 5
        else:
            with pytest.raises(Overtaken):
                write(city, "docket", 7, "docket.reopened", at=AT, seen=seen)
    assert last_seq(city, "docket", 7) == (5 if seen is None else 4)
    assert not list(broken(city))


@pytest.mark.parametrize("act", ["change", "delete"])
def test_item_36_the_database_refuses_to_change_a_line(city: City, act: str) -> None:
    _three(city)
    row = Line.objects.filter(key="7", seq=2)
    with pytest.raises(DatabaseError), transaction.atomic():
        row.update(name="docket.kept") if act == "change" else row.delete()


def _behind_its_back(statement: str) -> None:
    """Run a statement that the triggers would refuse, as somebody with the keys of the database could."""
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE trails_line DISABLE TRIGGER USER")
        else:
            cursor.execute("DROP TRIGGER trails_line_no_update")
            cursor.execute("DROP TRIGGER trails_line_no_delete")
        cursor.execute(statement)
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE trails_line ENABLE TRIGGER USER")


def test_item_36_a_change_past_the_database_is_detected(city: City) -> None:
    _three(city)
    _behind_its_back("UPDATE trails_line SET name = 'docket.kept' WHERE seq = 2")
    assert [(one.kind, one.key, one.seq) for one in broken(city)] == [("docket", "7", 2)]


def test_item_36_verify_names_the_line_that_is_gone(city: City, capsys: pytest.CaptureFixture[str]) -> None:
    _three(city)
    assert main(["verify"]) == 0
    _behind_its_back("DELETE FROM trails_line WHERE seq = 2")
    assert main(["verify"]) == 1
    assert "docket 7 baris 3: baris 2 hilang" in capsys.readouterr().out
