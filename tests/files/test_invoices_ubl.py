"""E-invoices: what is claimed, from whom and until when; what can be read in two ways is asked."""

from datetime import date

import pytest

from minnelijk.files.invoices import ProblemWord, Reading, Row, read
from tests.files.lists import row_words
from tests.files.ubl import DUE, MEANS, REFERENCE, billing, invoice
from tests.files.ubl import terms as noted

W = ProblemWord


def reading(text: str) -> Reading:
    return read(text.encode(), name="factuur.xml")


def row(text: str) -> Row:
    (found,) = reading(text).rows
    return found


def test_an_invoice_gives_one_row_that_can_start() -> None:
    found = row(invoice())

    assert (found.place, found.number, found.name) == (1, "F26-001", "Kaashandel Wouters")
    assert (found.debtor_number, found.enterprise_no) == ("10042", "68750110")
    assert (found.invoice_on, found.due_on) == (date(2026, 9, 14), date(2026, 10, 14))
    assert (found.open_cents, found.original_cents, found.currency) == (12100, 12100, "EUR")
    assert (found.street, found.house_number, found.postcode) == ("Kanaalweg", "12", "2312 AB")
    assert (found.city, found.country, found.phone) == ("Leiden", "NL", "+31715121234")
    assert (found.email, found.description) == ("post@wouters.example", "Folders A5")
    assert (found.creditor_name, found.iban) == ("Drukkerij Noord", "NL91ABNA0417164300")
    assert found.problems == ()


def test_the_claim_is_what_is_payable_and_not_the_total() -> None:
    found = row(invoice(inclusive="1728.70", payable="729"))

    assert (found.original_cents, found.open_cents) == (172870, 72900)


def test_a_credit_note_is_in_favour_of_the_debtor_and_names_its_invoice() -> None:
    found = row(invoice(kind="CreditNote", code="381", head="", more=billing("F26-000")))

    assert (found.open_cents, found.original_cents) == (-12100, -12100)
    assert (found.credit_for, found.due_on, found.problems) == ("F26-000", None, ())


def test_a_credit_note_for_two_invoices_is_linked_to_neither() -> None:
    found = row(invoice(kind="CreditNote", code="381", more=billing("F26-000", "F25-999")))

    assert found.credit_for == ""


def test_a_credit_note_below_zero_is_asked() -> None:
    found = row(invoice(kind="CreditNote", code="381", payable="-121.00"))

    assert found.open_cents is None and found.blocked
    assert [problem.word for problem in found.problems] == [W.CREDIT_SIGN]


@pytest.mark.parametrize("payable", ["121.00", "-121.00"])
def test_a_credit_note_written_as_an_invoice_is_a_credit_with_a_warning(payable: str) -> None:
    found = row(invoice(code="381", payable=payable))

    assert (found.open_cents, found.blocked) == (-12100, False)
    assert W.CREDIT_IN_INVOICE in {problem.word for problem in found.problems}


def test_an_invoice_below_zero_is_a_credit() -> None:
    assert row(invoice(code="384", payable="-200", more=billing("F1"))).credit_for == "F1"


def test_a_corrective_invoice_and_a_strange_type_are_read_with_a_warning() -> None:
    corrective = reading(invoice(code="384", more=billing("F26-000")))
    strange = reading(invoice(code="382"))

    assert row_words(corrective, 1) == {W.INVOICE_CORRECTIVE}
    assert corrective.rows[0].problems[0].detail == "F26-000"
    assert row_words(strange, 1) == {W.INVOICE_TYPE}
    assert corrective.rows[0].open_cents == strange.rows[0].open_cents == 12100


@pytest.mark.parametrize(
    ("note", "due"),
    [
        ("Graag betalen binnen 30 dagen netto.", date(2026, 10, 14)),
        ("Betaling binnen 14 dagen na factuurdatum", date(2026, 9, 28)),
        ("Net within 30 days", date(2026, 10, 14)),
        ("Payable à 30 jours", date(2026, 10, 14)),
        ("30 dagen einde maand", None),
        ("14 dagen na ontvangst van de factuur", None),
        ("2% korting binnen 10 dagen, anders 30 dagen", None),
        ("Please pay within a day", None),
        ("Penalty percentage 10% from due date", None),
        ("10 werkdagen", None),
        ("30 jours fin de mois", None),
    ],
)
def test_terms_give_a_day_only_when_they_are_a_plain_number_of_days(
    note: str, due: date | None
) -> None:
    found = reading(invoice(head="", more="", means=MEANS.format(inside="") + noted(note)))

    assert found.rows[0].due_on == due
    assert row_words(found, 1) == {W.DUE_FROM_TERMS if due else W.DUE_MISSING}


def test_two_different_terms_give_no_day() -> None:
    text = invoice(head="", means=noted("14 dagen") + noted("30 dagen"))

    assert row(text).due_on is None


def test_the_means_of_payment_may_hold_the_last_day() -> None:
    day = "<cbc:PaymentDueDate>2026-10-20Z</cbc:PaymentDueDate>"

    assert row(invoice(head="", means=MEANS.format(inside=day))).due_on == date(2026, 10, 20)


