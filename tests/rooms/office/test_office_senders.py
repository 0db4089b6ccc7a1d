"""The page of a sender: a manager chooses a way and reads what to ask the domain's manager."""

import pytest

from minnelijk.records.actions import senders
from minnelijk.records.actions.sender_proof import begin_trial, trial_arrived
from minnelijk.records.actions.senders import OwnServer
from minnelijk.records.models import Sender
from minnelijk.records.words import SenderLogin
from tests import world
from tests.rooms.office_tools import text_of
from tests.rooms.sender_page_tools import KEY, URL, act, mailbox, ours, zone

__all__ = ["act", "mailbox", "zone"]
pytestmark = pytest.mark.django_db


def test_a_client_without_a_sender_is_told_how_it_goes(cast, manager) -> None:
    cast.delta.senders.all().delete()

    html = text_of(manager.get(URL))

    assert "nog geen afzender" in html
    assert "Opslaan en sleutel maken" in html
    assert "De mailserver van de klant" in html
    assert "Het domein van het bureau" in html


def test_a_sender_of_before_goes_on_and_says_what_is_not_proven(cast, manager) -> None:
    html = text_of(manager.get(URL))

    assert "Berichten gaan weg, maar nog niet alles is bewezen." in html
    assert "Nog niet nagekeken" in html


def test_a_manager_makes_a_key_and_copies_what_to_publish(cast, manager, zone) -> None:
    cast.delta.senders.update(active=False)
    manager.post(URL, {"do": "our", "our-address": "post@delta.example"})
    made = cast.delta.senders.get(address="post@delta.example")

    answer = manager.post(f"{URL}?adres={made.id}", {"do": "check"})
    html = text_of(manager.get(answer.url))

    assert made.dkim_public in html.replace("&#x3D;", "=")
    assert "mnl2603._domainkey.delta.example" in html
    assert "v=spf1 mx include:_spf.vriendt.example -all" in html
    assert "_dmarc.delta.example" in html
    assert "Graag deze regels in de DNS van delta.example zetten." in html
    assert "Er gaat nu niets weg vanaf dit adres." in html
    assert "Dit adres is nog niet bewezen" in html


def test_spf_of_the_mailbox_s_domain_says_whose_it_is(cast, manager, act, zone, mailbox) -> None:
    made = ours(cast, act)

    html = text_of(manager.post(f"{URL}?adres={made.id}", {"do": "check"}, follow=True))

    assert "Dit gaat over vriendt.example" in html


def test_what_was_published_is_seen_at_the_next_look(cast, manager, act, zone) -> None:
    made = ours(cast, act)
    zone.publish("mnl2603._domainkey.delta.example", "TXT", KEY[1])

    manager.post(f"{URL}?adres={made.id}", {"do": "check"})

    html = text_of(manager.get(URL))
    assert "De sleutel op het domein is die van ons" in html
    assert Sender.objects.get(id=made.id).dkim == "pass"


def test_who_gets_no_answer_is_told_so(cast, manager, act, zone) -> None:
    made = ours(cast, act)
    zone.servfail |= {"delta.example", "_dmarc.delta.example", "mnl2603._domainkey.delta.example"}

    answer = manager.post(f"{URL}?adres={made.id}", {"do": "check"}, follow=True)

    assert "niet iedereen gaf antwoord" in text_of(answer)
    assert text_of(answer).count("Nu niet bekend") == 3
    assert "Vraag om" not in text_of(answer)


@pytest.mark.parametrize(
    "typed, sentence",
    [
        ({"do": "our", "our-address": "delta"}, "is geen heel e-mailadres"),
        ({"do": "our", "our-address": ""}, "Vul een e-mailadres in"),
        (
            {
                "do": "own",
                "own-address": "post@delta.example",
                "own-host": "smtp.delta.example",
                "own-port": "587",
                "own-login": "password",
                "own-user_name": "post",
                "own-secret": "",
            },
            "Vul het wachtwoord of de token in.",
        ),
        (
            {
                "do": "via",
                "via-address": "delta@vriendt.example",
                "via-reply_to": "vragen@delta.example",
                "via-agreed_on": "",
                "via-agreed_by": "",
            },
            "Zonder schriftelijk akkoord van de klant kan dit niet.",
        ),
        (
            {"do": "limits", "limits-day": "100", "limits-minute": "5", "limits-reserve": "100"},
            "moet minder zijn",
        ),
        ({"do": "bank", "bank-name": ""}, "Vul dit in"),
        ({"do": "trip", "trip-nobody": "nobody"}, "geen heel e-mailadres"),
    ],
)
def test_what_cannot_be_so_is_said_beside_the_field(cast, manager, typed, sentence) -> None:
    answer = manager.post(URL, typed)

    assert answer.status_code == 422
    assert sentence in text_of(answer)


def test_the_client_s_own_server_is_stored_and_its_password_never_shown(cast, manager) -> None:
    typed = {
        "do": "own",
        "own-address": "post@delta.example",
        "own-host": "smtp.delta.example",
        "own-port": "465",
        "own-login": "password",
        "own-user_name": "post",
        "own-secret": "blue-teapot",
    }

    answer = manager.post(URL, typed, follow=True)

    made = cast.delta.senders.get(address="post@delta.example")
    assert (made.way, made.open()) == ("own_server", {"password": "blue-teapot"})
    assert "smtp.delta.example:465" in text_of(answer)
    assert "blue-teapot" not in text_of(answer)


def test_the_bureau_s_domain_shows_who_said_yes(cast, manager) -> None:
    typed = {
        "do": "via",
        "via-address": "delta@vriendt.example",
        "via-reply_to": "vragen@delta.example",
        "via-agreed_on": str(world.DAY),
        "via-agreed_by": str(cast.delta_seat.id),
    }

    html = text_of(manager.post(URL, typed, follow=True))

    assert "vragen@delta.example" in html
    assert "Daan" in html


def test_another_client_s_person_cannot_say_yes(cast, manager) -> None:
    typed = {
        "do": "via",
        "via-address": "delta@vriendt.example",
        "via-reply_to": "vragen@delta.example",
        "via-agreed_on": str(world.DAY),
        "via-agreed_by": str(cast.webshop_seat.id),
    }

    assert manager.post(URL, typed).status_code == 422


def test_of_a_client_s_own_server_the_test_mail_tells(cast, manager, act, zone) -> None:
    zone.publish("_dmarc.delta.example", "TXT", "v=DMARC1; p=reject")
    cast.delta.senders.update(active=False)
    how = OwnServer("smtp.delta.example", 587, SenderLogin.PASSWORD, "post", "blue-teapot")
    made = senders.set_sender(cast.delta, address="post@delta.example", act=act, how=how)

    before = text_of(manager.post(f"{URL}?adres={made.id}", {"do": "check"}, follow=True))
    trial = begin_trial(made, act)
    trial_arrived(trial.id, spf=False, dkim=True, at=world.AT)
    after = text_of(manager.post(f"{URL}?adres={made.id}", {"do": "check"}, follow=True))

    assert "Het domein is nagekeken." in before
    assert before.count("blijkt uit het proefbericht") == 3
    assert "Vraag om" not in before + after
    assert "Het proefbericht was goed ondertekend" in after
    assert "een server die het domein niet noemt" in after
    assert "onze berichten voldoen eraan" in after
