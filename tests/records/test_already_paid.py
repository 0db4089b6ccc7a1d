"""Said to be paid already, on the page and on the phone: what rests, who is asked, when it ends."""

from datetime import UTC, date, datetime, timedelta

import pytest

from minnelijk.flow.words import (
    HoldKind,
    Outcome,
    Purpose,
)
from minnelijk.records import documents, said_paid
from minnelijk.records.actions import calls, portal, steps, undo
from minnelijk.records.actions import said_paid as saying
from minnelijk.records.actions.call_effects import Report
from minnelijk.records.actions.core import Act, by_debtor
from minnelijk.records.actions.page import PageRefused, Upload
from minnelijk.records.actions.page_paid import already_paid
from minnelijk.records.facts import facts_of
from minnelijk.records.models import (
    Case,
    ClientNote,
    Document,
    Event,
    Hold,
    Message,
)
from tests import world
from tests.records.at_desk import KNOWN, at_desk, opened

pytestmark = pytest.mark.django_db

PAID_ON = date(2026, 3, 2)
PDF = b"%PDF-1.4 a statement of the bank %%EOF"
TWO = (
    world.Invoice("F-1", 10_000, due_on=date(2026, 1, 16)),
    world.Invoice("F-2", 5_000, due_on=date(2026, 2, 3)),
)


def proof(content: bytes = PDF, name: str = "afschrift.pdf") -> Upload:
    return Upload(name, content, "application/pdf")


def say(case: Case, words: str = "Met de app", **more: object) -> None:
    already_paid(case.id, PAID_ON, words, by_debtor(world.AT), **more)  # type: ignore[arg-type]


def running(case: Case) -> list[tuple[str, int | None]]:
    rows = Hold.objects.filter(case=case, kind=HoldKind.PAID_CLAIMED, lifted_on=None)
    return list(rows.order_by("id").values_list("cause", "claim_id"))


def number(case: Case, name: str) -> int:
    return int(case.claims.get(number=name).id)


def askable(case: Case) -> list[str]:
    return [one.number for one in facts_of(case, world.DAY).askable(world.DAY)]


def client(cast: world.Cast, at: datetime = world.AT) -> Act:
    return Act(at, cast.delta_seat)


def test_a_proof_is_kept_sealed_and_never_in_a_mail(cast: world.Cast) -> None:
    case = opened(cast.delta)

    say(case, proofs=[proof()])

    kept = Document.objects.get(kind="payment_proof")
    assert documents.read(kept) == PDF
    event = Event.objects.get(case=case, kind="paid_claimed")
    assert event.args == {"paid_on": "2026-03-02", "claim": None, "documents": [kept.id]}
    assert "afschrift" not in str([event.args, *Message.objects.values_list("facts", flat=True)])
    assert not Message.objects.filter(document__isnull=False).exists()


def test_the_client_reads_the_day_the_words_and_the_proof(cast: world.Cast) -> None:
    case = opened(cast.delta)

    say(case, "Contant bij de balie", proofs=[proof()])

    [one] = said_paid.said(case)
    assert (one.paid_on, one.claim, one.words) == (PAID_ON, "", ("Contant bij de balie",))
    assert [row.name for row in one.proofs] == ["afschrift.pdf"]
    assert ClientNote.objects.get(kind="paid_claimed").args == {"paid_on": "2026-03-02"}


def test_said_twice_it_is_said_once(cast: world.Cast) -> None:
    case = opened(cast.delta)

    for _ in range(2):
        say(case, proofs=[proof()])

    assert Event.objects.filter(kind="paid_claimed").count() == 1
    assert Message.objects.count() == 1


def test_a_proof_that_comes_later_is_added_to_what_was_said(cast: world.Cast) -> None:
    case = opened(cast.delta)
    say(case)

    say(case, "", proofs=[proof()])

    [one] = said_paid.said(case)
    assert (one.words, len(one.proofs)) == (("Met de app",), 1)
    assert running(case) == [("paid:2026-03-02", None)]
    assert Message.objects.count() == 1


def test_one_invoice_of_several_rests_and_the_other_goes_on(cast: world.Cast) -> None:
    case = opened(cast.delta, invoices=TWO)

    say(case, claim_id=number(case, "F-1"))

    assert running(case) == [("paid:2026-03-02", number(case, "F-1"))]
    assert askable(case) == ["F-2"]


def test_the_only_open_invoice_is_the_whole_case(cast: world.Cast) -> None:
    case = opened(cast.delta)

    say(case, claim_id=case.claims.get().id)

    assert running(case) == [("paid:2026-03-02", None)]


def test_an_invoice_of_somebody_else_is_none_of_this_case(cast: world.Cast) -> None:
    case, other = opened(cast.delta, invoices=TWO), world.case(cast.noord, name="Bo Smit")

    say(case, claim_id=other.claims.get().id)

    assert running(case) == [("paid:2026-03-02", None)]