def test_two_last_days_in_the_means_of_payment_are_asked() -> None:
    days = ["2026-10-20", "2026-11-20"]
    means = "".join(
        MEANS.format(inside=f"<cbc:PaymentDueDate>{day}</cbc:PaymentDueDate>") for day in days
    )

    found = reading(invoice(head="", means=means))

    assert row_words(found, 1) == {W.DUE_MISSING}


@pytest.mark.parametrize(
    ("references", "expected"),
    [
        (["F26-001 Wouters"], "F26-001 Wouters"),
        (["klant 10042", "+++090/9337/55493+++"], "+++090/9337/55493+++"),
        (["zie factuur", "RF18539007547034"], "RF18539007547034"),
    ],
)
def test_a_reference_with_right_check_digits_goes_before_a_text(
    references: list[str], expected: str
) -> None:
    means = "".join(MEANS.format(inside=REFERENCE.format(text)) for text in references)

    assert row(invoice(means=means)).reference == expected


def blocked_part(reference: str = "PGR12345") -> str:
    free = MEANS.format(inside="<cbc:ID>BENEFICIARY</cbc:ID>")
    blocked = MEANS.format(
        inside=f"<cbc:ID>GACCOUNT</cbc:ID><cbc:PaymentID>{reference}</cbc:PaymentID>"
    )
    shares = "".join(
        f"<cac:PaymentTerms><cbc:PaymentMeansID>{name}</cbc:PaymentMeansID>"
        f"<cbc:Amount>{amount}</cbc:Amount></cac:PaymentTerms>"
        for name, amount in (("BENEFICIARY", "90.75"), ("GACCOUNT", "30.25"))
    )
    return invoice(means=free + blocked + shares)


def test_a_part_for_a_blocked_account_is_asked_and_never_put_on_one_account() -> None:
    found = row(blocked_part())

    (asked,) = [problem for problem in found.problems if problem.word is W.G_ACCOUNT]
    assert (asked.guess, asked.blocking, found.blocked) == ("90,75", True, True)
    assert asked.detail == "90,75 (BENEFICIARY), 30,25 (GACCOUNT)"
    assert (found.iban, found.reference) == ("", "")


def test_the_answer_about_the_blocked_account_lets_the_row_start() -> None:
    answered = read(blocked_part().encode(), name="f.xml", repairs={(1, "open"): "90,75"})

    assert (answered.rows[0].open_cents, answered.rows[0].blocked) == (9075, False)


def test_nothing_payable_is_said_and_another_currency_is_kept_apart() -> None:
    paid, foreign = reading(invoice(payable="0.00")), reading(invoice(currency="DKK"))

    assert row_words(paid, 1) == {W.OPEN_ZERO}
    assert row_words(foreign, 1) == {W.CURRENCY_FOREIGN}
    assert (foreign.rows[0].open_cents, foreign.open_cents) == (12100, 0)


def test_an_amount_in_another_currency_than_its_document_is_asked() -> None:
    text = invoice().replace('PayableAmount currencyID="EUR"', 'PayableAmount currencyID="GBP"')

    assert {W.CURRENCY_TWO, W.CURRENCY_FOREIGN} == row_words(reading(text), 1)


def test_a_currency_that_nobody_names_is_not_taken_for_euros() -> None:
    text = invoice(currency="").replace(' currencyID=""', "")

    assert row_words(reading(text), 1) == {W.CURRENCY_FOREIGN}


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        (">121.00</cbc:PayableAmount", "></cbc:PayableAmount", W.OPEN_MISSING),
        (">121.00</cbc:PayableAmount", ">12l.00</cbc:PayableAmount", W.AMOUNT_UNREADABLE),
        (">121.00</cbc:PayableAmount", ">121.005</cbc:PayableAmount", W.AMOUNT_DECIMALS),
        (DUE, "<cbc:DueDate>2026-02-30</cbc:DueDate>", W.DAY_UNREADABLE),
        ("<cbc:ID>F26-001</cbc:ID>", "<cbc:ID/>", W.INVOICE_MISSING),
    ],
)
def test_a_value_that_is_missing_or_unreadable_holds_the_row_back(
    old: str, new: str, word: ProblemWord
) -> None:
    found = reading(invoice().replace(old, new))

    assert word in row_words(found, 1)
    assert found.rows[0].blocked


def test_a_name_falls_back_on_the_register_and_the_number_on_the_company() -> None:
    text = invoice().replace("<cbc:Name>Kaashandel Wouters</cbc:Name>", "<cbc:Name/>")
    text = text.replace("<cbc:ID>10042</cbc:ID>", "<cbc:ID/>")

    found = row(text)

    assert (found.name, found.debtor_number) == ("Kaashandel Wouters (register)", "68750110")


def test_a_belgian_number_is_taken_from_the_vat_number() -> None:
    scheme = (
        "<cac:PartyTaxScheme><cbc:CompanyID>BE0403170701</cbc:CompanyID></cac:PartyTaxScheme>"
        "<cac:PartyLegalEntity><cbc:RegistrationName>Kaashandel"
    )
    text = invoice(country="BE", company="?").replace(
        "<cac:PartyLegalEntity><cbc:RegistrationName>Kaashandel", scheme
    )

    assert row(text).enterprise_no == "0403170701"
