"""The database itself refuses to change or delete a line of a trail, on both engines.

Simulated rows (the demonstration month) may be removed as a whole, and only removed.
"""

from django.db import migrations

SQLITE = """
CREATE TRIGGER trails_line_no_update BEFORE UPDATE ON trails_line
BEGIN SELECT RAISE(ABORT, 'Rekam tidak dapat diubah atau dihapus'); END;
CREATE TRIGGER trails_line_no_delete BEFORE DELETE ON trails_line WHEN OLD.simulated = 0
BEGIN SELECT RAISE(ABORT, 'Rekam tidak dapat diubah atau dihapus'); END;
"""

# The function was made with the record's own tables (cases, 0002).
POSTGRES = """
CREATE TRIGGER trails_line_append_only BEFORE UPDATE OR DELETE ON trails_line
FOR EACH ROW EXECUTE FUNCTION garda_append_only();
"""


def lay(apps, schema_editor):
    """Make the triggers of the engine at hand."""
    with schema_editor.connection.cursor() as cursor:
        if schema_editor.connection.vendor == "postgresql":
            cursor.execute(POSTGRES)
            return
        for statement in SQLITE.split("END;"):
            if statement.strip():
                cursor.execute(f"{statement} END;")


def lift(apps, schema_editor):
    """Take the triggers away again."""
    with schema_editor.connection.cursor() as cursor:
        if schema_editor.connection.vendor == "postgresql":
            cursor.execute("DROP TRIGGER trails_line_append_only ON trails_line")
            return
        cursor.execute("DROP TRIGGER trails_line_no_update")
        cursor.execute("DROP TRIGGER trails_line_no_delete")


class Migration(migrations.Migration):
    """Append-only by the engine."""

    dependencies = [("trails", "0001_initial"), ("cases", "0002_append_only")]
    operations = [migrations.RunPython(lay, lift)]
