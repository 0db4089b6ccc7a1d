"""More reasons to stand still, such as the order of steps; and what a client's claims are for."""
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0003_law_sign_off'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='case',
            name='case_next_why',
        ),
        migrations.AddField(
            model_name='client',
            name='claim_nature',
            field=models.CharField(blank=True, default='', max_length=24),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(('next_why__in', ['policy.row', 'policy.go_to', 'policy.retry', 'policy.end', 'law.contact_days', 'law.notice_term', 'law.unknown', 'law.order', 'step.not_built', 'bureau.not_registered', 'contact.cap', 'hold.ends', 'claim.not_due', 'claim.credit', 'claim.barred', 'client.asked', 'desk.waiting', 'feed.stale', 'channel.none', 'callback', 'case.new', ''])), name='case_next_why'),
        ),
        migrations.AddConstraint(
            model_name='client',
            constraint=models.CheckConstraint(condition=models.Q(('claim_nature__in', ['consumer_sale', 'service', 'periodic', 'other', ''])), name='client_claim_nature'),
        ),
    ]
