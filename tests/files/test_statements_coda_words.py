"""What a CODA movement says: who paid, with which words, and whether money was taken back."""

import pytest

from tests.files.coda import (
    more,
    moved,
    one,
    second,
    third,
)


@pytest.mark.parametrize("kind", ["101", "102"])
def test_a_structured_communication_is_the_reference_without_signs(kind: str) -> None:
    reading = one(moved(12100, f"{kind}123456789002", structured=True))

    payment = reading.statements[0].entries[0].payments[0]
    assert (payment.reference, payment.text) == ("123456789002", "")


def test_an_rf_reference_is_a_reference_and_words_that_are_none_stay_words() -> None:
    reading = one(
        moved(100, "100RF18539007547034", structured=True),
        moved(100, "10112345678900X", structured=True, number=2),
        moved(100, "100GEEN RF", structured=True, number=3),
    )

    payments = [entry.payments[0] for entry in reading.statements[0].entries]
    assert [payment.reference for payment in payments] == ["RF18539007547034", "", ""]
    assert [payment.text for payment in payments] == ["", "12345678900X", "GEEN RF"]


def test_free_words_run_on_over_three_records_without_a_separator() -> None:
    reading = one(
        moved(12100, "Betaling van onze facturen van deze maand met nr 2026", more=True),
        second("-0412 en 2026-0413 en ook nog de oude rekening met nr", customer="E2E-77"),
        third("BE71096123456769", "Kaasmakerij Wouters", " 2025-9001"),
    )

    payment = reading.statements[0].entries[0].payments[0]
    assert payment.text == (
        "Betaling van onze facturen van deze maand met nr 2026-0412 en 2026-0413 en ook nog de oude"
        " rekening met nr 2025-9001"
    )
    assert (payment.name, payment.iban) == ("Kaasmakerij Wouters", "BE71096123456769")
    assert payment.end_to_end == "E2E-77"


@pytest.mark.parametrize("nothing", ["NOTPROVIDED", "NOT PROVIDED", "nonref", "000000"])
def test_a_customer_reference_that_says_nothing_is_none(nothing: str) -> None:
    reading = one(moved(100, more=True), second(customer=nothing))

    assert reading.statements[0].entries[0].payments[0].end_to_end == ""


def test_details_give_the_full_name_and_more_words_but_no_address() -> None:
    reading = one(
        moved(100, "F26-81"),
        third("", "VERENIGING VOOR HET BEHOUD VAN DE H"),
        more("31", "001VERENIGING VOOR HET BEHOUD VAN DE HOUTWAL", structured=True),
        more("32", "DORPSSTRAAT 1"),
        more("31", "009Piet de Wit", structured=True),
        more("31", "002Woord van de bank", structured=True),
        more("31", "Met dank voor het wachten"),
        more("32", " en tot ziens"),
    )

    payment = reading.statements[0].entries[0].payments[0]
    assert payment.name == "VERENIGING VOOR HET BEHOUD VAN DE HOUTWAL"
    first, last_debtor, of_bank, free = payment.text.split("\n")
    assert (first, last_debtor, of_bank) == ("F26-81", "Piet de Wit", "Woord van de bank")
    assert free.startswith("Met dank voor het wachten") and free.endswith("en tot ziens")


def test_free_details_are_one_running_text_cut_where_a_record_was_full() -> None:
    said = (
        "Wij betalen met deze overschrijving al onze openstaande facturen 2026-04"
        + "12 en 2026-0413"
    )
    reading = one(moved(100), more("31", said[:73]), more("31", said[73:]))

    assert reading.statements[0].entries[0].payments[0].text == said


def test_record_33_behind_a_name_and_address_holds_words() -> None:
    reading = one(
        moved(100),
        more("31", "001Anna Maes", structured=True),
        more("32", "DORPSSTRAAT 1"),
        more("33", "F26-7, zoals afgesproken"),
    )

    payment = reading.statements[0].entries[0].payments[0]
    assert (payment.name, payment.text) == ("Anna Maes", "F26-7, zoals afgesproken")


def test_what_is_said_with_the_parts_of_one_payment_is_said_of_it() -> None:
    reading = one(
        moved(-95, "Bijdrage", code="30150000"),
        moved(-90, "F26-7", detail=1, code="80150100"),
        moved(-5, "106000000000000500", detail=2, code="80137013", structured=True),
        more("31", "Rekening van september"),
    )

    payment = reading.statements[0].entries[0].payments[0]
    assert payment.text == "Bijdrage\nF26-7\nRekening van september"


@pytest.mark.parametrize(
    ("code", "returned"),
    [
        ("00150000", False), ("00503000", True), ("00505000", True), ("00558000", True),
        ("00149000", True), ("01149000", False), ("00199000", False), ("00501000", False),
    ],
)  # fmt: skip
def test_the_transaction_code_tells_that_money_was_taken_back(code: str, returned: bool) -> None:
    reading = one(moved(-100, code=code))

    assert reading.statements[0].entries[0].payments[0].returned is returned


def test_a_direct_debit_gives_its_words_and_whether_it_was_refused() -> None:
    def debit(refused: str) -> str:
        return "127" + "220926" + "12" + refused + "BE69ZZZ050D000000008".ljust(35)

    rest = "MANDAAT-0001".ljust(35) + "F26-90 september".ljust(62) + "     "
    reading = one(
        *(
            line
            for number, refused in enumerate("04", 1)
            for line in (
                moved(-100, (debit(refused) + rest)[:53], structured=True, number=number),
                second((debit(refused) + rest)[53:106], number=number),
                third(said=(debit(refused) + rest)[106:149], number=number),
            )
        )
    )

    payments = [entry.payments[0] for entry in reading.statements[0].entries]
    assert [payment.text for payment in payments] == ["F26-90 september"] * 2
    assert [payment.returned for payment in payments] == [False, True]


def test_an_r_transaction_of_record_22_is_a_return_and_old_figures_there_are_not() -> None:
    reading = one(
        moved(-100), second(r="3MD06"),
        moved(-100, number=2), second(number=2)[:109] + "00843246306A1648" + "1 0",
    )  # fmt: skip

    payments = [entry.payments[0] for entry in reading.statements[0].entries]
    assert [payment.returned for payment in payments] == [True, False]


@pytest.mark.parametrize(
    ("field", "account"),
    [
        ("191038188256 EUR", "191038188256"),
        ("BE71 0961 2345 6769", "BE71096123456769"),
        ("728051142478          002WR2", "728051142478"),
        ("0000000000000000", ""),
    ],
)
def test_the_counterparty_keeps_its_number_without_currency(field: str, account: str) -> None:
    reading = one(moved(100), third(field, "Anna Maes"))

    assert reading.statements[0].entries[0].payments[0].iban == account


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "cp850", "utf-8"])
def test_the_encoding_is_proven_by_the_accents(encoding: str) -> None:
    reading = one(
        moved(100, "FACTURE payée à Liège"), third("", "CAFÉ FRANÇOIS MÜLLER"), encoding=encoding
    )

    payment = reading.statements[0].entries[0].payments[0]
    assert payment.text == "FACTURE payée à Liège"
    assert payment.name == "CAFÉ FRANÇOIS MÜLLER"
