"""An answer that somebody files at the desk, and a mail of which somebody finds what became."""

from datetime import date

import pytest
from django.test import Client as Browser

from minnelijk.flow.policy import shipped_text
from minnelijk.flow.words import ApprovalAnswer, MessageState, Proof, Role
from minnelijk.records.actions import outbox, page_check, sending
from minnelijk.records.actions.core import Act, by_debtor, changing, task
from minnelijk.records.models import Attempt, Case, Client, EventNote, Message, WorkItem
from minnelijk.site import clock
from tests import world
from tests.records.noticing import moment, run, says
from tests.rooms.desk_cast import at_desk
from tests.rooms.handed_cast import file_of, handed, scene, text

pytestmark = pytest.mark.django_db

MONDAY, TUESDAY, WEDNESDAY = date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 4)
MAIL_ID = "<m7.abc@waterbedrijf-delta.example>"
BY_MAIL = shipped_text("notice_only").replace('do = "notice" }', 'do = "notice", by = "email" }')
TASKS = "/bel/taken/"


@pytest.fixture
def cast(db: None, monkeypatch: pytest.MonkeyPatch) -> world.Cast:
    monkeypatch.setattr(clock, "now", lambda: moment(TUESDAY, 10))
    return scene()


@pytest.fixture
def sanne(cast: world.Cast) -> Browser:
    return at_desk(cast.sanne)


@pytest.fixture
def offered(cast: world.Cast) -> Message:
    """On Monday the letter by e-mail was on its way to the server."""
    version = world.policy_of(cast.delta, BY_MAIL, "by mail")
    case = world.case(cast.delta, on=MONDAY, invoices=[world.Invoice("F-1", 50_000)])
    Case.objects.filter(id=case.id).update(policy_version=version)
    run(MONDAY)
    says(case, ApprovalAnswer.YES, MONDAY, cast.delta_seat)
    run(MONDAY)
    message = Message.objects.get(case=case, purpose="notice", channel="email")
    outbox.take("w", moment(MONDAY, 10))
    checked = outbox.check(message.id, "w", moment(MONDAY, 10))
    assert checked.goes, checked.word
    return message


@pytest.fixture
def sent(offered: Message) -> Case:
    sending.sent(offered.id, b"From: x", MAIL_ID, "250 ok", moment(MONDAY, 10))
    return Case.objects.get(id=offered.case_id)


@pytest.fixture
def unclear(offered: Message) -> WorkItem:
    """The server fell silent: a task asks a person to look."""
    sending.unclear(offered.id, moment(MONDAY, 11), content=b"Subject: x\n\nx", mail_id=MAIL_ID)
    return WorkItem.objects.get(task="unclear_message", state="open")


def answers(visitor: Browser, case: Case, **typed: str):  # type: ignore[no-untyped-def]
    return visitor.post(f"/bel/zaak/{case.id}/antwoord/", {"way": "email"} | typed)


def says_of(visitor: Browser, item: WorkItem, what: str):  # type: ignore[no-untyped-def]
    return visitor.post(f"{TASKS}{item.id}/mail/", {"what": what})


def state(item: WorkItem) -> str:
    return str(Message.objects.get(id=item.reason_args["message"]).state)


# An answer ---------------------------------------------------------------------------------------


def test_an_answer_by_mail_proves_that_the_letter_arrived(sent: Case, sanne: Browser) -> None:
    assert "Er kwam een antwoord" in file_of(sanne, sent)

    answer = answers(sanne, sent, words="Ik betaal volgende week.")

    notice = sent.notices.get()
    page = file_of(sanne, sent)
    assert answer["Location"] == f"/bel/zaak/{sent.id}/dossier/"
    assert (notice.received_on, notice.proof) == (TUESDAY, Proof.REPLY)
    assert "Ik betaal volgende week." in page and "Er kwam een antwoord binnen." in page


