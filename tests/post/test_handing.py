"""A file is made for every hand-over, once; the agency is pointed to it, and to news, once."""

import zipfile
from collections import Counter
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings

from minnelijk.files.bundle import verify
from minnelijk.flow.words import AgencyWord, RecallWhy, WorkState
from minnelijk.post.hand_over.handing import make_due
from minnelijk.post.news.agency_mail import mail_agencies
from minnelijk.records import documents
from minnelijk.records.actions import agency, hand_over
from minnelijk.records.actions.core import Act
from minnelijk.records.models import AgencyNote, Case, Document, Evidence, HandOver, WorkItem
from tests import world
from tests.post.handed import MADE_AT, Handed, handed
from tests.post.server import MailServer

LATER = MADE_AT + timedelta(minutes=1)


@pytest.fixture
def over(cast: world.Cast, mail_server: MailServer) -> Handed:
    """A hand-over that waits for its file; the agency is the bureau's own partner."""
    made = handed(cast)
    HandOver.objects.filter(id=made.row.id).update(sent_at=None, bundle=None)
    Case.objects.filter(id=made.case.id).update(phase="handed_over")
    mail_server.arrived.clear()
    return made


def told(case: Case, word: AgencyWord, words: str) -> None:
    agency.tell(case.id, word, words, Act(LATER))


def test_the_file_is_made_once_and_kept_sealed(over: Handed) -> None:
    assert make_due(MADE_AT) == Counter(files_made=1)
    assert make_due(LATER) == Counter()

    made = HandOver.objects.get(id=over.row.id)
    assert made.sent_at == MADE_AT
    assert made.bundle is not None
    assert (made.bundle.kind, made.bundle.media_type) == ("hand_over", "application/zip")
    assert verify(documents.read(made.bundle)) == []
    assert made.bundle.open()["name"] == f"{over.case}-{made.handed_on}.zip"
    assert over.case.events.filter(kind="hand_over_file").count() == 1


def test_a_file_that_cannot_be_made_waits_for_a_person_and_holds_up_no_other(
    over: Handed,
) -> None:
    letter = Evidence.objects.order_by("-sent_at")[0].document
    (Path(settings.HOME) / "documents" / letter.store_path).unlink()

    assert make_due(MADE_AT) == Counter(files_failed=1)
    assert make_due(LATER) == Counter()

    task = WorkItem.objects.get(case=over.case, task="hand_over_file")
    assert not Document.objects.filter(kind="hand_over").exists()
    WorkItem.objects.filter(id=task.id).update(state=WorkState.DONE)
    assert make_due(LATER) == Counter(files_failed=1)


def test_a_case_that_came_back_first_gets_no_file_and_no_mail(
    over: Handed, mail_server: MailServer
) -> None:
    hand_over.recall(over.case.id, RecallWhy.CLIENT, Act(MADE_AT))

    assert make_due(LATER) == Counter()
    assert mail_agencies(LATER) == 0
    assert mail_server.mails == []
    assert not AgencyNote.objects.filter(told_at__isnull=True).exists()


def test_the_agency_is_pointed_to_a_new_file_without_a_word_of_it(
    over: Handed, mail_server: MailServer
) -> None:
    make_due(MADE_AT)

    assert [mail_agencies(at) for at in (MADE_AT, LATER)] == [1, 0]

    [mail] = mail_server.mails
    assert mail.to == over.row.partner.email
    assert mail.sender == "Vriendt Incasso <hallo@vriendt.example>"
    assert mail.subject == "Er staat iets voor u klaar"
    assert f"- {over.case}: een nieuw dossier" in mail.text
    assert "https://incasso.example/incasso/" in mail.text
    for secret in ("Fatma", "Yildiz", "214,50", "F-1001", "Waterbedrijf", "Lindelaan"):
        assert secret not in mail.text + mail.subject


def test_much_news_is_one_mail_with_one_line_per_case(
    over: Handed, mail_server: MailServer
) -> None:
    make_due(MADE_AT)
    told(over.case, AgencyWord.DEBTOR, "Fatma belde: zij betaalt vrijdag.")
    told(over.case, AgencyWord.ANSWER, "Ja, dat klopt.")

    assert mail_agencies(LATER) == 1

    [mail] = mail_server.mails
    assert mail.text.count(str(over.case)) == 1
    assert "Fatma" not in mail.text
    assert "vrijdag" not in mail.text


def test_nothing_is_told_before_the_file_lies_there(over: Handed, mail_server: MailServer) -> None:
    told(over.case, AgencyWord.DEBTOR, "Fatma belde.")

    assert mail_agencies(LATER) == 0
    make_due(LATER)
    assert mail_agencies(LATER) == 1
    assert len(mail_server.mails) == 1


def test_a_recall_says_stop_in_its_subject(over: Handed, mail_server: MailServer) -> None:
    make_due(MADE_AT)
    mail_agencies(MADE_AT)
    hand_over.recall(over.case.id, RecallWhy.CLIENT, Act(LATER), words="Fatma betaalde al.")

    assert mail_agencies(LATER) == 1

    mail = mail_server.mails[-1]
    assert mail.subject == "Een dossier is teruggehaald"
    assert f"- {over.case}: teruggehaald. Stop er meteen mee en bevestig dat." in mail.text
    assert "Fatma" not in mail.text


def test_an_agency_of_the_clients_choice_hears_that_its_client_has_the_link(
    over: Handed, mail_server: MailServer
) -> None:
    partner = over.row.partner
    partner.client = over.case.client
    partner.save()
    make_due(MADE_AT)

    assert mail_agencies(MADE_AT) == 1

    text = " ".join(mail_server.mails[0].text.split())
    assert "de link en de code van uw opdrachtgever (Waterbedrijf Delta)" in text
    assert "https://" not in text
    assert HandOver.objects.get().link_hash == over.row.link_hash  # no link is made by itself


def test_a_sensitive_client_is_not_named(over: Handed, mail_server: MailServer) -> None:
    client, partner = over.case.client, over.row.partner
    client.sensitive = True
    client.save()
    partner.client = client
    partner.save()
    make_due(MADE_AT)

    mail_agencies(MADE_AT)

    assert "Waterbedrijf" not in mail_server.mails[0].text


def test_a_server_that_is_away_does_not_lose_the_news(
    over: Handed, mail_server: MailServer
) -> None:
    make_due(MADE_AT)
    mail_server.to_mail = "451 try later"

    assert mail_agencies(MADE_AT) == 0

    mail_server.to_mail = "250 taken"
    assert mail_agencies(LATER) == 1


def test_what_the_agency_reported_itself_is_no_news_to_it(
    over: Handed, mail_server: MailServer
) -> None:
    make_due(MADE_AT)
    mail_agencies(MADE_AT)

    agency.reports_payment(over.row.id, 1_000, MADE_AT.date(), Act(LATER))

    assert mail_agencies(LATER) == 0
    assert AgencyNote.objects.filter(word=AgencyWord.PAYMENT).count() == 1


def test_the_names_in_the_zip_are_numbers_and_words_of_ours(over: Handed) -> None:
    make_due(MADE_AT)
    bundle = HandOver.objects.get(id=over.row.id).bundle
    assert bundle is not None

    with zipfile.ZipFile(BytesIO(documents.read(bundle))) as archive:
        assert "index.pdf" in archive.namelist()
        assert not any("Fatma" in name for name in archive.namelist())
