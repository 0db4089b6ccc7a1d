"""Mail to a client's people: what waits for them, in one line each, and no debtor by name."""

from datetime import date, timedelta

import pytest

from minnelijk.flow.words import Channel, DisputeReason
from minnelijk.post.news.client_mail import mail_clients
from minnelijk.records.actions import disputes, feed
from minnelijk.records.actions.core import Act, changing
from minnelijk.records.models import Case, Client, ClientNote, User
from tests import world
from tests.post.acting import later
from tests.post.server import MailServer


def objected(case: Case) -> None:
    with changing(case.id) as locked:
        objection = disputes.Objection(DisputeReason.AMOUNT, "De meter van Fatma klopt niet.")
        disputes.object_to(locked, objection, Act(world.AT), via=Channel.CALL)


def test_a_dispute_is_told_to_the_clients_own_people_only(
    cast: world.Cast, mail_server: MailServer
) -> None:
    case = world.case(cast.delta)
    objected(case)

    assert mail_clients(later(120)) == 1

    [mail] = mail_server.mails
    assert mail.to == "daan@people.example"
    assert mail.sender == "Vriendt Incasso <hallo@vriendt.example>"
    assert mail.subject == "Er staat iets voor u klaar"
    assert f"- {case}: iemand zegt dat er iets niet klopt; wilt u antwoorden?" in mail.text
    assert "https://incasso.example/klant/" in mail.text
    assert not any(name in mail.text for name in ("Fatma", "Yildiz", "meter", "120,00"))


def test_it_is_told_once(cast: world.Cast, mail_server: MailServer) -> None:
    objected(world.case(cast.delta))

    assert [mail_clients(later(second)) for second in (120, 150, 1_000)] == [1, 0, 0]


def test_what_can_still_be_undone_is_not_told(cast: world.Cast, mail_server: MailServer) -> None:
    objected(world.case(cast.delta))

    assert mail_clients(later(119)) == 0
    ClientNote.objects.update(done_at=later(119))
    assert mail_clients(later(200)) == 0


def test_many_things_are_one_mail_per_person_in_his_language(
    cast: world.Cast, mail_server: MailServer
) -> None:
    world.seat("dora", "client", client=cast.delta)  # type: ignore[arg-type]
    User.objects.filter(email="dora@people.example").update(language="en")
    cases = [
        world.case(cast.delta, name=f"Anna Nummer{number}", email=f"anna{number}@post.example")
        for number in range(3)
    ]
    for case in cases:
        objected(case)

    assert mail_clients(later(120)) == 2

    texts = {mail.to: mail.text for mail in mail_server.mails}
    assert texts["dora@people.example"].count("somebody says that something is wrong") == 3
    assert texts["daan@people.example"].count("iemand zegt dat er iets niet klopt") == 3


def test_a_server_that_is_away_does_not_lose_the_news(
    cast: world.Cast, mail_server: MailServer
) -> None:
    objected(world.case(cast.delta))
    mail_server.to_address = "450 later"

    assert mail_clients(later(120)) == 0

    mail_server.to_address = "250 OK"
    assert mail_clients(later(150)) == 1


def test_a_changed_account_is_told_with_whom_to_call(
    cast: world.Cast, mail_server: MailServer
) -> None:
    ClientNote.objects.create(
        client=cast.delta,
        kind="account_changed",
        args={"account": 1, "ends": "4300", "from_on": ""},
        made_at=world.AT - timedelta(hours=1),
    )

    mail_clients(world.AT)

    [mail] = mail_server.mails
    words = "Uw rekeningnummer is gewijzigd (eindigt op 4300). Was u dit niet? Bel ons dan meteen"
    assert words in " ".join(mail.text.split())


def test_a_hand_over_and_a_question_are_told_in_their_own_words(
    cast: world.Cast, mail_server: MailServer
) -> None:
    at_agency, asked, lacking = (
        world.case(cast.delta, name=f"Anna Nummer{number}", email=f"anna{number}@post.example")
        for number in range(3)
    )
    notes = [
        (at_agency, "handed_over", {"agency": "Incasso Zuid", "principal_cents": 12_000}),
        (asked, "asked", {"question": "hand_over"}),
        (lacking, "notice_incomplete", {"kind": "demand", "missing": ["creditor"]}),
    ]
    for case, kind, args in notes:
        ClientNote.objects.create(
            client=cast.delta, case=case, kind=kind, args=args, made_at=world.AT
        )

    mail_clients(later(120))

    [mail] = mail_server.mails
    assert f"- {at_agency}: ligt nu bij het incassobureau" in mail.text
    assert f"- {asked}: mag deze zaak naar een incassobureau?" in mail.text
    assert f"- {lacking}: er mist iets; de brief kan niet weg" in mail.text
    assert "120,00" not in mail.text


@pytest.mark.parametrize(
    ("kind", "what"),
    [
        ("bank_file", "lever een nieuw bankbestand aan"),
        ("list", "lever een nieuwe lijst met betalingen aan"),
        ("api", "kijk of uw koppeling loopt, of lever een lijst aan"),
        ("by_hand", "tot en met welke dag u alles gemeld heeft"),
    ],
)
def test_a_client_is_asked_for_payments_by_the_way_that_was_agreed(
    cast: world.Cast, mail_server: MailServer, kind: str, what: str
) -> None:
    world.case(cast.delta)
    Client.objects.filter(id=cast.delta.id).update(feed_on=date(2026, 2, 1), feed_kind=kind)
    feed.ask_clients(world.DAY, world.AT)

    assert [mail_clients(later(second)) for second in (120, 150)] == [1, 0]

    [mail] = mail_server.mails
    line = " ".join(mail.text.split())
    assert "- Waterbedrijf Delta: wij kennen uw nieuwste betalingen niet" in line
    assert what in line
