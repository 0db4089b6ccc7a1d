"""Placing lists of invoices: stories of the trade on small lists, read by the real reader."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from minnelijk.files.invoices import Reading, read
from minnelijk.flow.words import (
    CloseReason,
    EntryKind,
    HoldKind,
    NextWhy,
    Phase,
    PointChannel,
    PointQuality,
)
from minnelijk.records import chain, documents
from minnelijk.records.actions import intake
from minnelijk.records.actions.contact import mark
from minnelijk.records.actions.core import Act, changing
from minnelijk.records.actions.intake import What
from minnelijk.records.actions.policies import install_shipped
from minnelijk.records.models import (
    Case,
    Claim,
    Client,
    ClientNote,
    Debtor,
    Entry,
    Person,
    Placement,
    PlacementRow,
    Reference,
    WorkItem,
)
from minnelijk.records.queries import open_per_claim, usable_points
from minnelijk.records.words import Reachable
from tests import world

pytestmark = pytest.mark.django_db

HEAD = (
    "Klantnummer;Naam;Factuurnummer;Factuurdatum;Vervaldatum;Factuurbedrag;Openstaand;Telefoon;"
    "E-mail;Straat;Huisnummer;Postcode;Plaats;Geboortedatum;Credit voor"
)
HEADINGS = HEAD.split(";")
FATMA = {
    "Klantnummer": "K1",
    "Naam": "Fatma Yildiz",
    "Factuurnummer": "F-1",
    "Factuurdatum": "01-02-2026",
    "Vervaldatum": "15-02-2026",
    "Factuurbedrag": "120,00",
    "Openstaand": "120,00",
    "Telefoon": "06-12345678",
    "E-mail": "fatma@post.example",
    "Straat": "Lindelaan",
    "Huisnummer": "14",
    "Postcode": "3512 JE",
    "Plaats": "Utrecht",
}
JAN = FATMA | {
    "Klantnummer": "K2",
    "Naam": "Jan Jansen",
    "Factuurnummer": "F-2",
    "Telefoon": "06-87654321",
    "E-mail": "jan@post.example",
    "Huisnummer": "16",
}
KEES = JAN | {"Klantnummer": "K3", "Factuurnummer": "F-3", "E-mail": "", "Telefoon": ""}
COMMA, MORE = {"Factuurbedrag": "90,00", "Openstaand": "90,00"}, {"Factuurnummer": "F-9"}


@pytest.fixture
def delta() -> Client:
    client = world.cast().delta
    install_shipped(Act(world.AT))
    return client


def listed(*rows: dict[str, str]) -> Reading:
    lines = [HEAD, *(";".join(row.get(heading, "") for heading in HEADINGS) for row in rows)]
    return read("\n".join(lines).encode(), name="lijst.csv")


def place(
    client: Client,
    *rows: dict[str, str],
    complete: bool = False,
    gone_confirmed: bool = False,
    days: int = 0,
) -> Placement:
    client.refresh_from_db()
    act = Act(world.AT + timedelta(days=days))
    return intake.place(
        client,
        reading=listed(*rows),
        document=None,
        complete=complete,
        gone_confirmed=gone_confirmed,
        act=act,
    )


def what(client: Client, *rows: dict[str, str], complete: bool = False) -> list[What]:
    client.refresh_from_db()
    rows_read = listed(*rows).rows
    found = intake.compare(client, rows_read, complete=complete, on=world.DAY)
    return [line.what for line in found.lines]


def open_of(number: str) -> int:
    claim = Claim.objects.get(number=number)
    return open_per_claim([claim.case_id])[claim.id]


def case_of(number: str) -> Case:
    return Claim.objects.get(number=number).case


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
    assert {("invoice", "F-1"), ("invoice", "F-9"), ("customer", "K1")} < quoted


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


def test_a_new_invoice_joins_the_running_case(delta: Client) -> None:
    place(delta, FATMA)

    place(delta, FATMA, FATMA | MORE | {"Vervaldatum": "31-03-2026"}, days=1)

    case = Case.objects.get()
    assert (case.claims.count(), case.open_cents) == (2, 24_000)
    assert WorkItem.objects.filter(task="tell_new_claim").count() == 1


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


def test_father_and_son_are_two_debtors_and_two_people(delta: Client) -> None:
    """STORIES 10: one address, one name, two customer numbers."""
    father = FATMA | {"Naam": "J. Jansen", "E-mail": "", "Telefoon": ""}
    son = father | {"Klantnummer": "K7", "Factuurnummer": "F-7"}

    place(delta, father, son)

    assert Case.objects.count() == 2
    assert Person.objects.count() == 2


def test_without_a_number_name_and_address_tell_who_it_is(delta: Client) -> None:
    nameless = {key: value for key, value in FATMA.items() if key != "Klantnummer"}
    place(delta, nameless)

    place(delta, nameless | MORE, nameless | {"Factuurnummer": "F-8", "Huisnummer": "99"}, days=1)

    assert Debtor.objects.count() == 2
    assert case_of("F-9") == case_of("F-1")
    assert case_of("F-8") != case_of("F-1")


def test_one_person_at_two_clients_is_one_person(delta: Client) -> None:
    noord = Client.objects.get(code="noord")
    place(delta, FATMA)

    place(noord, FATMA | {"Klantnummer": "99"})

    assert Debtor.objects.count() == 2
    assert Person.objects.count() == 1


def test_a_number_that_is_marked_wrong_stays_wrong_when_it_comes_again(delta: Client) -> None:
    place(delta, FATMA)
    case = case_of("F-1")
    with changing(case.id) as locked:
        point = locked.debtor.points.get(channel=PointChannel.PHONE)
        mark(locked, point, PointQuality.WRONG, ACT)

    place(delta, FATMA, days=1)
    assert not any(p.channel == "phone" for p in usable_points(case, world.DAY))

    place(delta, FATMA | {"Telefoon": "06-11112222"}, days=2)
    phones = [p for p in usable_points(case, world.DAY) if p.channel == "phone"]
    assert [(p.version, p.open()["value"]) for p in phones] == [(2, "+31611112222")]


def test_a_changed_address_is_a_new_version(delta: Client) -> None:
    place(delta, FATMA)

    place(delta, FATMA | {"Straat": "Kade", "Huisnummer": "3"}, days=1)

    first, second = Debtor.objects.get().points.filter(channel="post").order_by("version")
    assert first.until_on == world.DAY + timedelta(days=1)
    assert (second.open()["street"], second.open()["number"]) == ("Kade", "3")


def test_who_cannot_be_reached_is_a_task_and_the_client_hears_of_it(delta: Client) -> None:
    nobody = KEES | {"Straat": "", "Huisnummer": "", "Postcode": "", "Plaats": ""}

    place(delta, nobody)

    assert WorkItem.objects.get().task == "repair_contact"
    assert ClientNote.objects.get().kind == "no_channel_left"
    assert case_of("F-3").held_kind == HoldKind.REVIEW

    place(delta, nobody | {"Telefoon": "06-11112222"}, days=1)

    assert case_of("F-3").held_kind == ""


def test_who_was_a_minor_on_the_day_of_the_invoice_is_left_alone(delta: Client) -> None:
    place(delta, FATMA | {"Geboortedatum": "02-02-2008"}, JAN | {"Geboortedatum": "01-02-2008"})

    assert case_of("F-1").held_kind == HoldKind.MINOR
    assert case_of("F-1").person.stop_count == 1
    assert case_of("F-2").held_kind == ""


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Drukkerij Zilverberg B.V.", "legal_entity"),
        ("Bakker BV", "legal_entity"),
        ("Stichting Zonnebloem", "legal_entity"),
        ("Menuiserie Dubois SRL", "legal_entity"),
        ("Holz GmbH", "legal_entity"),
        ("Gebroeders De Wit VOF", "partnership"),
        ("Gemeente Utrecht", "government"),
        ("Sa Lopes", "unknown"),
        ("Nv de Vries", "unknown"),
        ("Fatma Yildiz", "unknown"),
    ],
)
def test_the_legal_form_in_a_name_tells_the_kind(delta: Client, name: str, kind: str) -> None:
    place(delta, FATMA | {"Naam": name})

    case = Case.objects.get()
    assert case.kind == kind
    expected = "two_phase" if kind == "unknown" else "business"
    assert case.policy_version.policy.name == expected or kind == "partnership"


def test_a_consumer_in_the_other_country_owes_nothing_on_top(delta: Client) -> None:
    place(delta, FATMA | {"Postcode": "1012 AB"})
    webshop = Client.objects.get(code="webshop")

    place(webshop, FATMA)

    case = Case.objects.get(client=webshop)
    assert (case.country, case.calendar, case.contract_law) == ("nl", "nl", "be")
    assert case.law_why["nothing_on_top"] == "cross_border"


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


def test_a_debtor_comes_back_with_a_new_case_and_its_known_number(delta: Client) -> None:
    place(delta, FATMA)
    place(delta, FATMA | {"Openstaand": "0,00"}, days=1)

    place(delta, FATMA | MORE, days=2)

    old, new = Case.objects.order_by("number")
    assert old.debtor == new.debtor
    assert new.reach == old.reach != 0
    assert chain.verify(new) == []


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


ACT = Act(world.AT + timedelta(days=3))


def counts() -> tuple[int, ...]:
    tables = (Case, Claim, Debtor, Entry, Person, Reference, WorkItem, ClientNote)
    return tuple(table.objects.count() for table in tables)


def test_a_client_hears_of_too_much_money_once(delta: Client) -> None:
    place(delta, FATMA)
    place(delta, FATMA | {"Openstaand": "-25,50"}, days=1)
    ClientNote.objects.update(done_at=world.AT)

    place(delta, FATMA | {"Openstaand": "-25,50", "Telefoon": "06-11112222"}, days=2)

    assert ClientNote.objects.count() == 1


def test_a_number_that_the_list_adds_makes_a_case_reachable_by_phone(delta: Client) -> None:
    place(delta, KEES)
    before = case_of("F-3").reach

    place(delta, KEES | {"Telefoon": "06-11112222"}, days=1)

    case = case_of("F-3")
    assert case.reach == before | Reachable.PHONE | Reachable.MOBILE


def test_a_claim_that_was_withdrawn_stays_withdrawn(delta: Client) -> None:
    place(delta, FATMA, FATMA | MORE)
    Claim.objects.filter(number="F-9").update(withdrawn_on=world.DAY)

    assert what(delta, FATMA, FATMA | MORE) == [What.SAME, What.CLOSED]


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


def test_bureaus_without_a_law_pack_for_a_country_leave_it_to_a_person(delta: Client) -> None:
    reading = read(
        (f"{HEAD};Land\n" + ";".join(FATMA.get(h, "") for h in HEADINGS) + ";Duitsland").encode(),
        name="lijst.csv",
    )

    intake.place(delta, reading=reading, document=None, complete=False, act=Act(world.AT))

    case = case_of("F-1")
    assert (case.country, case.next_why) == ("de", NextWhy.LAW_UNKNOWN)
