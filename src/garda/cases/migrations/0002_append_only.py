"""The database itself refuses to change or delete events and readings, on both engines.

Simulated rows (the demonstration month) may be removed as a whole, and only removed.
"""

from django.db import migrations

TABLES = ("cases_event", "cases_reading")
WORDS = "Rekam tidak dapat diubah atau dihapus"

SQLITE = """
CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table}
BEGIN SELECT RAISE(ABORT, '{words}'); END;
CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} WHEN OLD.simulated = 0
BEGIN SELECT RAISE(ABORT, '{words}'); END;
"""

POSTGRES = """
CREATE OR REPLACE FUNCTION garda_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND OLD.simulated THEN RETURN OLD; END IF;
    RAISE EXCEPTION '{words}';
END $$;
CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION garda_append_only();
"""


def lay(apps, schema_editor):
    """Make the triggers of the engine at hand."""
    vendor = schema_editor.connection.vendor
    with schema_editor.connection.cursor() as cursor:
        for table in TABLES:
            if vendor == "postgresql":
                cursor.execute(POSTGRES.format(table=table, words=WORDS))
            else:
                for statement in SQLITE.format(table=table, words=WORDS).split("END;"):
                    if statement.strip():
                        cursor.execute(f"{statement} END;")


def lift(apps, schema_editor):
    """Take the triggers away again."""
    vendor = schema_editor.connection.vendor
    with schema_editor.connection.cursor() as cursor:
        for table in TABLES:
            if vendor == "postgresql":
                cursor.execute(f"DROP TRIGGER {table}_append_only ON {table}")
            else:
                cursor.execute(f"DROP TRIGGER {table}_no_update")
                cursor.execute(f"DROP TRIGGER {table}_no_delete")


class Migration(migrations.Migration):
    """Append-only by the engine."""

    dependencies = [("cases", "0001_initial")]
    operations = [migrations.RunPython(lay, lift)]
