"""CAMT of our own hand: every dialect and every trap of the entries and the payments inside."""

from datetime import date

import pytest

from minnelijk.files.statements.facts import Payment
from minnelijk.files.statements.words import EntryState, Kind
from minnelijk.files.statements.words import ProblemWord as W
from tests.files.camt import (
    IBAN,
    OWN,
    PAYER,
    balance,
    details,
    document,
    entries,
    entry,
    party,
    payment,
    reading,
)


def words(xml: str) -> list[W]:
    return [problem.word for problem in reading(xml).problems]


@pytest.mark.parametrize(
    ("message", "kind"),
    [("052", Kind.INTRADAY), ("053", Kind.STATEMENT), ("054", Kind.NOTIFICATION)],
)
@pytest.mark.parametrize("version", ["01", "02", "03", "04", "06", "08", "10", "13"])
def test_every_message_is_read_in_every_version(message: str, kind: Kind, version: str) -> None:
    found = reading(document(IBAN + entry(), message=message, version=version))

    assert found.format == f"camt.{message}.001.{version}"
    assert (found.statements[0].kind, found.statements[0].credits_cents) == (kind, 1250)
    assert found.problems == ()


def test_the_first_version_has_names_of_its_own() -> None:
    xml = document(
        "<Acct><Id><PrtryAcct><Id>0417164300</Id></PrtryAcct></Id><Ccy>EUR</Ccy></Acct>"
        '<Bal><Tp><Cd>OPBD</Cd></Tp><Amt Ccy="EUR">1</Amt><Dt>2026-09-01</Dt></Bal>'
        '<Ntry><Amt Ccy="EUR">5</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts>'
        "<Btch><NbOfTxs>2</NbOfTxs></Btch></Ntry>",
        version="01",
    ).replace("BkToCstmrStmt>", "BkToCstmrStmtV01>")

    found = reading(xml).statements[0]

    assert (found.account, found.opening_cents, found.from_on) == (
        "0417164300",
        100,
        date(2026, 9, 1),
    )
    assert (found.entries[0].count, found.entries[0].payments) == (2, ())


def test_names_may_have_a_prefix_an_envelope_or_no_namespace_at_all() -> None:
    plain = document(IBAN + entry())
    prefixed = plain.replace("<", "<c:").replace("<c:/", "</c:").replace("<c:?", "<?")
    prefixed = prefixed.replace("xmlns=", "xmlns:c=")
    bare = plain.replace(' xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"', "")
    wrapped = plain.replace("<Document", "<Envelope><AppHdr/><Document") + "</Envelope>"

    assert reading(prefixed).statements == reading(plain).statements
    assert reading(wrapped).statements == reading(plain).statements
    assert reading(bare).statements == reading(plain).statements
    assert (reading(bare).format, reading(wrapped).format) == ("camt.053", "camt.053.001.02")


def test_an_entry_gives_its_amount_days_and_the_banks_own_mark() -> None:
    head = (
        "<NtryRef>1</NtryRef><RvslInd>false</RvslInd><Sts>BOOK</Sts>"
        "<BookgDt><DtTm>2026-09-02T23:59:00+02:00</DtTm></BookgDt>"
        "<ValDt><Dt>2026-09-01+02:00</Dt></ValDt><AcctSvcrRef>A-1</AcctSvcrRef>"
    )

    (one,) = entries(entry("1250.00", "DBIT", head=head))

    assert (one.cents, one.place, one.bank_ref, one.count) == (-125000, "entry 1", "A-1", 1)
    assert (one.booked_on, one.value_on) == (date(2026, 9, 2), date(2026, 9, 1))
    assert (one.state, one.payments) == (EntryState.BOOKED, (Payment(-125000),))


