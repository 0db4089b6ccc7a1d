"""What proves that a notice by e-mail arrived: an answer, or the check passed with its own link."""

from datetime import date

import pytest

from minnelijk.flow.policy import shipped_text
from minnelijk.flow.words import ApprovalAnswer, Channel, MessageState, Proof
from minnelijk.records.actions import outbox, page_check, replies, sending, unclear
from minnelijk.records.actions.core import Act, by_debtor
from minnelijk.records.actions.replies import ReplyProblem
from minnelijk.records.actions.texts import install_texts
from minnelijk.records.chain import verify
from minnelijk.records.models import Case, Client, Message, Notice, WorkItem
from tests import world
from tests.records.noticing import law_is_signed, letter, moment, posts, run, says

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 3, 2)
TUESDAY, WEDNESDAY = date(2026, 3, 3), date(2026, 3, 4)
HOME = {"postcode": world.POSTCODE, "house": world.HOUSE_NUMBER}
BY_MAIL = shipped_text("notice_only").replace('do = "notice" }', 'do = "notice", by = "email" }')


@pytest.fixture
def case(cast: world.Cast) -> Case:
    """Fatma owes 500.00; the letter goes by e-mail first, and lies in the outbox."""
    install_texts(Act(world.AT, cast.manager))
    law_is_signed(cast)
    version = world.policy_of(cast.delta, BY_MAIL, "by mail")
    made = world.case(cast.delta, on=MONDAY, invoices=[world.Invoice("F-1", 50_000)])
    Case.objects.filter(id=made.id).update(policy_version=version)
    run(MONDAY)
    says(made, ApprovalAnswer.YES, MONDAY, cast.delta_seat)
    run(MONDAY)
    return Case.objects.get(id=made.id)


def mail(case: Case) -> Message:
    return Message.objects.filter(case=case, purpose="notice", channel="email").latest("id")


def speaks(case: Case, day: date) -> Message:
    """The outbox takes the mail and speaks to the server."""
    at, message = moment(day, 10), mail(case)
    Client.objects.update(feed_on=day)
    assert message.id in outbox.take("w", at)
    checked = outbox.check(message.id, "w", at)
    assert checked.goes, checked.word
    return message


def leaves(case: Case, day: date) -> Message:
    message = speaks(case, day)
    sending.sent(message.id, b"From: x", "<1@x>", "250 ok", moment(day, 10))
    return message


def test_a_letter_by_mail_waits_for_a_sign_and_its_days_do_not_run(case: Case) -> None:
    leaves(case, MONDAY)

    notice = case.notices.get()
    case.refresh_from_db()
    assert (notice.sent_on, notice.last_on) == (MONDAY, None)
    assert (case.next_why, case.next_on) == ("receipt.waits", WEDNESDAY)


def test_the_check_passed_with_its_own_link_proves_it(case: Case) -> None:
    message = leaves(case, MONDAY)

    page_check.check(case.id, HOME, by_debtor(moment(TUESDAY)), seed=message.token_seed)
    run(WEDNESDAY)

    notice = case.notices.get()
    case.refresh_from_db()
    assert (notice.received_on, notice.proof) == (TUESDAY, Proof.CHECK)
    assert notice.last_on == date(2026, 3, 18)
    assert verify(case) == []


def test_the_link_of_another_mail_and_a_wrong_answer_prove_nothing(case: Case) -> None:
    message = leaves(case, MONDAY)
    wrong = {"postcode": "1234 AB", "house": "1"}

    page_check.check(case.id, HOME, by_debtor(moment(TUESDAY)), seed="another")
    page_check.check(case.id, wrong, by_debtor(moment(TUESDAY)), seed=message.token_seed)

    assert case.notices.get().received_on is None


def test_without_a_sign_a_letter_goes_by_post_and_its_own_days_count(
    case: Case, cast: world.Cast
) -> None:
    leaves(case, MONDAY)

    run(WEDNESDAY)
    posts(letter(case), WEDNESDAY, cast.sanne)

    first, second = case.notices.order_by("number")
    assert (first.void_why, second.channel) == ("no_receipt", Channel.POST)
    assert second.sent_on == WEDNESDAY
    assert second.last_on is not None


