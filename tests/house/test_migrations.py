"""Migrations match the models, and change the shape of tables only: never what a city has decided."""

from __future__ import annotations

import ast
import io

import pytest
from django.core.management import call_command

from tests.house.tracked import SOURCE, parsed, place


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    out = io.StringIO()
    call_command("makemigrations", check=True, dry_run=True, stdout=out)
    assert "No changes detected" in out.getvalue() or "Tidak ada perubahan" in out.getvalue()


def test_migrations_move_no_data() -> None:
    found = [
        place(file, node.lineno)
        for file in SOURCE.glob("*/migrations/[0-9]*.py")
        for node in ast.walk(parsed(file))
        if isinstance(node, ast.Attribute) and node.attr in ("get_model", "objects")
    ]
    assert found == []
