"""Lists that follow one another: what was paid, credited, changed or withdrawn."""

from datetime import date, timedelta

import pytest

from minnelijk.flow.words import (
    CloseReason,
    EntryKind,
    HoldKind,
    NextWhy,
    Phase,
)
from minnelijk.records import chain
from minnelijk.records.actions import intake
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.intake import What
from minnelijk.records.models import (
    Case,
    Claim,
    Client,
    ClientNote,
    Entry,
    PlacementRow,
    WorkItem,
)
from tests import world
from tests.records.lists import (
    ACT,
    FATMA,
    JAN,
    MORE,
    case_of,
    listed,
    open_of,
    place,
    what,
)

pytestmark = pytest.mark.django_db


def test_half_a_list_closes_nothing(delta: Client) -> None:
    place(delta, FATMA, JAN)

    place(delta, FATMA, days=1)

    assert Case.objects.filter(closed_on__isnull=True).count() == 2


def test_who_is_gone_from_a_complete_list_has_paid_on_its_day(delta: Client) -> None:
    rows = [FATMA | {"Klantnummer": f"K{n}", "Factuurnummer": f"G-{n}"} for n in range(6)]
    place(delta, *rows)

    place(delta, *rows[1:], complete=True, days=1)

    case = case_of("G-0")
    assert (case.phase, case.close_reason) == (Phase.CLOSED, CloseReason.PAID)
    entry = Entry.objects.get(claim__number="G-0", kind=EntryKind.PAYMENT)
    assert (entry.cents, entry.value_on) == (-12_000, world.DAY + timedelta(days=1))
    assert Case.objects.filter(closed_on__isnull=True).count() == 5


def test_more_than_one_in_five_gone_is_asked_first(delta: Client) -> None:
    place(delta, FATMA, JAN)

    with pytest.raises(intake.IntakeProblem) as refused:
        place(delta, FATMA, complete=True, days=1)

    assert refused.value.word == "gone_asks"
    assert Case.objects.filter(closed_on__isnull=True).count() == 2
    place(delta, FATMA, complete=True, gone_confirmed=True, days=1)
    assert case_of("F-2").phase == Phase.CLOSED


def test_a_row_that_waits_is_not_gone(delta: Client) -> None:
    place(delta, FATMA, JAN)

    broken = JAN | {"Openstaand": "12o,5o"}
    place(delta, FATMA, broken, complete=True, days=1)

    assert case_of("F-2").phase == Phase.ONE


def test_a_lower_amount_is_money_that_came_in(delta: Client) -> None:
    place(delta, FATMA)

    place(delta, FATMA | {"Openstaand": "20,00"}, days=1)

    assert open_of("F-1") == 2_000
    case = case_of("F-1")
    assert case.open_cents == 2_000
    assert chain.verify(case) == []


def test_a_higher_amount_is_told_in_the_case(delta: Client) -> None:
    place(delta, FATMA)

    place(delta, FATMA | {"Openstaand": "150,00", "Factuurbedrag": "150,00"}, days=1)

    assert open_of("F-1") == 15_000
    assert Entry.objects.get(kind=EntryKind.CORRECTION).cents == 3_000
    assert WorkItem.objects.filter(task="tell_changed_claim").count() == 1


def test_another_last_day_is_taken_over(delta: Client) -> None:
    place(delta, FATMA)

    place(delta, FATMA | {"Vervaldatum": "31-03-2026"}, days=1)

    case = case_of("F-1")
    assert Claim.objects.get().due_on == date(2026, 3, 31)
    assert (case.next_why, case.next_on) == (NextWhy.CLAIM_NOT_DUE, date(2026, 4, 1))


def test_what_was_paid_and_is_open_again_opens_kindly(delta: Client) -> None:
    place(delta, FATMA)
    place(delta, FATMA | {"Openstaand": "0,00"}, days=1)
    assert case_of("F-1").phase == Phase.CLOSED

    place(delta, FATMA, days=2)

    case = case_of("F-1")
    assert case.phase == Phase.ONE
    assert open_of("F-1") == 12_000
    assert Entry.objects.get(kind=EntryKind.REVERSAL).cents == 12_000
    assert WorkItem.objects.filter(task="reopen_kindly").count() == 1


def test_money_that_the_list_does_not_know_yet_stays_booked(delta: Client) -> None:
    from minnelijk.flow.words import EntryCause
    from minnelijk.records.actions.payments import book

    place(delta, FATMA)
    case = case_of("F-1")
    book(case.id, 5_000, world.DAY, Act(world.AT), cause=EntryCause.REPORT, key="r1")

    assert what(delta, FATMA) == [What.BEHIND]
    place(delta, FATMA, days=1)

    assert open_of("F-1") == 7_000


def test_more_paid_than_owed_closes_and_tells_the_client(delta: Client) -> None:
    place(delta, FATMA)

    place(delta, FATMA | {"Openstaand": "-25,50"}, days=1)

    assert case_of("F-1").phase == Phase.CLOSED
    note = ClientNote.objects.get(kind="too_much_paid")
    assert note.args["cents"] == 2_550


def test_a_credit_note_lowers_the_invoice_that_it_names(delta: Client) -> None:
    credit = FATMA | {"Factuurnummer": "C-1", "Credit voor": "F-1", "Vervaldatum": ""}
    credit |= {"Factuurbedrag": "-30,00", "Openstaand": "-30,00"}

    place(delta, FATMA, credit)
    assert open_of("F-1") == 9_000

    place(delta, FATMA, credit, days=1)  # the list shows both until the books are settled
    assert open_of("F-1") == 9_000
    place(delta, FATMA | {"Openstaand": "90,00"}, days=2)  # settled
    assert open_of("F-1") == 9_000


