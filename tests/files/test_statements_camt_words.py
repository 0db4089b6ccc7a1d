"""What a payment in CAMT says: remittance, references, batches and their totals."""

import pytest

from minnelijk.files.statements.facts import Payment
from minnelijk.files.statements.words import EntryState
from minnelijk.files.statements.words import ProblemWord as W
from tests.files.camt import (
    IBAN,
    OWN,
    PAYER,
    details,
    document,
    entries,
    entry,
    party,
    payment,
    reading,
)

SHOWN = "<AddtlNtryInf>SEPA OVERBOEKING\nNAAM: Jansen</AddtlNtryInf>"


def remitted(inside: str) -> Payment:
    return payment(f"<RmtInf>{inside}</RmtInf>")


def test_lines_of_words_are_kept_apart() -> None:
    found = remitted("<Ustrd>Factuur F26-1</Ustrd><Ustrd>001 en F26-2</Ustrd><Ustrd> </Ustrd>")

    assert (found.text, found.reference) == ("Factuur F26-1\n001 en F26-2", "")


def test_a_structured_reference_stands_by_itself_and_a_second_one_is_not_lost() -> None:
    found = remitted(
        "<Ustrd>voor september</Ustrd>"
        "<Strd><CdtrRefInf><Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry></Tp><Ref>RF18539007547034</Ref>"
        "</CdtrRefInf><AddtlRmtInf>klant 12</AddtlRmtInf></Strd>"
        "<Strd><RfrdDocInf><Nb>F26-7</Nb></RfrdDocInf><CdtrRefInf><Ref>2</Ref></CdtrRefInf></Strd>"
    )

    assert found.reference == "RF18539007547034"
    assert found.text == "voor september\nklant 12\nF26-7\n2"


@pytest.mark.parametrize(
    ("told", "kept"), [("NOTPROVIDED", ""), ("notprovided ", ""), ("NONREF", ""), (" E-1", "E-1")]
)
def test_a_word_for_nothing_is_nothing(told: str, kept: str) -> None:
    found = payment(
        f"<Refs><EndToEndId>{told}</EndToEndId></Refs><RmtInf><Ustrd>{told}</Ustrd></RmtInf>"
    )

    assert (found.end_to_end, found.text) == (kept, kept)


def test_what_the_bank_says_of_the_whole_entry_is_the_last_resort() -> None:
    said = "<RmtInf><Ustrd>F26-1</Ustrd></RmtInf>"
    referred = "<RmtInf><Strd><CdtrRefInf><Ref>RF1</Ref></CdtrRefInf></Strd></RmtInf>"
    rows = [
        entry(inside=SHOWN),
        entry(inside=details("") + SHOWN),
        entry(inside=details("<AddtlTxInf>F26-2</AddtlTxInf>") + SHOWN),
        entry(inside=details(said) + SHOWN),
        entry(inside=details(referred) + SHOWN),
    ]

    texts = [one.payments[0].text for one in entries(*rows)]

    assert texts[:2] == ["SEPA OVERBOEKING\nNAAM: Jansen"] * 2
    assert texts[2:] == ["F26-2", "F26-1", ""]


def test_a_text_without_end_is_cut() -> None:
    found = remitted("<Ustrd>" + "x" * 9_000 + "</Ustrd>" + "<Ustrd>abc</Ustrd>" * 9_000)

    assert 4_000 <= len(found.text) <= 8_100


def test_a_batch_is_split_into_its_payments() -> None:
    one = f'<Amt Ccy="EUR">5.00</Amt><RltdPties>{party("Dbtr", "Een", PAYER)}</RltdPties>'
    two = '<AmtDtls><TxAmt><Amt Ccy="EUR">7.50</Amt></TxAmt></AmtDtls>'

    (found,) = entries(entry("12.50", inside=details(one, two)))

    assert (found.cents, found.count) == (1250, 2)
    assert found.payments == (Payment(500, "Een", PAYER), Payment(750))


