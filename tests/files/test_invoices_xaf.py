"""Audit files: open items from the sub-ledger of debtors, and no guess where there is none."""

from datetime import date

import pytest

from minnelijk.files.invoices import ProblemWord, Reading, read
from tests.files.lists import row_words, words

W = ProblemWord
V32 = "http://www.auditfiles.nl/XAF/3.2"
V40 = "http://www.odb.belastingdienst.nl/Belastingdienst/BCPP/1.1/structures/XmlauditfileXAF_4.0"


def tags(**said: str) -> str:
    return "".join(f"<{name}>{text}</{name}>" for name, text in said.items())


def sold(party: str, number: str, amount: str, *, side: str = "D", **more: str) -> str:
    """A line of a sub-ledger."""
    said = {"mutTp": "I", "invPurSalTp": "S", "invDt": "2026-03-02", "invDueDt": "2026-04-01"}
    said |= {"trNr": "2-19", **more}
    return tags(amnt=amount, amntTp=side, custSupID=party, invRef=number, **said)


def paid(party: str, number: str, amount: str, **more: str) -> str:
    return sold(party, number, amount, side="C", mutTp="P", invDueDt="", **more)


def ledger(kind: str, *lines: str) -> str:
    inside = "".join(f"<sbLine>{line}</sbLine>" for line in lines)
    return f"<subledger><sbType>{kind}</sbType>{inside}</subledger>"


def audit(*ledgers: str, opening: str = "", journal: str = "", space: str = V32) -> str:
    party = tags(custSupID="D1", custSupName="Café Wouters", telephone="071-5121234")
    address = tags(streetname="Kanaalweg", number="12", numberExtension="a", postalCode="2312AB")
    return f"""<?xml version="1.0" encoding="UTF-8"?><!-- made by hand -->
<auditfile xmlns="{space}"><header><fiscalYear>2026</fiscalYear><curCode>EUR</curCode></header>
<company><companyIdent>12345678</companyIdent><companyName>Drukkerij Noord</companyName>
<customersSuppliers><customerSupplier>{party}<commerceNr>68750110</commerceNr>
<streetAddress>{address}<city>Leiden</city><country>NL</country></streetAddress>
</customerSupplier></customersSuppliers>
<generalLedger><ledgerAccount>{tags(accID="1300", accDesc="Debiteuren")}</ledgerAccount>
<ledgerAccount>{tags(accID="1600", accDesc="Crediteuren")}</ledgerAccount></generalLedger>
<openingBalance><obSubledgers>{opening}</obSubledgers></openingBalance>
<transactions>{journal}<subledgers>{"".join(ledgers)}</subledgers></transactions>
</company></auditfile>"""


def reading(text: str, **told: str) -> Reading:
    return read(text.encode(), name="audit.xaf", **told)  # type: ignore[arg-type]


def test_debit_less_credit_per_debtor_and_invoice_is_what_is_open() -> None:
    found = reading(
        audit(
            ledger("SU", sold("C1", "I1", "99.00", side="C")),
            ledger(
                "CU",
                sold("D1", "F1", "121.00"),
                paid("D1", "F1", "21.00"),
                sold("D1", "F2", "50"),
                paid("D1", "F2", "50.00"),
                sold("D1", "F3", "10.50", side="C"),
            ),
        )
    )

    first, credit = found.rows
    assert (found.format, found.count, found.open_cents) == ("xaf", 2, 8950)
    assert (first.place, first.number, first.debtor_number) == (1, "F1", "D1")
    assert (first.original_cents, first.open_cents) == (12100, 10000)
    assert (first.invoice_on, first.due_on) == (date(2026, 3, 2), date(2026, 4, 1))
    assert (first.name, first.enterprise_no) == ("Café Wouters", "68750110")
    assert (first.street, first.house_number, first.postcode) == ("Kanaalweg", "12 a", "2312 AB")
    assert (first.creditor_name, first.currency) == ("Drukkerij Noord", "EUR")
    assert (credit.number, credit.open_cents, credit.blocked) == ("F3", -1050, False)
    assert words(found.problems) == [W.XAF_ONE_YEAR]
    assert "2026" in str(found.problems[0])


@pytest.mark.parametrize("space", [V32, V40])
def test_both_versions_are_read_alike(space: str) -> None:
    found = reading(audit(ledger("CU", sold("D1", "F1", "121.00")), space=space))

    assert found.open_cents == 12100


def test_the_opening_balance_counts_and_an_invoice_that_the_year_repeats_counts_once() -> None:
    old, new = sold("D1", "F0", "40.00"), sold("D1", "F1", "60.00")
    opening = (
        f"<obSubledger><sbType>CU</sbType><obSbLine>{old}</obSbLine>"
        f"<obSbLine>{new}</obSbLine></obSubledger>"
    )

    found = reading(audit(ledger("CU", new, paid("D1", "F0", "15.00")), opening=opening))

    assert {row.number: row.open_cents for row in found.rows} == {"F0": 2500, "F1": 6000}
    repeated = next(row for row in found.rows if row.number == "F1")
    assert row_words(found, repeated.place) == {W.XAF_REPEATED}


