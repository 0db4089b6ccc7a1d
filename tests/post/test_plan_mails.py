"""The mail of a plan as it leaves: its days, a reminder of one part, a missed or a moved one."""

from datetime import UTC, date, datetime

import pytest

from minnelijk.post.sending.outbox import send_due
from minnelijk.records.actions import plans, steps
from minnelijk.records.actions.core import Act
from minnelijk.records.models import Case, Client
from tests import world
from tests.post.acting import later
from tests.post.server import MailServer
from tests.records.in_parts import MISSED, THREE, limited, said

NOON = datetime(2026, 3, 17, 11, tzinfo=UTC)


@pytest.fixture(params=["nl", "en"])
def case(request: pytest.FixtureRequest, cast: world.Cast) -> Case:
    made = limited(cast)
    Case.objects.filter(id=made.id).update(language=request.param)
    said(Case.objects.get(id=made.id), cast, THREE, world.AT)
    return Case.objects.get(id=made.id)


def text_of(mail_server: MailServer) -> str:
    return " ".join(mail_server.mails[-1].text.split())


def test_the_confirmation_names_every_part(case: Case, mail_server: MailServer) -> None:
    assert send_due("one", later(11)) == {"sent": 1}

    words = {
        "nl": "€ 40,00 uiterlijk maandag 13 april",
        "en": "€ 40.00 by Monday 13 April at the latest",
    }
    assert words[case.language] in text_of(mail_server)


def test_the_reminder_names_its_own_part(case: Case, mail_server: MailServer) -> None:
    send_due("one", later(11))
    moment = datetime(2026, 3, 11, 10, tzinfo=UTC)
    Client.objects.update(feed_on=moment.date())

    send_due("one", moment)

    words = {
        "nl": "U betaalt € 40,00 uiterlijk donderdag 12 maart.",
        "en": "You agreed to pay € 40.00 by Thursday 12 March at the latest.",
    }
    assert len(mail_server.mails) == 2
    assert words[case.language] in text_of(mail_server)


def test_a_missed_part_is_said_kindly_with_its_last_day(
    case: Case, mail_server: MailServer
) -> None:
    send_due("one", later(11))
    Client.objects.update(feed_on=MISSED)
    steps.tick(MISSED, datetime(2026, 3, 17, 8, tzinfo=UTC))

    send_due("one", NOON)

    words = {
        "nl": "U kunt € 40,00 nog betalen tot en met dinsdag 24 maart.",
        "en": "You can still pay € 40.00 until Tuesday 24 March.",
    }
    assert words[case.language] in text_of(mail_server)
    assert "40" not in mail_server.mails[-1].subject
    assert "{{" not in text_of(mail_server)


def test_a_moved_part_is_confirmed_with_all_that_is_left(
    case: Case, cast: world.Cast, mail_server: MailServer
) -> None:
    send_due("one", later(11))
    moment = datetime(2026, 3, 6, 9, tzinfo=UTC)

    plans.defer_instalment(case.id, 1, date(2026, 3, 19), Act(moment, cast.sanne))
    send_due("one", datetime(2026, 3, 6, 9, 3, tzinfo=UTC))

    words = {
        "nl": "Dit is nu onze afspraak: € 40,00 uiterlijk donderdag 19 maart",
        "en": "This is our agreement now: € 40.00 by Thursday 19 March at the latest",
    }
    text = text_of(mail_server)
    assert words[case.language] in text
    assert "€ 120" in text
    assert "{{" not in text