def test_an_answer_by_post_is_kept_as_one_by_post(sent: Case, sanne: Browser) -> None:
    answers(sanne, sent, words="Zie bijlage.", way="post")

    assert Attempt.objects.get(case=sent, direction="in").channel == "post"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"words": "  "}, "Schrijf op wat deze persoon antwoordde."),
        ({"words": "x" * 2_001}, "Houd het bij 2000 tekens."),
        ({"words": "Ja", "way": "duif"}, "Kies hoe het antwoord kwam: per e-mail of per post."),
    ],
)
def test_an_answer_that_cannot_be_filed_says_why_and_keeps_what_was_typed(
    sent: Case, sanne: Browser, typed: dict[str, str], sentence: str
) -> None:
    answer = answers(sanne, sent, **typed)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in text(page) and 'id="reply-error"' in page
    assert f">{typed['words']}</textarea>" in page
    assert sent.notices.get().received_on is None


def test_lines_count_as_the_browser_counts_them(sent: Case, sanne: Browser) -> None:
    assert answers(sanne, sent, words="\r\n".join(["x" * 999, "y" * 1_000])).status_code == 302


def test_at_a_closed_case_nothing_is_asked_and_nothing_is_kept(sent: Case, sanne: Browser) -> None:
    Case.objects.filter(id=sent.id).update(
        phase="closed", closed_on=MONDAY, close_reason="paid", next_on=None, next_why=""
    )

    page = answers(sanne, sent, words="Te laat.").content.decode()

    assert "Deze zaak is gesloten. Het antwoord is niet bewaard." in text(page)
    assert "reply-words" not in page
    assert not EventNote.objects.filter(case=sent).exists()


def test_at_an_agency_it_is_passed_on(cast: world.Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: moment(date(2026, 3, 30), 10))
    case, sanne = handed(cast), at_desk(cast.sanne)
    assert "Wij geven het door aan het incassobureau." in file_of(sanne, case)

    answers(sanne, case, words="Ik heb vrijdag betaald.")

    assert "Bericht van deze persoon" in file_of(sanne, case)
    assert [note.word for note in case.hand_overs.get().notes.all()] == ["debtor"]


# A mail of which nobody knows --------------------------------------------------------------------


def test_the_task_shows_which_mail_it_is_and_what_each_answer_does(
    unclear: WorkItem, sanne: Browser
) -> None:
    before = text(sanne.get(TASKS).content.decode())
    sanne.post(f"{TASKS}{unclear.id}/", {"what": "take"})
    page = text(sanne.get(TASKS).content.decode())

    assert "Veertiendagenbrief · aangeboden ma 2 mrt, 12.00" in page
    assert "Zoek in het logboek van de mailserver naar &lt;m7.abc@" in page
    assert "Hij is weggegaan De brief geldt als weg vanaf vandaag." in page
    assert "Hij is niet weggegaan Deze brief vervalt. Er wordt een nieuwe gemaakt" in page
    assert "Hij is weggegaan" not in before and "m7.abc@" in before


def test_it_left(unclear: WorkItem, sanne: Browser) -> None:
    answer = says_of(sanne, unclear, "left")

    notice = unclear.case.notices.get()
    unclear.refresh_from_db()
    assert answer["Location"] == TASKS
    assert state(unclear) == MessageState.SENT and unclear.state == "done"
    assert (notice.sent_on, notice.void_on) == (TUESDAY, None)
    assert "Iemand keek het na: de mail is weggegaan." in file_of(sanne, unclear.case)


def test_it_never_left(unclear: WorkItem, sanne: Browser) -> None:
    says_of(sanne, unclear, "never")
    run(WEDNESDAY)

    first, second = unclear.case.notices.order_by("number")
    assert state(unclear) == MessageState.STOPPED
    assert (first.void_why, second.void_on) == ("withdrawn", None)
    assert "de mail is niet weggegaan" in file_of(sanne, unclear.case)


def test_what_is_known_is_not_said_again(unclear: WorkItem, sanne: Browser) -> None:
    says_of(sanne, unclear, "left")

    answer = says_of(sanne, unclear, "never")

    assert answer.status_code == 422
    assert "Het is al bekend wat er met deze mail gebeurde." in text(answer.content.decode())
    assert state(unclear) == MessageState.SENT


