"""Indices for money: the same in another kind of file is found in the index alone, and what a
payer wrote by itself, of whichever kind it is."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0009_waiting_per_client"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="bankline", name="bank_line_like"),
        migrations.AddIndex(
            model_name="bankline",
            index=models.Index(fields=["account", "likeness", "source"], name="bank_line_like"),
        ),
        migrations.RemoveIndex(model_name="reference", name="reference_value"),
        migrations.AddIndex(
            model_name="reference",
            index=models.Index(fields=["value"], name="reference_value"),
        ),
    ]
