"""Taking a whole list back: how its cases stood before it, and the work of long lists."""

import django.db.models.deletion
from django.db import migrations, models

import minnelijk.records.fields
import minnelijk.records.words


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0006_bank_files"),
    ]

    operations = [
        migrations.AddField(
            model_name="placement",
            name="feed_before",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.CreateModel(
            name="ListJob",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("work", models.CharField(max_length=24)),
                ("told", models.JSONField(default=dict)),
                ("made_at", models.DateTimeField()),
                ("taken_by", models.CharField(blank=True, default="", max_length=80)),
                ("taken_until", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("refused", models.CharField(blank=True, default="", max_length=24)),
                ("cases", models.IntegerField(default=0)),
                (
                    "client",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.client",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.document",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.seat",
                    ),
                ),
                (
                    "placement",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.placement",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=["id"],
                        name="list_job_waiting",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("work__in", ["place", "take_back"])),
                        name="list_job_work",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("document__isnull", False),
                                ("work", minnelijk.records.words.ListWork["PLACE"]),
                            ),
                            models.Q(
                                ("placement__isnull", False),
                                ("work", minnelijk.records.words.ListWork["TAKE_BACK"]),
                            ),
                            _connector="OR",
                        ),
                        name="list_job_about",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("document__isnull", False), ("ended_at__isnull", True)),
                        fields=("document",),
                        name="list_job_place_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("ended_at__isnull", True), ("placement__isnull", False)
                        ),
                        fields=("placement",),
                        name="list_job_back_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlacementCase",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sealed", minnelijk.records.fields.BytesField(null=True)),
                ("before", models.JSONField(default=dict)),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.case",
                    ),
                ),
                (
                    "placement",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changed",
                        to="records.placement",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("placement", "case"), name="placement_case_one")
                ],
            },
        ),
    ]