@pytest.mark.parametrize("what", ["", "maybe"])
def test_no_answer_is_no_answer(unclear: WorkItem, sanne: Browser, what: str) -> None:
    answer = says_of(sanne, unclear, what)

    assert answer.status_code == 422
    assert "Kies: hij is weggegaan, of hij is niet weggegaan." in text(answer.content.decode())
    assert state(unclear) == MessageState.UNCLEAR


def test_the_task_is_not_done_without_one_of_the_answers(unclear: WorkItem, sanne: Browser) -> None:
    answer = sanne.post(f"{TASKS}{unclear.id}/", {"what": "done"})

    unclear.refresh_from_db()
    assert answer.status_code == 422 and unclear.state == "open"
    assert "kies een van de twee knoppen" in text(answer.content.decode())


def test_a_link_that_was_used_in_the_meantime_lets_the_task_be_done(
    unclear: WorkItem, offered: Message, sanne: Browser
) -> None:
    home = {"postcode": world.POSTCODE, "house": world.HOUSE_NUMBER}
    act = by_debtor(moment(TUESDAY))
    page_check.check(unclear.case_id, home, act, seed=offered.token_seed)
    sanne.post(f"{TASKS}{unclear.id}/", {"what": "take"})
    page = text(sanne.get(TASKS).content.decode())

    sanne.post(f"{TASKS}{unclear.id}/", {"what": "done"})

    unclear.refresh_from_db()
    assert "Het is intussen bekend" in page and "Hij is weggegaan" not in page
    assert unclear.state == "done"


def test_without_a_copy_the_begin_of_its_number_is_named(offered: Message, sanne: Browser) -> None:
    sending.unclear(offered.id, moment(MONDAY, 11))

    page = text(sanne.get(TASKS).content.decode())

    assert "aangeboden ma 2 mrt, 11.00" in page
    assert f"een nummer dat begint met m{offered.id}." in page


def test_another_mail_is_a_persons_to_decide(
    unclear: WorkItem, offered: Message, sanne: Browser
) -> None:
    Message.objects.filter(id=offered.id).update(purpose="thanks")
    sanne.post(f"{TASKS}{unclear.id}/", {"what": "take"})

    page = text(sanne.get(TASKS).content.decode())

    assert "Mail met dank · aangeboden" in page
    assert "De mail gaat niet vanzelf opnieuw." in page


def test_another_task_is_not_about_a_mail(sent: Case, sanne: Browser) -> None:
    with changing(sent.id) as locked:
        item = task(locked, "repair_contact", Act(moment(TUESDAY)))

    assert says_of(sanne, item, "left").status_code == 404


# Who, and in which language ----------------------------------------------------------------------


def test_an_outsider_finds_nothing(unclear: WorkItem, cast: world.Cast) -> None:
    outsider = at_desk(world.seat("bram", Role.SUPERVISOR, works_for=[cast.noord]))
    inspector = at_desk(world.seat("ine", Role.INSPECTOR))

    for visitor in (outsider, inspector, at_desk(cast.delta_seat)):
        assert answers(visitor, unclear.case, words="x").status_code == 404
        assert says_of(visitor, unclear, "left").status_code == 404

    assert state(unclear) == MessageState.UNCLEAR
    assert Client.objects.filter(id=unclear.client_id).exists()


def test_it_reads_in_english(unclear: WorkItem, cast: world.Cast) -> None:
    cast.sanne.user.language = "en"
    cast.sanne.user.save()
    sanne = at_desk(cast.sanne)
    sanne.post(f"{TASKS}{unclear.id}/", {"what": "take"})

    tasks = text(sanne.get(TASKS).content.decode())
    page = text(answers(sanne, unclear.case, words="").content.decode())

    assert "It left" in tasks and "It did not leave" in tasks
    assert "Search the log of the mail server for" in tasks
    assert "An answer came in" in page and "Write what this person answered." in page
    assert "The letter is made and has not left for certain yet." in page
