"""The tables of a new database, made from the models as they are now, in one transaction.

Django would come to the same tables by replaying every migration, and would draw up all models anew after
each step: half a minute of computing for a city's first start. A test holds both ways against each other.
"""

from __future__ import annotations

from django.apps import apps
from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations import RunPython
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Model

OURS = "garda."


def is_new(connection: BaseDatabaseWrapper) -> bool:
    """Whether no table of the program is there yet."""
    there = set(connection.introspection.table_names())
    ours = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    return MigrationRecorder.Migration._meta.db_table not in there and not ours & there


def lay_out(using: str) -> None:
    """Make every table, index and trigger in the new database `using`, and note all migrations as done.

    All or nothing: cut off in the middle, the database is as new as before.
    """
    connection = connections[using]
    executor = MigrationExecutor(connection)
    steps = [step for step, _back in executor.migration_plan(executor.loader.graph.leaf_nodes())]
    emit_pre_migrate_signal(0, False, using, apps=apps, plan=[])
    with connection.schema_editor() as editor:
        tables: list[type[Model]] = [MigrationRecorder.Migration, *apps.get_models()]
        for model in tables:
            if model._meta.managed and not model._meta.proxy and not model._meta.swapped:
                editor.create_model(model)
        while editor.deferred_sql:  # keys to tables that were not there yet, and indexes
            editor.execute(editor.deferred_sql.pop(0))
        for step in steps:
            if apps.get_app_config(step.app_label).name.startswith(OURS):
                for one in step.operations:
                    if isinstance(one, RunPython):
                        # Triggers: our migrations move no data, so the present models serve as well.
                        one.code(apps, editor)  # type: ignore[arg-type]
        for step in steps:
            for app, name in (*step.replaces, (step.app_label, step.name)):
                executor.recorder.record_applied(app, name)
    emit_post_migrate_signal(0, False, using, apps=apps, plan=[])
