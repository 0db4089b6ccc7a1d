"""Placing lists of invoices: what starts, what waits, what is refused."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from minnelijk.files.invoices import read
from minnelijk.flow.words import (
    NextWhy,
    Phase,
)
from minnelijk.records import chain, documents
from minnelijk.records.actions import intake
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.intake import What
from minnelijk.records.models import (
    Case,
    Claim,
    Client,
    Placement,
    PlacementRow,
    Reference,
    WorkItem,
)
from minnelijk.records.queries import usable_points
from tests import world
from tests.records.lists import (
    ACT,
    FATMA,
    JAN,
    KEES,
    MORE,
    case_of,
    counts,
    listed,
    open_of,
    place,
    what,
)

pytestmark = pytest.mark.django_db


def test_each_debtor_of_a_list_gets_one_case(delta: Client) -> None:
    place(delta, FATMA, FATMA | MORE, JAN)

    fatma, jan = Case.objects.order_by("number")
    assert (fatma.open_cents, jan.open_cents) == (24_000, 12_000)
    assert fatma.claims.count() == 2
    assert (fatma.phase, fatma.next_why) == (Phase.ONE, NextWhy.POLICY_ROW)
    assert fatma.next_on == date(2026, 3, 6)
    assert fatma.oldest_due_on == date(2026, 2, 15)
    assert fatma.law_why == {
        "conduct": "residence",
        "calendar": "residence",
        "contract_law": "client_card",
    }
    assert fatma.debtor.open()["name"] == "Fatma Yildiz"
    assert [point.channel for point in usable_points(fatma, world.DAY)] != []
    assert chain.verify(fatma) == []
    quoted = set(Reference.objects.filter(case=fatma).values_list("kind", "value"))
    assert {("invoice", "F1"), ("invoice", "F9"), ("customer", "K1")} < quoted


def test_the_next_day_in_bulk_is_the_one_that_a_single_case_gets(delta: Client) -> None:
    from minnelijk.flow.plan import next_step
    from minnelijk.records.facts import facts_of
    from minnelijk.records.queries import policy_of

    place(delta, FATMA, JAN, KEES | {"Vervaldatum": "31-03-2026"})

    for case in Case.objects.filter(held_kind=""):
        following = next_step(facts_of(case, world.DAY), policy_of(case), world.DAY)
        assert (case.next_on, case.next_why) == (following.day, following.why)
        assert case.next_args == following.args


def test_the_same_list_twice_changes_nothing(delta: Client) -> None:
    place(delta, FATMA, JAN, KEES)
    before = counts()

    place(delta, FATMA, JAN, KEES, complete=True, days=1)

    assert counts() == before
    assert what(delta, FATMA, JAN, KEES) == [What.SAME] * 3


def test_the_same_file_twice_is_refused(delta: Client) -> None:
    document = documents.store(delta, "list", b"x", "text/csv", "lijst.csv", world.AT)
    reading = listed(FATMA)
    act = Act(world.AT)
    first = intake.place(delta, reading=reading, document=document, complete=False, act=act)

    with pytest.raises(intake.SameFile) as refused:
        intake.place(delta, reading=reading, document=document, complete=False, act=act)

    assert refused.value.placement == first
    assert Claim.objects.count() == 1


def test_a_new_invoice_joins_the_running_case(delta: Client) -> None:
    place(delta, FATMA)

    place(delta, FATMA, FATMA | MORE | {"Vervaldatum": "31-03-2026"}, days=1)

    case = Case.objects.get()
    assert (case.claims.count(), case.open_cents) == (2, 24_000)
    assert WorkItem.objects.filter(task="tell_new_claim").count() == 1


def test_a_last_day_that_is_missing_comes_from_the_card_or_the_row_waits(delta: Client) -> None:
    january = {"Factuurdatum": "20-01-2026", "Vervaldatum": ""}
    place(delta, FATMA | january)
    assert Claim.objects.get().due_on == date(2026, 2, 3)  # fourteen days by the card

    Client.objects.update(payment_term_days=None)
    place(delta, JAN | january, days=1)

    assert [row.problems[0]["word"] for row in PlacementRow.objects.all()] == ["due_missing"]
    assert Claim.objects.count() == 1


def test_a_row_with_a_problem_waits_sealed_and_starts_when_it_is_repaired(delta: Client) -> None:
    placement = place(delta, FATMA | {"Openstaand": "12o,oo"}, JAN)
    assert (placement.rows_read, placement.rows_refused) == (2, 1)
    waiting = PlacementRow.objects.get()
    assert waiting.open()["row"]["name"] == "Fatma Yildiz"
    assert "Fatma" not in str(waiting.problems)

    still = intake.repair_row(waiting, {"Openstaand": "12o"}, ACT)
    assert (still.state, Claim.objects.count()) == ("waiting", 1)
    started = intake.repair_row(waiting, {"Openstaand": "1.120,00"}, ACT)

    assert started.state == "started"
    assert open_of("F-1") == 112_000
    case = case_of("F-1")
    assert [p.channel for p in usable_points(case, world.DAY)].count("phone") == 1
    with pytest.raises(intake.IntakeProblem):
        intake.repair_row(waiting, {"Openstaand": "10"}, ACT)


def test_a_row_can_be_left_out(delta: Client) -> None:
    place(delta, FATMA | {"Openstaand": "x"}, JAN)

    row = intake.leave_out_row(PlacementRow.objects.get(), ACT)

    assert row.state == "left_out"
    assert Claim.objects.count() == 1


def test_one_number_at_two_debtors_or_two_days_waits_for_a_person(delta: Client) -> None:
    place(delta, FATMA)

    assert what(delta, JAN | {"Factuurnummer": "F-1"}) == [What.DOUBLE]
    assert what(delta, FATMA | {"Factuurdatum": "01-01-2026"}) == [What.DOUBLE]


def test_the_columns_are_remembered_per_client(delta: Client) -> None:
    place(delta, FATMA)

    meanings = intake.remembered_mapping(delta, listed(FATMA))

    assert meanings["Openstaand"] == "open"
    assert intake.remembered_mapping(Client.objects.get(code="noord"), listed(FATMA)) == {}


def test_a_comparison_takes_as_many_queries_for_many_rows_as_for_few(delta: Client) -> None:
    rows = [FATMA | {"Klantnummer": f"N{n}", "Factuurnummer": f"N-{n}"} for n in range(40)]
    place(delta, *rows[:30])
    few, many = listed(*rows[29:31]).rows, listed(*rows).rows

    def queries(some: tuple[object, ...]) -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            intake.compare(delta, some, complete=True, on=world.DAY)  # type: ignore[arg-type]
        return len(seen)

    assert queries(many) == queries(few)


def test_a_list_with_a_question_is_not_placed(delta: Client) -> None:
    reading = read(b"Naam;Saldo\nJan;10,00\n", name="lijst.csv")

    with pytest.raises(intake.IntakeProblem) as refused:
        intake.place(delta, reading=reading, document=None, complete=False, act=ACT)

    assert refused.value.word == "questions"


def test_nothing_is_stored_when_a_placement_breaks_off(
    delta: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: object) -> None:
        raise RuntimeError("the power went")

    monkeypatch.setattr(intake, "_tell", breaks)
    before = counts()

    with pytest.raises(RuntimeError):
        place(delta, FATMA, JAN)

    assert counts() == before
    assert not Placement.objects.exists()
