"""Answers at the desk: read as text, sorted where nobody could, and the mail itself to keep."""

import re
from email.message import EmailMessage

import pytest
from django.test import Client as Browser

from minnelijk.files.mails import read
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.inbound import Mail, take_in
from minnelijk.records.actions.mailboxes import Place, set_mailbox, unreadable
from minnelijk.records.models import Case, Client, Inbound, Mailbox
from tests import world
from tests.files.mails import report
from tests.post.inbox import ADDRESS, answer
from tests.rooms.desk_cast import AT, at_desk

pytestmark = pytest.mark.django_db
LIST = "/bel/antwoorden/"


@pytest.fixture
def box(cast: world.Cast) -> Mailbox:
    return set_mailbox(None, Place(ADDRESS, "imap.example", "a", "s"), Act(AT, cast.manager))


@pytest.fixture
def case(cast: world.Cast) -> Case:
    return world.case(cast.delta)


def comes(content: bytes, box: Mailbox) -> Inbound:
    take_in(Mail(content, read(content)), box, AT)
    return Inbound.objects.latest("id")


def text(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.replace("\N{NO-BREAK SPACE}", " ")).split())


def seen(visitor: Browser, url: str = LIST, status: int = 200) -> str:
    got = visitor.get(url)
    assert got.status_code == status
    return text(got.content.decode())


def test_without_answers_the_page_says_so(sanne: Browser) -> None:
    assert "Alles is gelezen." in seen(sanne)
    assert "Er is nog niets gelezen." in seen(sanne, f"{LIST}?toon=gelezen")


def test_a_mailbox_that_cannot_be_read_is_told(box: Mailbox, sanne: Browser) -> None:
    assert "binnen een minuut" in seen(sanne)

    unreadable(box.id, "login_refused", AT)

    page = seen(sanne)
    assert f"De mailbox {ADDRESS} is sinds" in page
    assert "De mailserver weigert de naam of het wachtwoord." in page
    assert "binnen een minuut" not in page


def test_without_a_mailbox_the_page_says_why_nothing_comes(sanne: Browser) -> None:
    assert "Er is nog geen mailbox gekozen" in seen(sanne)


def test_an_answer_is_shown_without_what_it_quotes(
    case: Case, box: Mailbox, sanne: Browser
) -> None:
    row = comes(answer("Ik betaal.\n\nOp 2 mrt 2026 om 10:00 schreef D <d@d.nl>:\n> Oud."), box)

    page = seen(sanne)
    assert "Fatma" in page and "Ik betaal." in page and "Oud." not in page
    assert "Antwoorden 1" in page
    whole = seen(sanne, f"{LIST}{row.id}/")
    assert "Toon ook wat hieronder stond" in whole and "Oud." in whole


def test_nothing_of_a_mail_is_run_or_loaded(case: Case, box: Mailbox, sanne: Browser) -> None:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "<fatma@post.example>", "<img src=x>"
    mail.set_content(
        '<p>Hoi <b>u</b></p><script>alert(1)</script><img src="http://x/p.gif">', subtype="html"
    )
    row = comes(bytes(mail), box)

    page = sanne.get(f"{LIST}{row.id}/").content.decode()

    assert "alert(1)" not in page and "http://x/p.gif" not in page
    assert "<img src=x>" not in page and "&lt;img src=x&gt;" in page
    assert "Hoi u" in page


def test_reading_it_ends_the_rest_of_the_case(case: Case, box: Mailbox, sanne: Browser) -> None:
    row = comes(answer("Ik betaal."), box)
    assert case.holds.filter(kind="review", lifted_on=None).exists()

    done = sanne.post(f"{LIST}{row.id}/gelezen/", follow=True)

    assert "Gelezen." in text(done.content.decode())
    assert not case.holds.filter(kind="review", lifted_on=None).exists()
    assert "gelezen door Sanne" in seen(sanne, f"{LIST}?toon=gelezen")
    again = sanne.post(f"{LIST}{row.id}/gelezen/")
    assert again.status_code == 422
    assert "Een collega heeft dit antwoord al gelezen." in text(again.content.decode())


def test_the_original_is_the_very_mail_and_never_a_page(
    case: Case, box: Mailbox, sanne: Browser
) -> None:
    content = answer("Ik betaal.")
    row = comes(content, box)

    got = sanne.get(f"{LIST}{row.id}/origineel/")

    assert got.content == content
    assert got["Content-Type"] == "message/rfc822"
    assert got["Content-Disposition"].startswith("attachment")


def test_an_unsorted_mail_is_filed_by_searching_for_its_case(
    case: Case, box: Mailbox, cast: world.Cast
) -> None:
    soraya = at_desk(cast.supervisor)
    row = comes(answer("Van mijn werk", sender="iemand@werk.example"), box)
    assert "bij welke zaak?" in seen(soraya)

    hits = soraya.post(f"{LIST}{row.id}/", {"q": str(case)})
    assert "Hoort hierbij" in text(hits.content.decode())
    done = soraya.post(f"{LIST}{row.id}/zaak/", {"zaak": case.id}, follow=True)

    assert "Bij de zaak gelegd." in text(done.content.decode())
    row.refresh_from_db()
    assert row.case_id == case.id
    assert case.holds.filter(kind="review", lifted_on=None).exists()
    again = soraya.post(f"{LIST}{row.id}/zaak/", {"zaak": case.id})
    assert again.status_code == 422


