"""A text sent to who wrote it: to her alone, from the client's sender, with nobody's name."""

from datetime import timedelta

import pytest

from minnelijk.flow.words import Channel
from minnelijk.post.mail.preview import Wording
from minnelijk.post.mail.to_oneself import NotTried, send_to_oneself
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.texts import TextRefused, install_texts, template_for
from minnelijk.records.models import Case, Message, OfficeEvent, Sender
from tests import world
from tests.post.server import MailServer


@pytest.fixture
def case(cast: world.Cast) -> Case:
    install_texts(Act(world.AT))
    return world.case(cast.delta)


def promise(case: Case) -> Wording:
    body = template_for(case.client, "promise", "nl", Channel.EMAIL).body
    return Wording("promise", Channel.EMAIL, "nl", body)


def test_it_goes_to_the_person_herself_and_says_that_it_is_a_test(
    cast: world.Cast, case: Case, mail_server: MailServer
) -> None:
    to = send_to_oneself(case, promise(case), cast.delta_seat, Act(world.AT, cast.delta_seat))

    [arrived] = mail_server.arrived
    mail = arrived.mail
    assert to == "daan@people.example"
    assert arrived.rcpt_to == ["daan@people.example"]
    assert mail.subject.startswith("Proef: Onze afspraak")
    assert "rekening@delta.example" in mail.sender
    assert "Dit is een proef voor u." in mail.text


def test_it_has_the_figures_of_the_case_and_nobodys_name(
    cast: world.Cast, case: Case, mail_server: MailServer
) -> None:
    send_to_oneself(case, promise(case), cast.delta_seat, Act(world.AT, cast.delta_seat))

    [arrived] = mail_server.arrived
    text = arrived.mail.text.replace("\u00a0", " ")
    assert "€ 120,00" in text
    assert "Beste mevrouw De Vries" in text
    assert "Yildiz" not in arrived.content.decode()
    assert "Yildiz" not in text


def test_its_links_do_not_work(cast: world.Cast, case: Case, mail_server: MailServer) -> None:
    send_to_oneself(case, promise(case), cast.delta_seat, Act(world.AT, cast.delta_seat))

    [arrived] = mail_server.arrived
    assert "https://incasso.example/r/…/" in arrived.mail.text
    assert not Message.objects.exists()


def test_it_is_written_down_without_an_address(
    cast: world.Cast, case: Case, mail_server: MailServer
) -> None:
    send_to_oneself(case, promise(case), cast.delta_seat, Act(world.AT, cast.delta_seat))

    event = OfficeEvent.objects.get(client=cast.delta, kind="text_tested")
    assert event.seat == cast.delta_seat
    assert event.args == {"use": "promise", "language": "nl", "channel": "email"}


def test_ten_in_an_hour_are_enough(cast: world.Cast, case: Case, mail_server: MailServer) -> None:
    act = Act(world.AT, cast.delta_seat)
    for _ in range(10):
        send_to_oneself(case, promise(case), cast.delta_seat, act)

    with pytest.raises(TextRefused):
        send_to_oneself(case, promise(case), cast.delta_seat, act)

    assert len(mail_server.arrived) == 10
    later = Act(world.AT + timedelta(minutes=61), cast.delta_seat)
    send_to_oneself(case, promise(case), cast.delta_seat, later)
    assert len(mail_server.arrived) == 11


def test_without_a_sender_or_with_one_that_fails_nothing_leaves(
    cast: world.Cast, case: Case, mail_server: MailServer
) -> None:
    act = Act(world.AT, cast.delta_seat)
    Sender.objects.filter(client=cast.delta).update(
        failing_since=world.AT, failing_why="server_away"
    )
    with pytest.raises(NotTried, match="failing"):
        send_to_oneself(case, promise(case), cast.delta_seat, act)

    Sender.objects.filter(client=cast.delta).update(active=False)
    with pytest.raises(NotTried, match="no_sender"):
        send_to_oneself(case, promise(case), cast.delta_seat, act)

    assert mail_server.arrived == []


def test_a_server_that_refuses_is_told(
    cast: world.Cast, case: Case, mail_server: MailServer
) -> None:
    mail_server.to_address = "550 no"

    with pytest.raises(NotTried, match="refused"):
        send_to_oneself(case, promise(case), cast.delta_seat, Act(world.AT, cast.delta_seat))
