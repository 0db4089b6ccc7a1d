"""Notices, hand-over, money that waits for its case, and the limits of plans by instalments."""
import django.db.models.deletion
import minnelijk.flow.words
import minnelijk.records.fields
from django.db import migrations, models


def forget_not_built(apps, schema_editor):
    """No step is missing any more: what stood still for that goes on with its table."""
    case = apps.get_model("records", "Case")
    case.objects.filter(next_why="step.not_built").update(next_why="policy.row")


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0004_law_order_and_limits'),
    ]

    operations = [
        migrations.RunPython(forget_not_built, migrations.RunPython.noop),
        migrations.CreateModel(
            name='Partner',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('country', models.CharField(max_length=2)),
                ('registration', models.CharField(blank=True, default='', max_length=40)),
                ('address', models.JSONField(default=dict)),
                ('phone', models.CharField(max_length=20)),
                ('email', models.EmailField(max_length=254)),
                ('from_on', models.DateField()),
                ('until_on', models.DateField(blank=True, null=True)),
                ('client', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='partners', to='records.client')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('until_on__isnull', True), ('until_on__gte', models.F('from_on')), _connector='OR'), name='partner_span'), models.UniqueConstraint(fields=('client', 'name'), name='partner_name'), models.UniqueConstraint(condition=models.Q(('client__isnull', True)), fields=('name',), name='partner_name_bureau')],
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.SmallIntegerField()),
                ('kind', models.CharField(max_length=24)),
                ('channel', models.CharField(max_length=24)),
                ('language', models.CharField(max_length=5)),
                ('issued_on', models.DateField()),
                ('issued_at', models.DateTimeField()),
                ('told_by_client', models.BooleanField(default=False)),
                ('extra_days', models.SmallIntegerField(default=0)),
                ('principal_cents', models.BigIntegerField()),
                ('on_top_cents', models.BigIntegerField(default=0)),
                ('figures', models.JSONField(default=dict)),
                ('sent_on', models.DateField(blank=True, null=True)),
                ('received_on', models.DateField(blank=True, null=True)),
                ('proof', models.CharField(blank=True, default='', max_length=24)),
                ('first_on', models.DateField(blank=True, null=True)),
                ('last_on', models.DateField(blank=True, null=True)),
                ('charges_from', models.DateField(blank=True, null=True)),
                ('charges_from_law', models.DateField(blank=True, null=True)),
                ('void_on', models.DateField(blank=True, null=True)),
                ('void_why', models.CharField(blank=True, default='', max_length=24)),
                ('case', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='records.case')),
                ('document', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.document')),
                ('issued_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.seat')),
                ('message', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='notice', to='records.message')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['default', 'fourteen_days', 'first_reminder', 'belgian_notice', 'demand'])), name='notice_kind'), models.CheckConstraint(condition=models.Q(('channel__in', ['call', 'sms', 'email', 'post', 'page'])), name='notice_channel'), models.CheckConstraint(condition=models.Q(('proof__in', ['reply', 'check', 'signed', ''])), name='notice_proof'), models.CheckConstraint(condition=models.Q(('principal_cents__gt', 0)), name='notice_principal'), models.CheckConstraint(condition=models.Q(('on_top_cents__gte', 0)), name='notice_on_top'), models.CheckConstraint(condition=models.Q(('received_on__isnull', True), ('received_on__gte', models.F('sent_on')), _connector='OR'), name='notice_received'), models.CheckConstraint(condition=models.Q(('last_on__isnull', True), ('last_on__gte', models.F('first_on')), _connector='OR'), name='notice_term'), models.CheckConstraint(condition=models.Q(('void_why__in', ['', 'returned', 'too_early', 'two_amounts', 'too_high', 'no_receipt', 'withdrawn'])), name='notice_void_word'), models.CheckConstraint(condition=models.Q(models.Q(('void_on__isnull', True), ('void_why', '')), models.Q(('void_on__isnull', False), models.Q(('void_why', ''), _negated=True)), _connector='OR'), name='notice_void_why'), models.UniqueConstraint(fields=('case', 'number'), name='notice_number')],
            },
        ),
        migrations.CreateModel(
            name='NoticeClaim',
            fields=[
                ('pk', models.CompositePrimaryKey('notice_id', 'claim_id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=24)),
                ('void', models.BooleanField(default=False)),
                ('principal_cents', models.BigIntegerField()),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='noticed', to='records.claim')),
                ('notice', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='covers', to='records.notice')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['default', 'fourteen_days', 'first_reminder', 'belgian_notice', 'demand'])), name='notice_claim_kind'), models.CheckConstraint(condition=models.Q(('principal_cents__gt', 0)), name='notice_claim_principal'), models.UniqueConstraint(condition=models.Q(('void', False)), fields=('claim', 'kind'), name='notice_claim_one')],
            },
        ),
        migrations.CreateModel(
            name='HandOver',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('handed_on', models.DateField()),
                ('made_at', models.DateTimeField()),
                ('with_notice', models.BooleanField()),
                ('principal_cents', models.BigIntegerField()),
                ('on_top_cents', models.BigIntegerField(default=0)),
                ('figures', models.JSONField(default=dict)),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('link_hash', models.CharField(blank=True, default='', max_length=64)),
                ('code_hash', models.CharField(blank=True, default='', max_length=64)),
                ('link_until', models.DateField(blank=True, null=True)),
                ('code_tries', models.SmallIntegerField(default=0)),
                ('fetched_at', models.DateTimeField(blank=True, null=True)),
                ('acknowledged_at', models.DateTimeField(blank=True, null=True)),
                ('their_number', models.CharField(blank=True, default='', max_length=64)),
                ('recalled_at', models.DateTimeField(blank=True, null=True)),
                ('recall_why', models.CharField(blank=True, default='', max_length=24)),
                ('recall_ack_at', models.DateTimeField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('ended_how', models.CharField(blank=True, default='', max_length=24)),
                ('approval', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.approval')),
                ('bundle', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.document')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hand_overs', to='records.case')),
                ('client', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.client')),
                ('made_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.seat')),
                ('partner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hand_overs', to='records.partner')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('sent_at__isnull', True)), fields=['made_at'], name='hand_over_to_make')],
                'constraints': [models.CheckConstraint(condition=models.Q(('recall_why__in', ['client', 'paid_before', 'notice_void', 'stop', ''])), name='hand_over_recall'), models.CheckConstraint(condition=models.Q(('ended_how__in', ['paid', 'partly_paid', 'uncollectable', 'returned', ''])), name='hand_over_ended'), models.CheckConstraint(condition=models.Q(('principal_cents__gt', 0)), name='hand_over_principal'), models.CheckConstraint(condition=models.Q(('on_top_cents__gte', 0)), name='hand_over_on_top'), models.CheckConstraint(condition=models.Q(models.Q(('recall_why', ''), ('recalled_at__isnull', True)), models.Q(models.Q(('recall_why', ''), _negated=True), models.Q(('recalled_at__isnull', True), _negated=True)), _connector='OR'), name='hand_over_recall_why'), models.CheckConstraint(condition=models.Q(models.Q(('ended_how', ''), ('ended_at__isnull', True)), models.Q(models.Q(('ended_how', ''), _negated=True), models.Q(('ended_at__isnull', True), _negated=True)), _connector='OR'), name='hand_over_ended_how'), models.CheckConstraint(condition=models.Q(('with_notice', True), ('on_top_cents', 0), _connector='OR'), name='hand_over_no_notice'), models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True), ('recalled_at__isnull', True)), fields=('case',), name='hand_over_one')],
            },
        ),
        migrations.CreateModel(
            name='HandOverClaim',
            fields=[
                ('pk', models.CompositePrimaryKey('hand_over_id', 'claim_id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('principal_cents', models.BigIntegerField()),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='handed', to='records.claim')),
                ('hand_over', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='covers', to='records.handover')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('principal_cents__gt', 0)), name='hand_over_claim_principal')],
            },
        ),
        migrations.CreateModel(
            name='AgencyNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sealed', minnelijk.records.fields.BytesField(null=True)),
                ('from_agency', models.BooleanField()),
                ('word', models.CharField(max_length=24)),
                ('cents', models.BigIntegerField(blank=True, null=True)),
                ('day_on', models.DateField(blank=True, null=True)),
                ('made_at', models.DateTimeField()),
                ('told_at', models.DateTimeField(blank=True, null=True)),
                ('read_at', models.DateTimeField(blank=True, null=True)),
                ('made_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.seat')),
                ('hand_over', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='records.handover')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('from_agency', False), ('told_at__isnull', True)), fields=['made_at'], name='agency_note_to_tell')],
                'constraints': [models.CheckConstraint(condition=models.Q(('word__in', ['question', 'answer', 'debtor', 'payment', 'news', 'recall', 'status'])), name='agency_note_word')],
            },
        ),
        migrations.CreateModel(
            name='BankLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sealed', minnelijk.records.fields.BytesField(null=True)),
                ('fingerprint', minnelijk.records.fields.BytesField(max_length=16)),
                ('booked_on', models.DateField()),
                ('value_on', models.DateField()),
                ('cents', models.BigIntegerField()),
                ('reference', models.CharField(blank=True, default='', max_length=64)),
                ('state', models.CharField(max_length=24)),
                ('read_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='records.account')),
                ('case', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='bank_lines', to='records.case')),
                ('decided_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.seat')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state', minnelijk.flow.words.BankLineState['WAITING'])), fields=['account'], name='bank_line_waiting')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'booked', 'not_ours'])), name='bank_line_state'), models.CheckConstraint(condition=models.Q(('cents', 0), _negated=True), name='bank_line_cents'), models.UniqueConstraint(fields=('account', 'fingerprint'), name='bank_line_once'), models.CheckConstraint(condition=models.Q(models.Q(('state', minnelijk.flow.words.BankLineState['BOOKED']), _negated=True), ('case__isnull', False), _connector='OR'), name='bank_line_booked')],
            },
        ),
        migrations.CreateModel(
            name='BankCandidate',
            fields=[
                ('pk', models.CompositePrimaryKey('line_id', 'case_id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('certainty', models.SmallIntegerField()),
                ('reasons', models.JSONField(default=list)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.case')),
                ('line', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='candidates', to='records.bankline')),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='approval',
            name='approval_answer',
        ),
        migrations.RemoveConstraint(
            model_name='case',
            name='case_next_why',
        ),
        migrations.RemoveConstraint(
            model_name='message',
            name='message_purpose',
        ),
        migrations.RemoveConstraint(
            model_name='message',
            name='message_state',
        ),
        migrations.RemoveConstraint(
            model_name='seat',
            name='seat_one_bureau',
        ),
        migrations.AddField(
            model_name='client',
            name='plan_days_max',
            field=models.SmallIntegerField(default=92),
        ),
        migrations.AddField(
            model_name='client',
            name='plan_part_min_cents',
            field=models.BigIntegerField(default=2500),
        ),
        migrations.AddField(
            model_name='client',
            name='plan_parts_max',
            field=models.SmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='client',
            name='plan_repair_days',
            field=models.SmallIntegerField(default=5),
        ),
        migrations.AddField(
            model_name='instalment',
            name='deferred_from',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='message',
            name='document',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.document'),
        ),
        migrations.AddField(
            model_name='message',
            name='printed_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='promise',
            name='repair_until',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(condition=models.Q(('state', minnelijk.flow.words.MessageState['PRINTED'])), fields=['printed_on'], name='message_printed'),
        ),
        migrations.AddConstraint(
            model_name='approval',
            constraint=models.CheckConstraint(condition=models.Q(('answer__in', ['yes', 'not_yet', 'again', 'stop', ''])), name='approval_answer'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(('next_why__in', ['policy.row', 'policy.go_to', 'policy.retry', 'policy.end', 'law.contact_days', 'law.notice_term', 'law.unknown', 'law.order', 'law.unsigned', 'bureau.not_registered', 'contact.cap', 'hold.ends', 'claim.not_due', 'claim.credit', 'claim.barred', 'client.asked', 'letter.waits', 'receipt.waits', 'agency.has_it', 'desk.waiting', 'feed.stale', 'channel.none', 'callback', 'case.new', ''])), name='case_next_why'),
        ),
        migrations.AddConstraint(
            model_name='client',
            constraint=models.CheckConstraint(condition=models.Q(('plan_days_max__gte', 0), ('plan_part_min_cents__gte', 0), ('plan_parts_max__gte', 0), ('plan_repair_days__gte', 0)), name='client_plan_limits'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.CheckConstraint(condition=models.Q(('purpose__in', ['step', 'confirmation', 'correction', 'reminder', 'acknowledge', 'answer', 'thanks', 'apology', 'copy', 'notice', 'notice_copy'])), name='message_purpose'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'taken', 'printed', 'sending', 'sent', 'stopped', 'unclear', 'bounced'])), name='message_state'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', minnelijk.flow.words.MessageState['PRINTED']), _negated=True), ('printed_on__isnull', False), _connector='OR'), name='message_printed_on'),
        ),
        migrations.AddField(
            model_name='seat',
            name='partner',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='records.partner'),
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('client__isnull', True), ('partner__isnull', False), ('role', minnelijk.flow.words.Role['PARTNER'])), models.Q(models.Q(('role', minnelijk.flow.words.Role['PARTNER']), _negated=True), ('partner__isnull', True)), _connector='OR'), name='seat_partner_named'),
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=models.UniqueConstraint(condition=models.Q(('client__isnull', True), ('partner__isnull', True)), fields=('user', 'role'), name='seat_one_bureau'),
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=models.UniqueConstraint(condition=models.Q(('partner__isnull', False)), fields=('user', 'partner'), name='seat_one_partner'),
        ),
    ]
