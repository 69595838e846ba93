"""`migrate`: as Django's own, but a database without any table is laid out at once."""

from __future__ import annotations

from typing import Any

from django.core.management.commands import migrate
from django.db import connections

from garda.config import laying


class Command(migrate.Command):
    """Bring the tables up to this version."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Lay out a new database from the models; everything else is Django's."""
        using = options["database"]
        plain = not any(
            options.get(name) for name in ("app_label", "plan", "check_unapplied", "prune", "fake")
        )
        if plain and laying.is_new(connections[using]):
            laying.lay_out(using)
        super().handle(*args, **options)
