"""A message exactly as it left: on the timeline, with its proof, and safe to look at."""

from datetime import timedelta

import pytest
from django.test import Client

from minnelijk.post.sending.outbox import send_due
from minnelijk.records.kept import Whole, kept_of
from minnelijk.records.models import Case, Evidence, Message
from tests.post.server import MailServer, mail_server
from tests.rooms.desk_cast import AT, at_desk, called, checked, promise

__all__ = ["mail_server"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def left(sanne: Client, case: Case, mail_server: MailServer) -> Message:
    """A confirmation that a real mail server took."""
    url = called(sanne, case)
    checked(sanne, url)
    promise(sanne, url)
    send_due("worker", AT + timedelta(minutes=5))
    message = Message.objects.get(purpose="confirmation")
    assert message.state == "sent"
    return message


def test_what_is_kept_is_what_left_and_the_chain_names_it(left, mail_server) -> None:
    kept = kept_of(left)

    assert kept.whole is Whole.SAME
    assert kept.content == mail_server.arrived[-1].content
    assert kept.chained


def test_the_page_shows_text_brand_fingerprint_and_answer(left, sanne) -> None:
    page = sanne.get(f"/bel/bericht/{left.id}/").content.decode()

    assert Evidence.objects.get().sha256 in page
    assert "klopt met de bytes en met de keten van deze zaak" in page
    assert ", nl, versie 1" in page
    proof = page.split("Het bewijs")[1].split("Wat er is ingevuld")[0]
    assert "promise" not in proof
    assert f"/bel/bericht/{left.id}/opmaak/" in page


def test_the_look_is_the_html_that_left_and_nothing_in_it_runs_or_loads(left, sanne) -> None:
    answer = sanne.get(f"/bel/bericht/{left.id}/opmaak/")

    assert "Fatma Yildiz" in answer.content.decode()
    assert "cid:" not in answer.content.decode()
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "default-src 'none'" in answer["Content-Security-Policy"]


def test_the_file_holds_the_exact_bytes(left, sanne, mail_server) -> None:
    answer = sanne.get(f"/bel/bericht/{left.id}/bestand/")

    assert answer.content == mail_server.arrived[-1].content
    assert "Yildiz" not in answer["Content-Disposition"]


def test_the_timeline_leads_to_it(left, sanne) -> None:
    page = sanne.get(f"/bel/zaak/{left.case_id}/dossier/").content.decode()

    assert f'href="/bel/bericht/{left.id}/">zoals verstuurd' in page


def test_bytes_that_were_changed_are_said_to_be_changed(left, sanne, settings) -> None:
    document = Evidence.objects.get().document
    place = settings.HOME / "documents" / document.store_path
    place.write_bytes(place.read_bytes()[:-1] + b"x")

    page = sanne.get(f"/bel/bericht/{left.id}/").content.decode()

    assert kept_of(left).whole is Whole.CHANGED
    assert "Dit is niet meer wat wegging" in page


def test_bytes_that_are_gone_are_said_to_be_gone(left, sanne, settings) -> None:
    document = Evidence.objects.get().document
    (settings.HOME / "documents" / document.store_path).unlink()

    assert kept_of(left).whole is Whole.GONE
    assert "staat niet meer in de opslag" in sanne.get(f"/bel/bericht/{left.id}/").content.decode()


def test_the_client_sees_it_too_but_never_the_debtors_own_page(left, cast) -> None:
    daan = at_desk(cast.delta_seat)

    page = daan.get(f"/klant/berichten/{left.id}/").content.decode()
    look = daan.get(f"/klant/berichten/{left.id}/opmaak/").content.decode()

    assert "Fatma Yildiz" in look
    assert "/r/" not in page
    assert "/r/" not in look


def test_another_client_sees_nothing_of_it(left, cast) -> None:
    stranger = at_desk(cast.noord_seat)

    for way in ("", "opmaak/"):
        assert stranger.get(f"/klant/berichten/{left.id}/{way}").status_code == 404
