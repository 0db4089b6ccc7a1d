"""A check value of every key: a wrong key is told before anything is served."""

from django.db import migrations, models

import minnelijk.records.fields


class Migration(migrations.Migration):
    dependencies = [("records", "0016_sign_in")]

    operations = [
        migrations.CreateModel(
            "KeyCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("use", models.CharField(max_length=24)),
                ("number", models.SmallIntegerField()),
                ("value", minnelijk.records.fields.BytesField(max_length=16)),
                ("noted_at", models.DateTimeField()),
                ("retired_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("use__in", ["seal", "index"])), name="key_check_use"),
                    models.UniqueConstraint(fields=("use", "number"), name="key_check_one"),
                ],
            },
        ),
    ]
