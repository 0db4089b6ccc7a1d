"""Which law packs a lawyer has signed off: no notice leaves on one that nobody signed."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("records", "0002_guards")]

    operations = [
        migrations.CreateModel(
            name="LawSignOff",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("country", models.CharField(max_length=2)),
                ("pack_version", models.CharField(max_length=40)),
                ("pack_sha256", models.CharField(max_length=64)),
                ("lawyer_name", models.CharField(max_length=120)),
                ("lawyer_role", models.CharField(max_length=120)),
                ("signed_at", models.DateTimeField()),
                (
                    "signed_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.seat",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("country", "pack_sha256"), name="law_sign_off_one"
                    )
                ]
            },
        )
    ]
