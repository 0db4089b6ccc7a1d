"""A letter or a first reminder in the portal: seen before it leaves, or sent by the client."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client as Browser

from minnelijk.flow.words import Question
from minnelijk.records.models import Approval, Case, Message, Notice
from minnelijk.site import clock
from tests import world
from tests.records.noticing import law_is_signed, run
from tests.rooms.portal.handing import morning
from tests.rooms.portal_world import signed_in, words

MONDAY, ASKED = date(2026, 3, 2), date(2026, 3, 3)
TOLD = {"eigen-sent_on": "2026-02-20", "eigen-way": "post", "eigen-complete": "on"}


def paper(content: bytes = b"%PDF-1.7 brief", name: str = "brief.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.fixture
def one(cast: world.Cast, monkeypatch: pytest.MonkeyPatch) -> Approval:
    """Winkel Aan Zee is asked about the first reminder to a Belgian consumer."""
    law_is_signed(cast)
    made = world.case(
        cast.webshop, on=MONDAY, country="be", invoices=[world.Invoice("F-1", 20_000)]
    )
    run(MONDAY)
    run(ASKED)
    monkeypatch.setattr(clock, "now", lambda: morning(ASKED))
    return Approval.objects.get(case=made, question=Question.NOTICE)


@pytest.fixture
def wout(cast: world.Cast) -> Browser:
    return signed_in(cast.webshop_seat)


def test_a_belgian_reminder_is_the_clients_own_and_seen_before_it_leaves(
    wout: Browser, one: Approval
) -> None:
    page = words(wout.get(f"/klant/vragen/{one.id}/"))

    assert "Mag uw eerste herinnering weg?" in page
    assert "Ja, verstuur mijn herinnering" in page
    assert "Van uw eigen adres, in uw naam." in page
    assert "€\xa0200,00" in page
    assert "wat er geleverd is; een factuurnummer alleen is niet genoeg" in page
    assert 'class="mail"' in page
    assert not Notice.objects.exists()
    assert not Message.objects.exists()


def test_a_yes_lets_the_reminder_leave(wout: Browser, one: Approval) -> None:
    wout.post(f"/klant/vragen/{one.id}/", {"answer": "yes"})
    run(ASKED)

    notice = Notice.objects.get()
    assert (notice.kind, notice.told_by_client) == ("first_reminder", False)
    assert notice.issued_by == one.client.seats.get()


def test_a_reminder_that_the_client_sent_itself_is_shown_and_counted(
    wout: Browser, one: Approval
) -> None:
    where = f"/klant/vragen/{one.id}/zelf/"

    wout.post(where, {**TOLD, "eigen-file": paper()})
    twice = wout.post(where, {**TOLD, "eigen-file": paper()}, follow=True)
    page = words(wout.get(f"/klant/zaken/{one.case.number if one.case else 0}/"))

    notice = Notice.objects.get()
    assert (notice.told_by_client, notice.sent_on) == (True, date(2026, 2, 20))
    assert "al beantwoord" in words(twice)
    assert "door u zelf" in page
    assert wout.get(f"/klant/bestand/{notice.document_id}/").content == b"%PDF-1.7 brief"


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"eigen-file": ""}, "Kies het bestand met uw herinnering."),
        ({"eigen-sent_on": ""}, "Kies een dag."),
        ({"eigen-sent_on": "2026-03-09"}, "Deze dag is nog niet geweest."),
        ({"eigen-sent_on": "2026-01-02"}, "De laatste dag van betalen was"),
        ({"eigen-way": ""}, "Kies post of e-mail."),
        ({"eigen-complete": ""}, "Staat niet alles erin?"),
    ],
)
def test_what_is_missing_of_the_clients_own_reminder_is_said(
    wout: Browser, one: Approval, told: dict[str, str], sentence: str
) -> None:
    form = {**TOLD, "eigen-file": paper(), **told}

    answer = wout.post(f"/klant/vragen/{one.id}/zelf/", form)

    assert answer.status_code == 422
    assert sentence in words(answer)
    assert not Notice.objects.exists()


def test_a_file_that_is_no_paper_is_refused(wout: Browser, one: Approval) -> None:
    form = {**TOLD, "eigen-file": paper(b"MZ program", "brief.exe")}

    answer = wout.post(f"/klant/vragen/{one.id}/zelf/", form)

    assert answer.status_code == 422
    assert "Kies een pdf of een foto" in words(answer)


def test_a_dutch_letter_says_what_it_asks_and_what_would_follow(
    daan: Browser, cast: world.Cast
) -> None:
    law_is_signed(cast)
    version = world.policy(cast.delta, "notice_only")
    made = world.case(
        cast.delta, on=MONDAY, invoices=[world.Invoice("F-1", 50_000)], version=version
    )
    run(MONDAY)
    one = Approval.objects.get(case=made)

    page = words(daan.get(f"/klant/vragen/{one.id}/"))
    together = words(daan.get("/klant/vragen/samen/brief/"))

    assert "Ja, stuur de brief" in page
    assert "Ik heb hem zelf al verstuurd" not in page
    assert "Er kan €\xa075,00 aan kosten bij." in page
    assert "Samen €\xa0575,00." in page
    assert "de brief van veertien dagen" in together


def test_without_a_lawyers_word_it_says_why_nothing_leaves(daan: Browser, cast: world.Cast) -> None:
    version = world.policy(cast.delta, "notice_only")
    made = world.case(cast.delta, on=MONDAY, version=version)
    run(MONDAY)
    one = Approval.objects.get(case=made)

    page = words(daan.get(f"/klant/vragen/{one.id}/"))

    assert "geen advocaat heeft de regels van dit land gelezen" in page


def test_letters_are_agreed_to_together(daan: Browser, cast: world.Cast) -> None:
    law_is_signed(cast)
    version = world.policy(cast.delta, "notice_only")
    for n in range(3):
        world.case(
            cast.delta, name=f"Persoon {n}", email=f"p{n}@post.example", on=MONDAY, version=version
        )
    run(MONDAY)
    first, second, third = Approval.objects.order_by("id")

    daan.post("/klant/vragen/samen/brief/", {"chosen": [first.id, third.id]})

    given = list(Approval.objects.order_by("id").values_list("answer", flat=True))
    assert given == ["yes", "", "yes"]
    assert Case.objects.filter(closed_on=None).count() == 3
    second.refresh_from_db()
    assert second.answered_by is None