@pytest.mark.parametrize(
    ("head", "inside", "mark"),
    [
        ("<NtryRef>77</NtryRef>", "", "77"),
        ("<NtryRef>77</NtryRef>", "<Refs><AcctSvcrRef>B</AcctSvcrRef></Refs>", "B"),
        ("<NtryRef>77</NtryRef><AcctSvcrRef>NOTPROVIDED</AcctSvcrRef>", "", "77"),
        ("", "", ""),
    ],
)
def test_the_mark_of_the_bank_is_the_best_that_the_file_has(
    head: str, inside: str, mark: str
) -> None:
    (one,) = entries(entry(head=head, inside=details(inside)))

    assert one.bank_ref == mark


@pytest.mark.parametrize(
    ("told", "state"),
    [
        ("", EntryState.BOOKED),
        ("<Sts>BOOK</Sts>", EntryState.BOOKED),
        ("<Sts><Cd>BOOK</Cd></Sts>", EntryState.BOOKED),
        ("<Sts>\n  <Cd>PDNG</Cd>\n</Sts>", EntryState.PENDING),
        ("<Sts>PDNG</Sts>", EntryState.PENDING),
        ("<Sts><Cd>FUTR</Cd></Sts>", EntryState.PENDING),
        ("<Sts>INFO</Sts>", EntryState.INFORMATION),
    ],
)
def test_what_is_not_booked_says_so(told: str, state: EntryState) -> None:
    (one,) = entries(entry(head=told))

    assert one.state == state


def test_a_state_that_nobody_knows_is_never_taken_for_booked() -> None:
    xml = document(IBAN + entry(head="<Sts><Prtry>MAYBE</Prtry></Sts>"))

    assert reading(xml).statements[0].entries[0].state == EntryState.INFORMATION
    assert words(xml) == [W.STATE_UNKNOWN]


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("200000", 20000000),
        ("8.850", 885),
        ("5442.09000", 544209),
        ("0", 0),
        (".5", 50),
        ("7.", 700),
    ],
)
def test_amounts_are_written_in_many_ways(text: str, cents: int) -> None:
    (one,) = entries(entry(text))

    assert one.cents == cents


@pytest.mark.parametrize(
    ("amount", "sign", "word"),
    [
        ("12,50", "CRDT", W.AMOUNT_UNREADABLE),
        ("-12.50", "CRDT", W.AMOUNT_UNREADABLE),
        ("12.5o", "CRDT", W.AMOUNT_UNREADABLE),
        ("", "CRDT", W.AMOUNT_UNREADABLE),
        ("1e3", "CRDT", W.AMOUNT_UNREADABLE),
        ("٣.00", "CRDT", W.AMOUNT_UNREADABLE),
        ("9" * 40, "CRDT", W.AMOUNT_UNREADABLE),
        ("12.505", "CRDT", W.AMOUNT_DECIMALS),
        ("12.50", "", W.SIGN_UNREADABLE),
        ("12.50", "C", W.SIGN_UNREADABLE),
    ],
)
def test_an_entry_without_a_certain_amount_is_left_out_and_told(
    amount: str, sign: str, word: W
) -> None:
    found = reading(document(IBAN + entry() + entry(amount, sign) + entry("3.00")))

    assert [one.cents for one in found.statements[0].entries] == [1250, 300]
    assert [(one.word, one.place) for one in found.problems] == [(word, "entry 2")]


@pytest.mark.parametrize("day", ["2026-02-30", "20260901", "01-09-2026", "0001-01-01", "gisteren"])
def test_a_day_that_cannot_be_read_is_none_and_told(day: str) -> None:
    found = reading(document(IBAN + entry(head=f"<ValDt><Dt>{day}</Dt></ValDt>")))

    assert found.statements[0].entries[0].value_on is None
    assert [(one.word, one.value) for one in found.problems] == [(W.DAY_UNREADABLE, day)]