def test_a_mail_of_an_address_with_two_cases_offers_both(
    case: Case, box: Mailbox, cast: world.Cast
) -> None:
    world.case(cast.noord)
    comes(answer("Welke?"), box)

    page = seen(at_desk(cast.supervisor))

    assert "van Waterbedrijf Delta" in page and "van Groothandel Noord" in page


def test_a_mail_that_belongs_nowhere_is_put_aside(box: Mailbox, cast: world.Cast) -> None:
    soraya = at_desk(cast.supervisor)
    row = comes(answer("Koop nu", sender="reclame@x.example"), box)

    done = soraya.post(f"{LIST}{row.id}/weg/", follow=True)

    assert "Weggelegd." in text(done.content.decode())
    assert "bij geen zaak" in seen(soraya, f"{LIST}?toon=gelezen")


def test_a_bounce_that_nobody_knows_names_its_receiver(box: Mailbox, cast: world.Cast) -> None:
    comes(report(original="Subject: x", to="rfc822; els@post.example"), box)

    page = seen(at_desk(cast.supervisor))

    assert "Aan els@post.example" in page and "niet aangekomen (5.1.1)" in page


def test_an_agent_of_some_clients_sees_no_unsorted_mail_of_the_bureau(
    box: Mailbox, sanne: Browser
) -> None:
    row = comes(answer("Van iedereen", sender="x@y.example"), box)

    assert "Van iedereen" not in seen(sanne)
    for url in ("", "origineel/"):
        assert sanne.get(f"{LIST}{row.id}/{url}").status_code == 404
    assert sanne.post(f"{LIST}{row.id}/weg/").status_code == 404


def test_nobody_files_at_a_case_out_of_sight_or_of_another_client(
    case: Case, cast: world.Cast, sanne: Browser
) -> None:
    place = Place("a@delta.example", "imap.delta.example", "a", "s")
    row = comes(answer("Hallo", sender="x@y.example"), set_mailbox(cast.delta, place, Act(AT)))
    hidden, others = world.case(cast.garage), world.case(cast.noord, name="Els")

    assert sanne.post(f"{LIST}{row.id}/zaak/", {"zaak": hidden.id}).status_code == 404
    assert sanne.post(f"{LIST}{row.id}/zaak/", {"zaak": others.id}).status_code == 422
    assert sanne.post(f"{LIST}{row.id}/zaak/", {"zaak": "x"}).status_code == 404
    row.refresh_from_db()
    assert row.case_id is None


def test_another_address_than_we_know_is_marked(case: Case, box: Mailbox, cast: world.Cast) -> None:
    row = comes(answer("Van mijn werk", sender="fatma@werk.example"), box)
    soraya = at_desk(cast.supervisor)
    soraya.post(f"{LIST}{row.id}/zaak/", {"zaak": case.id})

    assert "ander mailadres dan wij kennen" in seen(soraya)


def test_a_mail_that_was_erased_says_so(case: Case, box: Mailbox, sanne: Browser) -> None:
    from minnelijk.records.documents import erase

    row = comes(answer("Ik betaal."), box)
    assert row.document is not None
    erase(row.document, world.DAY)

    assert "De mail zelf is gewist." in seen(sanne)
    assert sanne.get(f"{LIST}{row.id}/origineel/").status_code == 404


def test_the_file_of_the_case_shows_what_came_in(case: Case, box: Mailbox, sanne: Browser) -> None:
    comes(answer("Ik betaal vrijdag."), box)

    page = seen(sanne, f"/bel/zaak/{case.id}/dossier/")

    assert "Binnengekomen" in page and "te lezen" in page
    assert "Ik betaal vrijdag." in page  # on the timeline


def test_a_client_and_an_inspector_change_nothing(
    case: Case, box: Mailbox, cast: world.Cast
) -> None:
    row = comes(answer("Ik betaal."), box)
    daan, ingrid = at_desk(cast.delta_seat), at_desk(cast.inspector)

    assert daan.get(LIST).status_code in {302, 403, 404}
    assert daan.get(f"{LIST}{row.id}/origineel/").status_code in {302, 403, 404}
    assert ingrid.get(f"{LIST}{row.id}/").status_code == 200
    assert ingrid.post(f"{LIST}{row.id}/gelezen/").status_code in {403, 404}
    assert Inbound.objects.filter(handled_at=None).count() == 1


def test_many_answers_are_read_page_by_page(case: Case, box: Mailbox, sanne: Browser) -> None:
    for number in range(22):
        comes(answer(f"Nummer {number} van veel"), box)
    Client.objects.update(feed_on=world.DAY)

    first = sanne.get(LIST).content.decode()
    after = re.search(r"na=(\d+)", first)

    assert after is not None and "Nummer 19 van" in first and "Nummer 20 van" not in first
    assert "Nummer 21 van veel" in seen(sanne, f"{LIST}?na={after[1]}")
