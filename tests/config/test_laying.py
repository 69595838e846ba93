"""A new database made from the models has exactly the tables that replaying every migration makes."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import psycopg
import pytest

from tests.config.place import Place
from tests.config.test_postgres import SERVER, new_database

POSTGRES = (
    # Permissions of groups are Django's own and unused; their key is wider when replayed.
    """SELECT table_name, column_name, data_type, is_nullable, column_default, character_maximum_length,
       is_identity FROM information_schema.columns WHERE table_schema = 'public'
       AND table_name <> 'auth_group_permissions'""",
    "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    """SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
       WHERE connamespace = 'public'::regnamespace""",
    "SELECT tgrelid::regclass::text, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    "SELECT app, name FROM django_migrations",
)


def _shape_of_file(database: Path) -> set[tuple[str, ...]]:
    """Every table with its columns in no order, every index and trigger, every migration noted."""
    with sqlite3.connect(database) as file:
        rows = file.execute("SELECT type, name, tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        found = {
            (kind, name, table, *sorted(re.split(r', (?=["A-Z])', sql[sql.index("(") + 1 : -1])))
            if kind == "table"
            else (kind, name, table, sql)
            for kind, name, table, sql in rows
        }
        found |= {("done", *row) for row in file.execute("SELECT app, name FROM django_migrations")}
    return found


def _shape_of_server(url: str) -> set[tuple[str, ...]]:
    with psycopg.connect(url) as server:
        return {
            (str(at), *map(str, row))
            for at, query in enumerate(POSTGRES)
            for row in server.execute(query.encode())
        }


def _laid_out_and_replayed(place: Place, other: Place) -> None:
    place.garda("manage", "migrate", "-v0")
    # Once one room's tables are there, the database is no new one any more: the rest is replayed.
    other.garda("manage", "migrate", "contenttypes", "-v0")
    other.garda("manage", "migrate", "-v0")


def test_item_89_a_new_database_is_the_one_that_all_migrations_make(tmp_path: Path) -> None:
    place, other = Place(tmp_path / "a"), Place(tmp_path / "b")
    _laid_out_and_replayed(place, other)
    assert _shape_of_file(place.database) == _shape_of_file(other.database)


@pytest.mark.skipif(not SERVER.startswith("postgres"), reason="needs a PostgreSQL server")
def test_item_89_a_new_database_on_a_server_is_the_one_that_all_migrations_make(tmp_path: Path) -> None:
    with new_database() as one, new_database() as two:
        _laid_out_and_replayed(
            Place(tmp_path / "a", {"GARDA_DATABASE_URL": one}),
            Place(tmp_path / "b", {"GARDA_DATABASE_URL": two}),
        )
        assert _shape_of_server(one) == _shape_of_server(two)