@pytest.mark.parametrize("later", [False, True])
def test_money_that_came_is_the_debtors_and_money_that_went_the_creditors(later: bool) -> None:
    parties = party("Dbtr", "Kaashandel  Wouters", PAYER, later=later)
    parties += party("Cdtr", "Wij", OWN, later=later)
    inside = f"<RltdPties>{parties}</RltdPties>"
    turned = inside.replace("Dbtr", "X").replace("Cdtr", "Dbtr").replace("X", "Cdtr")

    came, went = payment(inside, version="08"), payment(turned, sign="DBIT", version="08")

    assert (came.cents, came.name, came.iban) == (1250, "Kaashandel Wouters", PAYER)
    assert (went.cents, went.name, went.iban) == (-1250, "Kaashandel Wouters", PAYER)


def test_the_ultimate_debtor_counts_only_where_no_debtor_is_named() -> None:
    behind = party("UltmtDbtr", "Moeder")
    both = f"<RltdPties>{party('Dbtr', 'Dochter')}{behind}</RltdPties>"

    assert payment(both).name == "Dochter"
    assert payment(f"<RltdPties>{behind}</RltdPties>").name == "Moeder"


def test_a_payer_may_be_a_bank_and_its_account_may_be_no_iban() -> None:
    inside = (
        "<RltdPties><Dbtr><Agt><FinInstnId><Nm>Spaarbank</Nm></FinInstnId></Agt></Dbtr>"
        "<DbtrAcct><Id><Othr><Id>123 456</Id></Othr></Id></DbtrAcct></RltdPties>"
    )

    assert (payment(inside).name, payment(inside).iban) == ("Spaarbank", "123456")


def test_nobody_else_is_taken_for_the_payer() -> None:
    inside = (
        f"<RltdPties>{party('Cdtr', 'Wij zelf', 'NL02RABO0123456789')}</RltdPties>"
        "<RltdAgts><DbtrAgt><FinInstnId><Nm>Bank</Nm></FinInstnId></DbtrAgt></RltdAgts>"
    )

    assert (payment(inside).name, payment(inside).iban) == ("", "")


def test_a_direct_debit_that_came_back_names_the_debtor_and_takes_money_away() -> None:
    parties = party("Dbtr", "Jansen", PAYER) + party("Cdtr", "Wij", OWN)
    inside = details(f"<RltdPties>{parties}</RltdPties><RtrInf><Rsn><Cd>AM04</Cd></Rsn></RtrInf>")
    turned = party("Dbtr", "Wij", OWN) + party("Cdtr", "Jansen", PAYER)

    (one,) = entries(entry(sign="DBIT", inside=inside))
    (other,) = entries(
        entry(
            sign="DBIT",
            head="<RvslInd>true</RvslInd>",
            inside=details(f"<RltdPties>{turned}</RltdPties>"),
        )
    )

    assert one.payments == (Payment(-1250, "Jansen", PAYER, returned=True),)
    assert other.payments == (Payment(-1250, "Jansen", PAYER, returned=True),)


def test_a_reversal_keeps_the_direction_that_the_entry_tells() -> None:
    rows = entry("10.00", "DBIT", head="<RvslInd>true</RvslInd>")
    rows += entry("4.00", "CRDT", head="<RvslInd>1</RvslInd>")
    xml = document(IBAN + balance("OPBD", "10") + balance("CLBD", "4") + rows)

    found = reading(xml)

    assert [one.cents for one in found.statements[0].entries] == [-1000, 400]
    assert all(one.payments[0].returned for one in found.statements[0].entries)
    assert found.problems == ()


def test_names_and_words_that_look_like_code_stay_text() -> None:
    inside = (
        f"<RltdPties>{party('Dbtr', '&lt;script&gt;alert(1)&lt;/script&gt;')}</RltdPties>"
        "<RmtInf><Ustrd><![CDATA[<b>F26</b> & Co]]></Ustrd></RmtInf>"
    )

    assert payment(inside).name == "<script>alert(1)</script>"
    assert payment(inside).text == "<b>F26</b> & Co"
