"""Nothing is sent or dialled around the gate: every way to a debtor asks it, for every refusal."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from minnelijk.flow.words import Basis, EntryKind, HoldKind, MessageState, Purpose, WorkState
from minnelijk.post.sending.outbox import send_due
from minnelijk.records.actions import messages, tasks, worklist
from minnelijk.records.actions.core import Act, changing, task
from minnelijk.records.models import (
    Attempt,
    Case,
    Claim,
    ContactPoint,
    Hold,
    Message,
    Registration,
    WorkItem,
)
from minnelijk.site import clock
from tests import world
from tests.post.server import mail_server
from tests.rooms.desk_cast import AT, at_desk, called, checked, local, waits

__all__ = ["mail_server"]
pytestmark = pytest.mark.django_db
SUNDAY = AT + timedelta(days=3)


def deceased(case: Case) -> None:
    _hold(case, HoldKind.DECEASED)


def in_debt_help(case: Case) -> None:
    _hold(case, HoldKind.DEBT_HELP)


def disputed(case: Case) -> None:
    _hold(case, HoldKind.DISPUTE)


def _hold(case: Case, kind: HoldKind) -> None:
    Hold.objects.create(
        case=case, kind=kind, from_on=AT.date(), review_on=AT.date(), cause="test", made_at=AT
    )


def stale(case: Case) -> None:
    case.client.feed_on = AT.date() - timedelta(days=30)
    case.client.save()


def not_registered(case: Case) -> None:
    Registration.objects.all().delete()


def in_belgium(case: Case) -> None:
    """A Belgian consumer who had no letters."""
    Case.objects.filter(id=case.id).update(country="be", calendar="be", contract_law="be")
    number = {"country": "be", "kind": "fod", "number": "1", "from_on": AT.date()}
    Registration.objects.create(**number)


def paid(case: Case) -> None:
    world.entry(Claim.objects.get(case=case), EntryKind.PAYMENT, -12_000)


def too_old(case: Case) -> None:
    Claim.objects.filter(case=case).update(due_on=AT.date() - timedelta(days=3 * 366))


REFUSALS: list[Callable[[Case], None]] = [
    deceased,
    in_debt_help,
    disputed,
    stale,
    not_registered,
    paid,
    in_belgium,
    too_old,
]


@pytest.fixture
def owing(cast: world.Cast) -> Case:
    """A case of one open invoice for which nothing is planned yet."""
    return world.case(cast.delta, invoices=[world.Invoice("F-1021", 12_000)])


@pytest.mark.parametrize("refused", REFUSALS, ids=lambda refused: refused.__name__)
def test_no_mail_of_ours_leaves(owing, refused, mail_server) -> None:
    with changing(owing.id) as locked:
        facts = messages.step_facts(locked, AT.date())
        messages.queue(
            locked,
            "not_reached",
            Purpose.STEP,
            Act(AT),
            basis=Basis.OURS,
            facts=facts,
            not_before=AT,
        )
    refused(owing)

    send_due("one", AT + timedelta(minutes=5))

    assert not mail_server.mails
    assert not Attempt.objects.exists()
    assert not Message.objects.filter(state=MessageState.SENT).exists()


@pytest.mark.parametrize("refused", REFUSALS, ids=lambda refused: refused.__name__)
def test_no_call_is_handed_out(cast, owing, refused) -> None:
    waits(owing)
    refused(owing)

    item = worklist.next_item(cast.sanne, Act(AT, by=cast.sanne))

    assert item is None


@pytest.mark.parametrize("refused", REFUSALS, ids=lambda refused: refused.__name__)
def test_no_number_can_be_clicked_on_a_page_that_was_open_already(cast, owing, refused) -> None:
    waits(owing)
    sanne = at_desk(cast.sanne)
    url = called(sanne, owing)
    assert "tel:" in sanne.get(url).content.decode()
    refused(owing)

    page = sanne.get(url).content.decode()

    assert "Fatma" in page
    assert "tel:" not in page


@pytest.mark.parametrize("refused", REFUSALS, ids=lambda refused: refused.__name__)
@pytest.mark.parametrize("word", sorted(tasks.SENDS))
def test_no_letter_and_no_text_message_is_sent_by_hand(cast, owing, refused, word) -> None:
    made = _task(owing, word)
    refused(owing)

    with pytest.raises(tasks.NotNow):
        tasks.finish_task(made.id, Act(AT, by=cast.sanne))

    made.refresh_from_db()
    assert made.state == WorkState.OPEN
    assert not Attempt.objects.exists()


def test_a_letter_that_may_leave_counts_as_a_contact(cast, owing) -> None:
    made = _task(owing, "write_letter")

    tasks.finish_task(made.id, Act(AT, by=cast.sanne))

    attempt = Attempt.objects.get()
    assert (attempt.channel, attempt.basis, attempt.person_id) == ("post", "ours", owing.person_id)


def test_a_letter_that_was_not_sent_is_done_without_a_contact(cast, owing) -> None:
    made = _task(owing, "write_letter")
    deceased(owing)

    tasks.finish_task(made.id, Act(AT, by=cast.sanne), sent=False)

    made.refresh_from_db()
    assert made.state == WorkState.DONE
    assert not Attempt.objects.exists()


def test_the_tasks_page_says_why_a_letter_may_not_leave(cast, owing) -> None:
    made = _task(owing, "write_letter")
    sanne = at_desk(cast.sanne)
    sanne.post(f"/bel/taken/{made.id}/", {"what": "take"})
    disputed(owing)

    answer = sanne.post(f"/bel/taken/{made.id}/", {"what": "done"})

    assert answer.status_code == 422
    assert "Dit rust" in answer.content.decode()
    assert "Niet versturen" in answer.content.decode()
    assert sanne.post(f"/bel/taken/{made.id}/", {"what": "left"}).status_code == 200


def test_a_text_message_keeps_the_hours_and_a_letter_does_not(cast, owing, monkeypatch) -> None:
    cast.delta.feed_on = SUNDAY.date()
    cast.delta.save()
    text, letter = _task(owing, "write_sms"), _task(owing, "write_letter")

    with pytest.raises(tasks.NotNow) as refused:
        tasks.finish_task(text.id, Act(SUNDAY, by=cast.sanne))
    tasks.finish_task(letter.id, Act(SUNDAY, by=cast.sanne))

    assert refused.value.verdict.word == "sunday"
    assert refused.value.verdict.from_at is not None


def test_after_hours_no_number_can_be_clicked(cast, owing, monkeypatch) -> None:
    waits(owing)
    monkeypatch.setattr(clock, "now", lambda: local(19, 45))
    sanne = at_desk(cast.sanne)
    url = called(sanne, owing)
    monkeypatch.setattr(clock, "now", lambda: local(20, 5))

    page = sanne.get(url).content.decode()

    assert "Het is te laat op de dag" in page
    assert "tel:" not in page


def test_who_phones_us_about_a_bill_that_is_paid_hears_that_there_is_nothing_to_ask(
    cast, owing
) -> None:
    waits(owing)
    sanne = at_desk(cast.sanne)
    url = called(sanne, owing)
    paid(owing)

    page = checked(sanne, url)

    assert "niets dat wij u namens Waterbedrijf Delta willen vragen" in page


def test_late_in_the_day_a_usual_conversation_would_not_end_in_time(cast, owing) -> None:
    waits(owing)

    item = worklist.next_item(cast.sanne, Act(local(19, 51), by=cast.sanne))
    earlier = worklist.next_item(cast.sanne, Act(local(9, 0) + timedelta(days=1), by=cast.sanne))

    assert item is None
    assert earlier is not None


def _task(case: Case, word: str) -> WorkItem:
    with changing(case.id) as locked:
        return task(locked, word, Act(AT))


@pytest.mark.parametrize(("number", "handed"), [("+31612345678", True), ("+12125550123", False)])
def test_the_hours_have_to_fit_where_the_telephone_rings_as_well(
    cast, owing, number, handed
) -> None:
    """Ten o'clock here is four in the morning in New York."""
    phone = ContactPoint.objects.get(debtor_id=owing.debtor_id, channel="phone")
    phone.close({"value": number})
    phone.save()
    waits(owing)

    item = worklist.next_item(cast.sanne, Act(AT, by=cast.sanne))

    assert (item is not None) is handed
    if not handed:
        later = WorkItem.objects.get()
        assert later.reason == "before_hours"
        assert later.from_at == local(13)
