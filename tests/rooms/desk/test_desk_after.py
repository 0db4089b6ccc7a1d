"""After the promise: the screen says what becomes of the mail while the agent is on the line."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from minnelijk.post.sending.outbox import send_due
from minnelijk.records.models import Call, Case, Sender, SentCount
from minnelijk.records.quota import minute_of
from tests.post.server import MailServer, mail_server
from tests.rooms.desk_cast import AT, at_desk, called, checked, promise

__all__ = ["at_desk", "mail_server"]

pytestmark = pytest.mark.django_db
POLLS = 'hx-trigger="every 1s"'


@pytest.fixture
def promised(sanne: Client, case: Case) -> str:
    """The page after a promise; its mail waits for ten seconds."""
    url = called(sanne, case)
    checked(sanne, url)
    promise(sanne, url)
    return reverse("desk:after", args=[case.id, Call.objects.get().pk])


def seen(agent: Client, url: str) -> str:
    return agent.get(url).content.decode()


def test_it_is_looked_at_every_second_until_the_server_took_it(
    sanne: Client, promised: str, mail_server: MailServer
) -> None:
    before = seen(sanne, promised)
    assert send_due("worker", AT + timedelta(seconds=11)) == {"sent": 1}
    after = seen(sanne, promised)

    assert POLLS in before
    assert "De mail gaat zo weg" in before
    assert POLLS not in after
    assert "De mail is afgeleverd" in after
    assert "elke mail gaat naar" not in after


def test_a_sender_that_fails_is_named_and_the_case_goes_on(
    sanne: Client, case: Case, promised: str
) -> None:
    rows = Sender.objects.filter(client=case.client)
    rows.update(failing_since=AT, failing_why="login_refused")

    page = seen(sanne, promised)

    assert f"De mailserver van {case.client.name} werkt nu niet" in page
    assert "nooit vanaf een ander adres" in page
    assert POLLS not in page
    assert "load delay:3s" in page


def test_a_full_minute_is_waited_for_and_a_full_day_is_not(
    sanne: Client, case: Case, promised: str
) -> None:
    sender = Sender.objects.get(client=case.client)
    counted = SentCount.objects.create(
        sender=sender, minute_at=minute_of(AT), sent=sender.minute_limit
    )
    minute = seen(sanne, promised)
    counted.sent = sender.day_limit
    counted.save()
    day = seen(sanne, promised)

    assert "mag nu niet meer mails sturen" in minute
    assert POLLS in minute
    assert "mag nu niet meer mails sturen" in day
    assert POLLS not in day


def test_a_sandbox_says_where_the_mail_really_goes(
    sanne: Client, promised: str, settings: object
) -> None:
    settings.SANDBOX_TO = "proef@vriendt.example"  # type: ignore[attr-defined]

    page = seen(sanne, promised)

    assert "elke mail gaat naar proef@vriendt.example" in page