def test_a_promise_is_not_judged_on_an_invoice_that_is_said_to_be_paid(cast: world.Cast) -> None:
    case = opened(cast.delta, invoices=TWO)
    item = at_desk(case, cast)
    report = Report(Outcome.PROMISE, identity=KNOWN, cents=15_000, day=date(2026, 3, 12))
    calls.log_call(case.id, report, Act(world.AT, cast.sanne), item_id=item.id)

    say(case, claim_id=number(case, "F-1"))

    assert running(case) == [("paid:2026-03-02", None)]


def test_a_paying_day_that_has_not_been_is_refused(cast: world.Cast) -> None:
    case = opened(cast.delta)

    with pytest.raises(PageRefused):
        already_paid(case.id, world.DAY + timedelta(days=1), "", by_debtor(world.AT))

    assert running(case) == []


def test_on_the_phone_the_client_reads_what_was_said_too(cast: world.Cast) -> None:
    case = opened(cast.delta, invoices=TWO)
    item = at_desk(case, cast)
    report = Report(
        Outcome.PAID_CLAIMED,
        identity=KNOWN,
        day=PAID_ON,
        words="Vanaf de ING",
        claim_id=number(case, "F-2"),
    )

    calls.log_call(case.id, report, Act(world.AT, cast.sanne), item_id=item.id)

    [one] = said_paid.said(case)
    assert (one.paid_on, one.claim, one.words) == (PAID_ON, "F-2", ("Vanaf de ING",))
    assert askable(case) == ["F-1"]


def test_taking_the_call_back_ends_the_rest_and_the_question(cast: world.Cast) -> None:
    case = opened(cast.delta)
    item = at_desk(case, cast)
    report = Report(Outcome.PAID_CLAIMED, identity=KNOWN, day=PAID_ON)
    logged = calls.log_call(case.id, report, Act(world.AT, cast.sanne), item_id=item.id)

    undo.undo_call(logged.call_id, Act(world.AT + timedelta(seconds=60), cast.sanne))

    assert running(case) == []
    assert not ClientNote.objects.filter(done_at=None).exists()


def test_taking_a_call_back_leaves_what_was_said_on_the_page(cast: world.Cast) -> None:
    case = opened(cast.delta)
    item = at_desk(case, cast)
    say(case)
    report = Report(Outcome.PAID_CLAIMED, identity=KNOWN, day=PAID_ON, words="Zei het al")
    logged = calls.log_call(case.id, report, Act(world.AT, cast.sanne), item_id=item.id)

    undo.undo_call(logged.call_id, Act(world.AT + timedelta(seconds=60), cast.sanne))

    assert running(case) == [("paid:2026-03-02", None)]


def test_it_never_ends_by_time_alone(cast: world.Cast) -> None:
    case = opened(cast.delta)
    say(case)
    for days in range(1, 90):
        day = world.DAY + timedelta(days=days)
        steps.tick(day, datetime(day.year, day.month, day.day, 6, tzinfo=UTC))

    assert running(case) == [("paid:2026-03-02", None)]


def test_a_better_proof_is_asked_of_the_debtor_and_it_rests_on(cast: world.Cast) -> None:
    case = opened(cast.delta)
    say(case)

    saying.ask_proof(case.id, "Ik zie de dag niet.", client(cast))

    assert running(case) == [("paid:2026-03-02", None)]
    assert not ClientNote.objects.filter(kind="paid_claimed", done_at=None).exists()
    mail = Message.objects.get(purpose=Purpose.ANSWER)
    assert (mail.facts["use"], mail.basis) == ("proof_asked", "duty")
    asked = said_paid.proof_asked(case)
    assert asked is not None
    assert asked.words == "Ik zie de dag niet."


def test_a_better_proof_is_asked_once_until_it_comes(cast: world.Cast) -> None:
    case = opened(cast.delta)
    say(case)
    saying.ask_proof(case.id, "", client(cast))
    with pytest.raises(portal.PortalProblem):
        saying.ask_proof(case.id, "", client(cast))

    say(case, "", proofs=[proof()])

    assert said_paid.proof_asked(case) is None
    assert ClientNote.objects.filter(kind="paid_claimed", done_at=None).count() == 1
    saying.ask_proof(case.id, "Deze is onleesbaar.", client(cast))
    assert Message.objects.filter(purpose=Purpose.ANSWER).count() == 2


def test_a_better_proof_of_nothing_cannot_be_asked(cast: world.Cast) -> None:
    case = opened(cast.delta)

    with pytest.raises(portal.PortalProblem):
        saying.ask_proof(case.id, "", client(cast))


def test_not_found_goes_on(cast: world.Cast) -> None:
    case = opened(cast.delta)
    say(case)

    portal.not_received(case.id, client(cast))

    assert running(case) == []
    assert askable(case) == ["F-1001"]