def test_a_credit_note_larger_than_its_invoice_leaves_the_rest_to_the_client(delta: Client) -> None:
    """STORIES 4: 30.00 in favour of the debtor; F-9 stays open until the client sets it off."""
    credit = FATMA | {"Factuurnummer": "C-1", "Credit voor": "F-1"}
    credit |= {"Factuurbedrag": "-150,00", "Openstaand": "-150,00"}
    other = FATMA | MORE | {"Factuurbedrag": "50,00", "Openstaand": "50,00"}

    place(delta, FATMA, other, credit)

    assert (open_of("F-1"), open_of("F-9")) == (-3_000, 5_000)
    case = case_of("F-9")
    assert (case.phase, case.open_cents) == (Phase.ONE, 5_000)
    note = ClientNote.objects.get(case=case)
    assert (note.kind, note.args["cents"]) == ("credit_larger", 3_000)


def test_a_credit_note_larger_than_all_there_is_ends_the_case(delta: Client) -> None:
    credit = FATMA | {"Factuurnummer": "C-1", "Credit voor": "F-1"}
    credit |= {"Factuurbedrag": "-130,00", "Openstaand": "-130,00"}

    place(delta, FATMA, credit)

    case = case_of("F-1")
    assert (case.phase, case.close_reason) == (Phase.CLOSED, CloseReason.CREDITED)
    assert [note.kind for note in ClientNote.objects.all()] == ["credit_larger"]


def test_a_credit_note_without_an_invoice_lets_everything_rest(delta: Client) -> None:
    credit = FATMA | {"Factuurnummer": "C-1", "Factuurbedrag": "-30,00", "Openstaand": "-30,00"}

    place(delta, FATMA, credit)

    case = case_of("F-1")
    assert (case.held_kind, case.open_cents) == (HoldKind.PAUSE, 12_000)
    assert ClientNote.objects.get().kind == "credit_unlinked"
    assert what(delta, FATMA, credit) == [What.SAME, What.SAME]

    intake.link_credit(Claim.objects.get(number="C-1"), Claim.objects.get(number="F-1"), ACT)

    case.refresh_from_db()
    assert (case.held_kind, case.open_cents) == ("", 9_000)
    assert ClientNote.objects.filter(done_at__isnull=True).count() == 0
    assert what(delta, FATMA, credit) == [What.SAME, What.SAME]


def test_the_number_of_a_credit_note_cannot_become_an_invoice(delta: Client) -> None:
    credit = FATMA | {"Factuurnummer": "C-1", "Factuurbedrag": "-30,00", "Openstaand": "-30,00"}
    place(delta, FATMA, credit)

    again = FATMA | {"Factuurnummer": "C-1", "Openstaand": "30,00"}

    assert what(delta, FATMA, again) == [What.SAME, What.DOUBLE]


def test_a_credit_note_left_apart_lets_the_case_go_on(delta: Client) -> None:
    credit = FATMA | {"Factuurnummer": "C-1", "Factuurbedrag": "-30,00", "Openstaand": "-30,00"}
    place(delta, FATMA, credit)

    intake.leave_credit(Claim.objects.get(number="C-1"), ACT)

    case = case_of("F-1")
    assert (case.held_kind, case.open_cents) == ("", 12_000)


def test_a_credit_note_of_somebody_who_owes_nothing_waits(delta: Client) -> None:
    credit = FATMA | {"Factuurnummer": "C-1", "Factuurbedrag": "-30,00", "Openstaand": "-30,00"}

    place(delta, credit)

    assert [row.problems[0]["word"] for row in PlacementRow.objects.all()] == ["credit_alone"]
    assert not Case.objects.exists()


def test_a_list_of_part_of_the_claims_does_not_make_payments_known(delta: Client) -> None:
    Client.objects.filter(id=delta.id).update(feed_on=world.DAY)
    place(delta, FATMA, JAN)

    place(delta, JAN, days=3)
    assert Client.objects.get(id=delta.id).feed_on == world.DAY

    place(delta, FATMA, JAN, days=3)
    assert Client.objects.get(id=delta.id).feed_on == world.DAY + timedelta(days=3)


def test_an_older_list_opens_nothing_again(delta: Client) -> None:
    place(delta, FATMA)
    place(delta, FATMA | {"Openstaand": "0,00"}, days=2)

    intake.place(
        Client.objects.get(id=delta.id),
        reading=listed(FATMA),
        document=None,
        complete=True,
        feed_on=world.DAY,
        act=Act(world.AT + timedelta(days=3)),
    )

    assert case_of("F-1").phase == Phase.CLOSED


def test_a_claim_that_was_closed_for_another_reason_stays_closed(delta: Client) -> None:
    place(delta, FATMA)
    Case.objects.update(
        phase=Phase.CLOSED,
        closed_on=world.DAY,
        close_reason=CloseReason.RECALLED,
        next_on=None,
        next_why="",
    )

    assert what(delta, FATMA) == [What.CLOSED]
    place(delta, FATMA, days=1)

    assert case_of("F-1").phase == Phase.CLOSED


def test_a_client_hears_of_too_much_money_once(delta: Client) -> None:
    place(delta, FATMA)
    place(delta, FATMA | {"Openstaand": "-25,50"}, days=1)
    ClientNote.objects.update(done_at=world.AT)

    place(delta, FATMA | {"Openstaand": "-25,50", "Telefoon": "06-11112222"}, days=2)

    assert ClientNote.objects.count() == 1


def test_a_claim_that_was_withdrawn_stays_withdrawn(delta: Client) -> None:
    place(delta, FATMA, FATMA | MORE)
    Claim.objects.filter(number="F-9").update(withdrawn_on=world.DAY)

    assert what(delta, FATMA, FATMA | MORE) == [What.SAME, What.CLOSED]