@pytest.mark.parametrize("number", ["0", ""])
def test_a_receipt_without_an_invoice_is_a_credit_that_is_linked_to_none(number: str) -> None:
    found = reading(audit(ledger("CU", sold("D1", "F1", "10.00"), paid("D1", number, "3.00"))))

    receipt = found.rows[1]
    assert (receipt.number, receipt.open_cents, receipt.credit_for) == ("2-19", -300, "")
    assert row_words(found, 2) == {W.XAF_UNALLOCATED}
    assert not receipt.blocked


def test_without_a_sub_ledger_nothing_is_derived_and_that_is_said() -> None:
    found = reading(audit())

    assert (found.format, found.rows, found.blocked) == ("xaf", (), True)
    assert words(found.problems) == [W.XAF_NO_SUBLEDGER]


def test_a_sub_ledger_that_no_word_marks_is_asked_and_the_answer_read() -> None:
    text = audit(ledger("ZZ", sold("D1", "F1", "10.00")), ledger("SU", sold("C1", "I1", "9")))

    asked, told = reading(text), reading(text, debtor_ledger="zz")
    wrong = reading(text, debtor_ledger="1300")

    assert words(asked.problems) == [W.XAF_LEDGER_ASKED]
    assert "ZZ" in str(asked.problems[0])
    assert (asked.rows, told.open_cents) == ((), 1000)
    assert words(wrong.problems) == [W.XAF_LEDGER_UNKNOWN]


def booked(number: str, account: str, amount: str, side: str, **more: str) -> str:
    line = tags(nr=number, accID=account, amnt=amount, amntTp=side, **more)
    return f"<trLine>{line}</trLine>"


def journal(*lines: str) -> str:
    inside = "".join(lines)
    return f"<journal><jrnID>V</jrnID><transaction><nr>2-19</nr>{inside}</transaction></journal>"


def test_debtors_and_suppliers_together_on_two_accounts_are_asked_by_their_names() -> None:
    lines = journal(booked("1", "1300", "10", "D"), booked("2", "1600", "9", "C"))
    text = audit(
        ledger(
            "CS",
            sold("D1", "F1", "10.00", jrnID="V", trLineNr="1"),
            sold("C1", "I1", "9.00", side="C", jrnID="V", trLineNr="2"),
        ),
        journal=lines,
    )

    asked, told = reading(text), reading(text, debtor_ledger="1300")

    assert words(asked.problems) == [W.XAF_LEDGER_ASKED]
    assert "1300 Debiteuren, 1600 Crediteuren" in str(asked.problems[0])
    assert [row.number for row in told.rows] == ["F1"]


def test_the_ledger_itself_is_only_read_where_every_line_names_its_invoice() -> None:
    named = {"custSupID": "D1", "invRef": "F1"}
    whole = journal(
        booked("1", "1300", "121.00", "D", effDate="2026-03-02", **named),
        booked("2", "1300", "21.00", "C", **named),
    )
    bare = whole + journal(booked("3", "1300", "100.00", "C", custSupID="D1"))

    asked = reading(audit(journal=whole, space=V40))
    told = reading(audit(journal=whole, space=V40), debtor_ledger="1300")
    unsafe = reading(audit(journal=bare, space=V40), debtor_ledger="1300")

    assert words(asked.problems) == [W.XAF_LEDGER_ASKED]
    assert (told.open_cents, told.rows[0].invoice_on) == (10000, date(2026, 3, 2))
    assert words(unsafe.problems) == [W.XAF_NO_SUBLEDGER]


def test_a_purchase_is_held_back_and_never_a_credit_of_a_debtor() -> None:
    found = reading(audit(ledger("CS", sold("D1", "I9", "50", side="C", invPurSalTp="P"))))

    assert W.XAF_PURCHASE in row_words(found, 1)
    assert found.rows[0].blocked


@pytest.mark.parametrize(
    ("amount", "side", "word"),
    [
        ("12l.00", "D", W.AMOUNT_UNREADABLE),
        ("", "D", W.OPEN_MISSING),
        ("1", "X", W.SIDE_UNREADABLE),
    ],
)
def test_a_line_that_cannot_be_read_makes_its_invoice_a_question(
    amount: str, side: str, word: ProblemWord
) -> None:
    found = reading(
        audit(ledger("CU", sold("D1", "F1", "50"), sold("D1", "F1", amount, side=side)))
    )

    assert found.rows[0].open_cents is None
    assert row_words(found, 1) == {word}


def test_two_last_days_of_one_invoice_are_not_chosen_between() -> None:
    lines = sold("D1", "F1", "5"), sold("D1", "F1", "5", invDueDt="2026-05-01")

    assert row_words(reading(audit(ledger("CU", *lines))), 1) == {W.DUE_MISSING}


def test_windows_letters_under_a_false_declaration_are_read_and_said() -> None:
    text = audit(ledger("CU", sold("D1", "F1", "1")))

    found = read(text.encode("cp1252"), name="multivers.xml")

    assert found.rows[0].name == "Café Wouters"
    assert words(found.problems) == [W.XML_ENCODING, W.XAF_ONE_YEAR]


def test_a_byte_order_mark_before_the_file_is_no_harm() -> None:
    text = audit(ledger("CU", sold("D1", "F1", "1")))

    assert read(text.encode("utf-8-sig"), name="exact.xaf").open_cents == 100


def test_half_an_audit_file_is_refused() -> None:
    text = audit(ledger("CU", sold("D1", "F1", "1")))

    assert words(reading(text[: len(text) // 2]).problems) == [W.XML_BROKEN]
