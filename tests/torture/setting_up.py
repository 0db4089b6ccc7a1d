"""The bureau before the first day: an empty database becomes one with people, clients, tables."""

from datetime import timedelta

from django.core.management import call_command

from minnelijk.flow.words import Question
from minnelijk.post.sending.signing import new_key
from minnelijk.records.actions import clients
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.policies import activate, save_policy
from minnelijk.records.models import Client, Sender
from minnelijk.site.demo import cast
from tests.torture.town import FIRST, TABLE, moment

AT = moment(FIRST - timedelta(days=6), 9)
"""A Tuesday: a new account works from two working days after it was confirmed."""


def tables() -> None:
    call_command("migrate", verbosity=0)


def people() -> None:
    """Make the cast; every question but that about the agency was agreed before."""
    everybody = cast.set_up(Act(AT))
    act = Act(AT + timedelta(hours=2), everybody.maarten)
    agreed = {"on": str(AT.date()), "by_name": "Mirjam Kok"}
    for client in Client.objects.order_by("id"):
        beforehand = {Question.ENGAGE.value: agreed, Question.NOTICE.value: agreed}
        clients.change_card(client, {"agreed_beforehand": beforehand}, act)
        if client.country == "nl":
            version, problems = save_policy(client, "torture", TABLE, act)
            assert not problems, problems
            activate(version, act)
    _senders()


def _senders() -> None:
    """Proven addresses without limits that would matter."""
    key, record = new_key()
    for sender in Sender.objects.filter(channel="email", active=True):
        sender.close({"dkim_key": key.decode()})
        sender.dkim_selector, sender.dkim_public, sender.dkim = "torture", record, "pass"
        sender.failing_since, sender.failing_why = None, ""
        sender.day_limit = sender.minute_limit = 1_000_000
        sender.save()