def test_an_answer_that_a_person_files_proves_it_and_rests_the_case(
    case: Case, cast: world.Cast
) -> None:
    leaves(case, MONDAY)
    act = Act(moment(TUESDAY, 11), cast.sanne)

    replies.replied(case.id, act, "Ik betaal volgende week.")
    replies.replied(case.id, act, "En mijn nummer is veranderd.")

    notice = case.notices.get()
    case.refresh_from_db()
    assert (notice.received_on, notice.proof) == (TUESDAY, Proof.REPLY)
    assert case.held_kind == "review"
    assert case.events.filter(kind="happened", why="reply_received").count() == 1
    assert WorkItem.objects.filter(case=case, task="read_reply", state="open").count() == 1
    assert verify(case) == []


@pytest.mark.parametrize(
    ("words", "way", "word"),
    [
        ("  ", Channel.EMAIL, "no_words"),
        ("x" * 2_001, Channel.EMAIL, "too_long"),
        ("Ja", Channel.SMS, "way_wrong"),
    ],
)
def test_an_answer_that_cannot_be_filed_says_why(
    case: Case, cast: world.Cast, words: str, way: Channel, word: str
) -> None:
    with pytest.raises(ReplyProblem) as refused:
        replies.replied(case.id, Act(moment(TUESDAY), cast.sanne), words, way=way)

    assert refused.value.word == word
    assert not case.holds.exists()


def test_nobody_sends_again_what_may_have_left(case: Case) -> None:
    message = speaks(case, MONDAY)

    sending.unclear(message.id, moment(MONDAY, 11))
    run(TUESDAY)
    run(date(2026, 3, 9))

    message.refresh_from_db()
    case.refresh_from_db()
    assert message.state == MessageState.UNCLEAR
    assert outbox.take("w", moment(date(2026, 3, 9))) == []
    assert Notice.objects.filter(case=case).count() == 1
    assert case.next_why == "letter.waits"
    assert case.work_items.filter(task="unclear_message", state="open").count() == 1


def test_a_link_that_is_used_proves_that_an_unclear_mail_left(case: Case) -> None:
    message = speaks(case, MONDAY)
    sending.unclear(message.id, moment(MONDAY, 11))

    page_check.check(case.id, HOME, by_debtor(moment(TUESDAY)), seed=message.token_seed)

    notice = case.notices.get()
    message.refresh_from_db()
    assert (notice.sent_on, notice.received_on) == (TUESDAY, TUESDAY)
    assert message.state == MessageState.SENT


def test_a_person_who_found_it_in_the_log_says_that_it_left(case: Case, cast: world.Cast) -> None:
    message = speaks(case, MONDAY)
    sending.unclear(message.id, moment(MONDAY, 11))

    unclear.it_left(message.id, Act(moment(TUESDAY), cast.supervisor))

    case.refresh_from_db()
    assert case.notices.get().sent_on == TUESDAY
    assert case.next_why == "receipt.waits"
    assert not case.work_items.filter(task="unclear_message", state="open").exists()
    with pytest.raises(unclear.NotUnclear):
        unclear.it_never_left(message.id, Act(moment(TUESDAY), cast.supervisor))


def test_a_mail_that_never_left_is_made_anew(case: Case, cast: world.Cast) -> None:
    message = speaks(case, MONDAY)
    sending.unclear(message.id, moment(MONDAY, 11))

    unclear.it_never_left(message.id, Act(moment(TUESDAY), cast.supervisor))
    run(WEDNESDAY)

    first, second = case.notices.order_by("number")
    assert (first.void_why, second.void_on) == ("withdrawn", None)
    assert mail(case).state == MessageState.WAITING


def test_a_mail_that_bounces_is_void_and_a_letter_goes_by_post(
    cast: world.Cast,
) -> None:
    """A Belgian first reminder by e-mail, of which the address does not exist."""
    install_texts(Act(world.AT, cast.manager))
    law_is_signed(cast)
    version = world.policy_of(cast.webshop, BY_MAIL, "by mail")
    made = world.case(
        cast.webshop, on=MONDAY, country="be", invoices=[world.Invoice("F-1", 20_000)]
    )
    Case.objects.filter(id=made.id).update(policy_version=version)
    run(MONDAY)
    says(made, ApprovalAnswer.YES, MONDAY, cast.webshop_seat)
    run(MONDAY)
    message = speaks(made, MONDAY)

    sending.refused(message.id, "550 unknown", moment(MONDAY, 10), address=True)
    run(MONDAY)
    run(TUESDAY)

    first, second = made.notices.order_by("number")
    assert (first.kind, first.void_why) == ("first_reminder", "returned")
    assert (second.kind, second.channel, second.void_on) == ("first_reminder", "post", None)
