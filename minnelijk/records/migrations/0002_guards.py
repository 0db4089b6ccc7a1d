"""Events refuse to be changed or deleted, and are found by their moment, on both databases.

SQLite rebuilds a table for some changes of columns and drops its triggers then: a migration that
alters one of these tables must call `raise_guards` again.
"""

from typing import Any

from django.db import migrations

GUARDED = ("records_event", "records_officeevent")

POSTGRESQL_REFUSAL = """
CREATE OR REPLACE FUNCTION records_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END $$
"""


def raise_guards(apps: Any, schema_editor: Any) -> None:
    lower_guards(apps, schema_editor)
    execute = schema_editor.execute
    if schema_editor.connection.vendor == "postgresql":
        execute(POSTGRESQL_REFUSAL, params=None)
        for table in GUARDED:
            execute(
                f"CREATE TRIGGER {table}_guard BEFORE UPDATE OR DELETE ON {table}"
                " FOR EACH ROW EXECUTE FUNCTION records_refuse()",
                params=None,
            )
        return
    for table in GUARDED:
        for verb in ("UPDATE", "DELETE"):
            execute(
                f"CREATE TRIGGER {table}_guard_{verb.lower()} BEFORE {verb} ON {table}"
                f" BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END",
                params=None,
            )


def lower_guards(apps: Any, schema_editor: Any) -> None:
    for table in GUARDED:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_guard ON {table}")
        else:
            for verb in ("update", "delete"):
                schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_guard_{verb}")


def index_moments(apps: Any, schema_editor: Any) -> None:
    """Events arrive in the order of their moment: a BRIN index of a few pages is enough."""
    using = "USING brin" if schema_editor.connection.vendor == "postgresql" else ""
    schema_editor.execute(f'CREATE INDEX event_at ON records_event {using} ("at")')


def drop_moments(apps: Any, schema_editor: Any) -> None:
    schema_editor.execute("DROP INDEX event_at")


class Migration(migrations.Migration):
    dependencies = [("records", "0001_initial")]
    operations = [
        migrations.RunPython(raise_guards, lower_guards),
        migrations.RunPython(index_moments, drop_moments),
    ]
