"""No entry is ever changed or deleted, whoever asks: the database itself refuses."""

from django.db import migrations

SQLITE = [
    (
        "CREATE TRIGGER entry_no_update BEFORE UPDATE ON journal_entry "
        "BEGIN SELECT RAISE(ABORT, 'journal entries are never changed'); END",
        "DROP TRIGGER entry_no_update",
    ),
    (
        "CREATE TRIGGER entry_no_delete BEFORE DELETE ON journal_entry "
        "BEGIN SELECT RAISE(ABORT, 'journal entries are never deleted'); END",
        "DROP TRIGGER entry_no_delete",
    ),
]
POSTGRESQL = [
    (
        """
        CREATE FUNCTION journal_entry_guard() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'journal entries are never changed or deleted'; END $$;
        CREATE TRIGGER entry_guard BEFORE UPDATE OR DELETE ON journal_entry
            FOR EACH ROW EXECUTE FUNCTION journal_entry_guard();
        CREATE TRIGGER entry_guard_all BEFORE TRUNCATE ON journal_entry
            FOR EACH STATEMENT EXECUTE FUNCTION journal_entry_guard();
        """,
        "DROP FUNCTION journal_entry_guard() CASCADE",
    )
]


def _run(schema_editor, position):
    statements = {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]
    for pair in statements:
        schema_editor.execute(pair[position])


def guard(apps, schema_editor):
    _run(schema_editor, 0)


def unguard(apps, schema_editor):
    _run(schema_editor, 1)


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]
    operations = [migrations.RunPython(guard, unguard)]