def test_a_payment_in_a_batch_may_go_the_other_way() -> None:
    inside = [f'<Amt Ccy="EUR">{amount}</Amt>' for amount in ("15.00", "2.50")]
    inside[1] += "<CdtDbtInd>DBIT</CdtDbtInd>"

    (found,) = entries(entry("12.50", inside=details(*inside)))

    assert [one.cents for one in found.payments] == [1500, -250]


def test_the_total_of_a_batch_is_no_payment() -> None:
    batch = "<Btch><PmtInfId>P</PmtInfId><NbOfTxs>20</NbOfTxs></Btch>"
    alone = entry(inside=details(batch=batch))
    repeated = entry(inside=details('<Amt Ccy="EUR">12.50</Amt>', batch=batch))

    found = entries(alone, repeated)

    assert [(one.count, one.payments) for one in found] == [(20, ()), (20, ())]


def test_several_batches_in_one_entry_are_counted_together() -> None:
    inside = details(batch="<Btch><NbOfTxs>2</NbOfTxs></Btch>") * 2

    (found,) = entries(entry(inside=inside))

    assert (found.count, found.payments) == (4, ())


@pytest.mark.parametrize(
    ("inside", "kept", "value"),
    [
        (['<Amt Ccy="EUR">5.00</Amt>', '<Amt Ccy="EUR">5.00</Amt>'], [500, 500], "10.00"),
        (['<Amt Ccy="EUR">5.00</Amt>', ""], [], "an unknown amount"),
        (['<Amt Ccy="EUR">5.00</Amt>', '<Amt Ccy="USD">7.50</Amt>'], [], "an unknown amount"),
        (['<Amt Ccy="EUR">5.00</Amt>', '<Amt Ccy="EUR">7,50</Amt>'], [], "an unknown amount"),
    ],
)
def test_a_batch_that_does_not_make_its_total_is_told(
    inside: list[str], kept: list[int], value: str
) -> None:
    found = reading(document(IBAN + entry("12.50", inside=details(*inside))))

    (one,) = found.statements[0].entries
    assert [payment.cents for payment in one.payments] == kept
    assert [(p.word, p.value, p.detail) for p in found.problems] == [
        (W.DETAILS_DIFFER, value, "12.50")
    ]


def test_what_counts_is_the_amount_on_the_account_not_the_one_that_was_told() -> None:
    foreign = (
        '<Amt Ccy="USD">14.00</Amt>'
        '<AmtDtls><InstdAmt><Amt Ccy="USD">14.00</Amt></InstdAmt></AmtDtls>'
    )

    assert payment(foreign).cents == 1250


def test_a_single_payment_of_another_amount_is_told() -> None:
    found = reading(document(IBAN + entry(inside=details('<Amt Ccy="EUR">15.00</Amt>'))))

    assert found.statements[0].entries[0].payments == (Payment(1250),)
    assert [one.word for one in found.problems] == [W.DETAILS_DIFFER]


def test_money_in_another_currency_than_the_account_is_shown_and_never_matched() -> None:
    found = reading(document(IBAN + entry() + entry(currency="USD")))

    states = [one.state for one in found.statements[0].entries]
    assert states == [EntryState.BOOKED, EntryState.INFORMATION]
    assert [(one.word, one.place, one.value) for one in found.problems] == [
        (W.CURRENCY_FOREIGN, "entry 2", "USD")
    ]


def test_an_account_that_names_no_currency_has_the_euro_only_where_all_entries_say_so() -> None:
    account = f"<Acct><Id><IBAN>{OWN}</IBAN></Id></Acct>"

    euro = reading(document(account + entry() + entry()))
    other = reading(document(account + entry(currency="SEK")))

    assert (euro.statements[0].currency, euro.problems) == ("EUR", ())
    assert other.statements[0].currency == ""
    assert other.statements[0].entries[0].state == EntryState.INFORMATION


def test_a_batch_of_many_payments_takes_no_tree_of_all_of_them() -> None:
    many = ['<Amt Ccy="EUR">0.01</Amt><RmtInf><Ustrd>a</Ustrd></RmtInf>'] * 3_000

    found = entries(entry("30.00", inside=details(*many)), entry("1.00"))

    assert [(one.count, len(one.payments), one.cents) for one in found] == [
        (3000, 3000, 3000),
        (1, 1, 100),
    ]
