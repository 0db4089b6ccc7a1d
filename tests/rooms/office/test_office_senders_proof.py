"""The page of a sender: its proof, what went wrong, and why mail waits."""

from datetime import timedelta

import pytest

from minnelijk.records.actions import senders
from minnelijk.records.actions.sender_proof import (
    begin_trial,
    trial_arrived,
    trial_bounced,
    trial_replied,
    trial_sent,
)
from minnelijk.records.actions.senders import OurServer
from minnelijk.records.models import Account, Mailbox, Sender, SenderTrial
from minnelijk.rooms.office.wording import senders as words
from tests import world
from tests.post.server import running
from tests.rooms.office_tools import text_of, visitor
from tests.rooms.sender_page_tools import KEY, URL, act, mailbox, ours, zone

__all__ = ["act", "mailbox", "zone"]
pytestmark = pytest.mark.django_db


def test_a_round_trip_is_begun_with_a_button(cast, manager, act, zone, mailbox, settings) -> None:
    made = ours(cast, act)
    with running() as server:
        settings.SMTP_HOST, settings.SMTP_PORT = "127.0.0.1", server.port
        html = text_of(manager.post(f"{URL}?adres={made.id}", {"do": "trip"}, follow=True))

    assert len(server.arrived) == 2
    assert "Het proefbericht is weg" in html
    assert 'hx-trigger="every 10s"' in html
    assert SenderTrial.objects.get(sender=made).made_by == cast.manager


def test_without_a_mailbox_the_page_says_what_comes_first(cast, manager, act) -> None:
    made = ours(cast, act)

    html = text_of(manager.get(URL))
    refused = manager.post(f"{URL}?adres={made.id}", {"do": "trip"})

    assert "Kies eerst een map voor antwoorden" in html
    assert refused.status_code == 422


def test_a_mailbox_is_chosen_for_one_client_or_for_all(cast, manager) -> None:
    typed = {
        "do": "box",
        "box-address": "antwoord@vriendt.example",
        "box-host": "imap.vriendt.example",
        "box-port": "993",
        "box-login": "password",
        "box-user_name": "antwoord",
        "box-secret": "green-teapot",
        "box-folder": "INBOX",
        "box-whose": "all",
    }
    html = text_of(manager.post(URL, typed, follow=True))
    assert Mailbox.objects.get().client is None
    assert "green-teapot" not in html

    typed |= {"box-whose": "client", "box-folder": "Delta", "box-address": "delta@vriendt.example"}
    manager.post(URL, typed)
    assert Mailbox.objects.get(folder="Delta").client == cast.delta


def test_a_proven_sender_says_so_and_one_beside_it_is_put_to_use(cast, manager, act) -> None:
    old = cast.delta.senders.get(active=True)
    made = senders.set_sender(cast.delta, address="post@delta.example", act=act, how=OurServer(KEY))
    senders.checked(made, {"spf": "fail", "dkim": "pass", "dmarc": "pass"}, act)
    manager.post(URL, {"do": "bank", "bank-name": "WATERBEDRIJF DELTA NV"})
    trial = begin_trial(made, act)
    trial_sent(trial.id, world.AT)
    trial_arrived(trial.id, spf=False, dkim=True, at=world.AT)
    trial_replied(trial.id, world.AT)
    assert manager.post(f"{URL}?adres={made.id}", {"do": "use"}).status_code == 422
    trial_bounced(trial.id, world.AT)

    assert "In gebruik nemen" in text_of(manager.get(f"{URL}?adres={made.id}"))
    manager.post(f"{URL}?adres={made.id}", {"do": "use"})

    assert cast.delta.senders.get(active=True) == made
    assert not Sender.objects.get(id=old.id).active
    assert "Alles is bewezen." in text_of(manager.get(URL))


@pytest.mark.parametrize("why", sorted(words.FAILING))
def test_a_failing_sender_says_why_here_and_on_the_start_page(cast, manager, why) -> None:
    sender = cast.delta.senders.get()
    senders.failing(sender.id, why, world.AT)

    html, home = text_of(manager.get(URL)), text_of(manager.get("/kantoor/"))

    for page in (html, home):
        assert words.FAILING[why].split(".")[0] in page
    assert "Berichten van Waterbedrijf Delta wachten" in home


def test_a_mailbox_that_cannot_be_read_is_said(cast, manager, mailbox) -> None:
    Mailbox.objects.update(failing_since=world.AT, failing_why="away")

    assert "Deze map kunnen wij nu niet lezen" in text_of(manager.get(URL))


def test_what_went_wrong_with_a_round_trip_is_said(cast, manager, act, mailbox) -> None:
    made = ours(cast, act)
    for word, sentence in words.TRIAL.items():
        SenderTrial.objects.create(
            sender=made, token=word[:40], made_at=world.AT - timedelta(days=1), problem=word
        )

        assert sentence.split(".")[0] in text_of(manager.get(URL))


def test_an_inspector_reads_and_finds_no_button(cast, act) -> None:
    page = visitor(cast.inspector)

    html = text_of(page.get(URL))

    assert "Afzender" in html
    assert 'name="do"' not in html
    assert page.post(URL, {"do": "check"}).status_code == 404


@pytest.mark.parametrize("do", ["", "nothing", "check\x00"])
def test_a_word_that_nobody_knows_is_nothing(cast, manager, do) -> None:
    assert manager.post(URL, {"do": do}).status_code == 404


def test_the_sender_of_another_client_cannot_be_chosen(cast, manager) -> None:
    other = cast.webshop.senders.get()

    html = text_of(manager.get(f"{URL}?adres={other.id}"))

    assert other.address not in html


def test_the_log_tells_what_happened_to_a_sender(cast, manager, act, zone) -> None:
    made = ours(cast, act)
    manager.post(f"{URL}?adres={made.id}", {"do": "check"})
    senders.failing(cast.delta.senders.get(active=True).id, "server_away", world.AT)

    html = text_of(manager.get("/kantoor/klanten/delta/logboek/"))

    assert "Afzender op delta.example gekozen." in html
    assert "spf niet in orde, dkim ontbreekt, dmarc ontbreekt" in html


def test_in_a_demo_the_page_says_that_nothing_needs_a_proof(cast, manager, settings) -> None:
    settings.DEMO = True

    assert "dit adres werkt zonder" in text_of(manager.get(URL))


def test_the_account_s_name_is_asked_only_where_there_is_one(cast, manager) -> None:
    Account.objects.filter(client=cast.delta).update(ends_on=world.DAY - timedelta(days=1))

    html = text_of(manager.get(URL))

    assert "nog geen rekeningnummer dat werkt" in html
    assert manager.post(URL, {"do": "bank", "bank-name": "x"}).status_code == 404
