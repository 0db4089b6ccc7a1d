"""Keyed marks on events, the seals of the days, and pictures of all rows (`records/audit`).

Events of before get their mark here: from now on one without it was not written by this house.
"""

from importlib import import_module
from typing import Any

import django.db.models.deletion
from django.db import migrations, models

import minnelijk.records.fields
from minnelijk.records.audit.marks import event_mark, mark

guards = import_module("minnelijk.records.migrations.0002_guards")

CHUNK = 5_000
SEALS = "records_seal"


def mark_events(apps: Any, schema_editor: Any) -> None:
    for table, keys in (("records_event", ("case_id", "seq")), ("records_officeevent", ("id",))):
        _mark(schema_editor.connection, table, keys)


def _mark(connection: Any, table: str, keys: tuple[str, ...]) -> None:
    same = " AND ".join(f"{column} = %s" for column in keys)
    found = f"SELECT {', '.join(keys)}, hash FROM {table} WHERE mark IS NULL LIMIT {CHUNK}"
    with connection.cursor() as cursor:
        while True:
            cursor.execute(found)
            rows = cursor.fetchall()
            if not rows:
                return
            marks = [(event_mark(bytes(row[-1])), *row[:-1]) for row in rows]
            cursor.executemany(f"UPDATE {table} SET mark = %s WHERE {same}", marks)


def note_ends(apps: Any, schema_editor: Any) -> None:
    """Every office's chain ends with its last event so far."""
    events = apps.get_model("records", "OfficeEvent").objects.order_by("client_id", "seq")
    last = {event.client_id: event for event in events.iterator()}
    for client, event in last.items():
        said = f"{client or 0}|{event.seq}|{event.hash.hex()}".encode()
        told = {"seq": event.seq, "head": event.hash, "mark": mark("end", said)}
        apps.get_model("records", "ChainEnd").objects.create(client_id=client, **told)


def guard_seals(apps: Any, schema_editor: Any) -> None:
    unguard_seals(apps, schema_editor)
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            f"CREATE TRIGGER {SEALS}_guard BEFORE UPDATE OR DELETE ON {SEALS}"
            " FOR EACH ROW EXECUTE FUNCTION records_refuse()",
            params=None,
        )
        return
    for verb in ("UPDATE", "DELETE"):
        schema_editor.execute(
            f"CREATE TRIGGER {SEALS}_guard_{verb.lower()} BEFORE {verb} ON {SEALS}"
            f" BEGIN SELECT RAISE(ABORT, '{SEALS} is append-only'); END",
            params=None,
        )


def unguard_seals(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {SEALS}_guard ON {SEALS}")
    else:
        for verb in ("update", "delete"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {SEALS}_guard_{verb}")


def nothing(apps: Any, schema_editor: Any) -> None:
    pass


class Migration(migrations.Migration):
    dependencies = [("records", "0012_unread_answers")]

    operations = [
        migrations.AddField(
            "event", "mark", minnelijk.records.fields.BytesField(max_length=16, null=True)
        ),
        migrations.AddField(
            "officeevent", "mark", minnelijk.records.fields.BytesField(max_length=16, null=True)
        ),
        migrations.RunPython(guards.lower_guards, nothing),
        migrations.RunPython(mark_events, nothing),
        migrations.RunPython(guards.raise_guards, nothing),
        migrations.CreateModel(
            "RowPicture",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("of_table", models.CharField(max_length=48)),
                ("bucket", models.BigIntegerField()),
                ("day_on", models.DateField()),
                ("form", models.TextField(blank=True, default="")),
                ("content", minnelijk.records.fields.BytesField()),
                ("mark", minnelijk.records.fields.BytesField(max_length=16)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("of_table", "bucket", "day_on"), name="row_picture_one")
                ],
            },
        ),
        migrations.CreateModel(
            "Seal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day_on", models.DateField()),
                ("events", models.IntegerField()),
                ("root", minnelijk.records.fields.BytesField(max_length=32)),
                ("pictures", minnelijk.records.fields.BytesField(default=b"", max_length=32)),
                ("previous", minnelijk.records.fields.BytesField(max_length=32)),
                ("hash", minnelijk.records.fields.BytesField(max_length=32)),
                ("mark", minnelijk.records.fields.BytesField(max_length=16)),
                ("sealed_at", models.DateTimeField()),
                ("problems", models.IntegerField(default=0)),
                (
                    "client",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.client",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("client", "day_on"), name="seal_one"),
                    models.UniqueConstraint(
                        condition=models.Q(("client__isnull", True)),
                        fields=("day_on",),
                        name="seal_one_bureau",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            "ChainEnd",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("seq", models.IntegerField()),
                ("head", minnelijk.records.fields.BytesField(max_length=32)),
                ("mark", minnelijk.records.fields.BytesField(max_length=16)),
                (
                    "client",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.client",
                    ),
                ),
            ],
        ),
        migrations.RunPython(note_ends, nothing),
        migrations.RunPython(guard_seals, unguard_seals),
    ]
