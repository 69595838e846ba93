"""The tables as this version of the program wants them."""

from __future__ import annotations

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from garda.config.telling import warn


def migrate() -> bool:
    """Bring the tables up to this version; answers whether there was something to do."""
    executor = MigrationExecutor(connection)
    # Not a table of migrations: tries at signing in are counted there, by every process together.
    call_command("createcachetable", verbosity=0)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return False
    warn("Menyiapkan basis data …")
    call_command("migrate", verbosity=0, interactive=False)
    return True
