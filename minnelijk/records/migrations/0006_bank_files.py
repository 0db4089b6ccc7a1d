"""Files of banks: statements, lines known again, money on several cases, and what clients agree."""

import django.db.models.deletion
import minnelijk.flow.words
import minnelijk.records.fields
from django.db import migrations, models


def matches_as_rows(apps, schema_editor):
    """Where a line was booked stood on the line; now it is a row, so that there may be several."""
    line, match = (apps.get_model("records", name) for name in ("BankLine", "BankMatch"))
    for one in line.objects.filter(state="booked", case__isnull=False).iterator():
        match.objects.create(
            line=one,
            case_id=one.case_id,
            cents=one.cents,
            certainty=100,
            key=_last_key(apps, one.id),
            at=one.decided_at or one.read_at,
            by_id=one.decided_by_id,
            settled_at=one.decided_at or one.read_at,
        )


def _last_key(apps, number):
    """A line that was booked anew has a number behind its mark in the ledger."""
    entry = apps.get_model("records", "Entry")
    booked = entry.objects.filter(cause="match", kind="payment")
    times = booked.filter(cause_key__startswith=f"bank:{number}.").count()
    return f"bank:{number}.{times}" if times else f"bank:{number}"


def references_as_keys(apps, schema_editor):
    """Numbers are kept as they are compared: letters and digits in capitals, no zeros in front."""
    reference = apps.get_model("records", "Reference")
    wrong = []
    for row in reference.objects.filter(kind__in=["invoice", "case", "customer"]).iterator():
        key = "".join(sign for sign in row.value.upper() if sign.isascii() and sign.isalnum())
        key = key.lstrip("0") or key
        if key != row.value:
            wrong.append((row, key))
    for row, key in wrong:
        same = dict(client_id=row.client_id, kind=row.kind, value=key, case_id=row.case_id)
        if not reference.objects.filter(**same).exists():
            reference.objects.create(**same, claim_id=row.claim_id)
        old = reference.objects.filter(client_id=row.client_id, kind=row.kind)
        old.filter(value=row.value, case_id=row.case_id).delete()


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0005_notices_and_hand_over'),
    ]

    operations = [
        migrations.CreateModel(
            name='BankMatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cents', models.BigIntegerField()),
                ('certainty', models.SmallIntegerField()),
                ('reasons', models.JSONField(default=list)),
                ('key', models.CharField(max_length=40, unique=True)),
                ('at', models.DateTimeField()),
                ('settled_at', models.DateTimeField(blank=True, null=True)),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='BankStatement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file_sha256', models.CharField(max_length=64)),
                ('number_in_file', models.IntegerField()),
                ('format', models.CharField(max_length=24)),
                ('kind', models.CharField(max_length=16)),
                ('number', models.CharField(blank=True, default='', max_length=40)),
                ('from_on', models.DateField(blank=True, null=True)),
                ('until_on', models.DateField(blank=True, null=True)),
                ('opening_cents', models.BigIntegerField(blank=True, null=True)),
                ('closing_cents', models.BigIntegerField(blank=True, null=True)),
                ('entries', models.IntegerField(default=0)),
                ('told', models.JSONField(default=dict)),
                ('read_at', models.DateTimeField()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='bankline',
            name='bank_line_state',
        ),
        migrations.RemoveConstraint(
            model_name='bankline',
            name='bank_line_booked',
        ),
        migrations.AddField(
            model_name='bankcandidate',
            name='claims',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='bankline',
            name='bank_mark',
            field=minnelijk.records.fields.BytesField(default=b'', max_length=16),
        ),
        migrations.AddField(
            model_name='bankline',
            name='batch',
            field=minnelijk.records.fields.BytesField(default=b'', max_length=16),
        ),
        migrations.AddField(
            model_name='bankline',
            name='likeness',
            field=minnelijk.records.fields.BytesField(default=b'', max_length=16),
        ),
        migrations.AddField(
            model_name='bankline',
            name='source',
            field=models.CharField(blank=True, default='', max_length=12),
        ),
        migrations.AddField(
            model_name='client',
            name='feed_kind',
            field=models.CharField(default='by_hand', max_length=24),
        ),
        migrations.AddField(
            model_name='client',
            name='match_certainty',
            field=models.SmallIntegerField(default=80),
        ),
        migrations.AddField(
            model_name='client',
            name='small_rest_rule',
            field=models.CharField(default='ask', max_length=24),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('closed_on__isnull', True)), fields=['open_cents'], name='case_open_cents'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(condition=models.Q(('kind', minnelijk.flow.words.EntryKind['PRINCIPAL'])), fields=['cents'], name='entry_principal'),
        ),
        migrations.AddConstraint(
            model_name='client',
            constraint=models.CheckConstraint(condition=models.Q(('feed_kind__in', ['bank_file', 'list', 'api', 'by_hand'])), name='client_feed_kind'),
        ),
        migrations.AddConstraint(
            model_name='client',
            constraint=models.CheckConstraint(condition=models.Q(('small_rest_rule__in', ['ask', 'write_off'])), name='client_small_rest_rule'),
        ),
        migrations.AddConstraint(
            model_name='client',
            constraint=models.CheckConstraint(condition=models.Q(('match_certainty__range', (80, 99))), name='client_match_certainty'),
        ),
        migrations.AddField(
            model_name='bankmatch',
            name='by',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.seat'),
        ),
        migrations.AddField(
            model_name='bankmatch',
            name='case',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='matches', to='records.case'),
        ),
        migrations.AddField(
            model_name='bankmatch',
            name='line',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='matches', to='records.bankline'),
        ),
        migrations.AddField(
            model_name='bankmatch',
            name='undone_by',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.seat'),
        ),
        migrations.AddField(
            model_name='bankstatement',
            name='account',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='statements', to='records.account'),
        ),
        migrations.AddField(
            model_name='bankstatement',
            name='read_by',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.seat'),
        ),
        migrations.AddField(
            model_name='bankline',
            name='statement',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='records.bankstatement'),
        ),
        migrations.RunPython(matches_as_rows, migrations.RunPython.noop),
        migrations.RemoveField(
            model_name='bankline',
            name='case',
        ),
        migrations.AddIndex(
            model_name='bankline',
            index=models.Index(fields=['account', 'likeness'], name='bank_line_like'),
        ),
        migrations.AddIndex(
            model_name='bankline',
            index=models.Index(condition=models.Q(('batch', b''), _negated=True), fields=['account', 'batch'], name='bank_line_batch'),
        ),
        migrations.AddConstraint(
            model_name='bankline',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'booked', 'not_ours', 'no_case', 'total', 'split', 'known'])), name='bank_line_state'),
        ),
        migrations.AddIndex(
            model_name='bankmatch',
            index=models.Index(condition=models.Q(('settled_at__isnull', True), ('undone_at__isnull', True)), fields=['case'], name='bank_match_unsettled'),
        ),
        migrations.AddConstraint(
            model_name='bankmatch',
            constraint=models.UniqueConstraint(condition=models.Q(('undone_at__isnull', True)), fields=('line', 'case'), name='bank_match_once'),
        ),
        migrations.AddConstraint(
            model_name='bankmatch',
            constraint=models.CheckConstraint(condition=models.Q(('cents', 0), _negated=True), name='bank_match_cents'),
        ),
        migrations.AddConstraint(
            model_name='bankstatement',
            constraint=models.UniqueConstraint(fields=('account', 'file_sha256', 'number_in_file'), name='bank_statement_once'),
        ),
        migrations.AlterField(
            model_name='bankline',
            name='account',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='records.account'),
        ),
        migrations.RunPython(references_as_keys, migrations.RunPython.noop),
    ]
