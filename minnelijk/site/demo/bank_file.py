"""A CAMT.053 file as a bank writes it, made of invented payments."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from xml.sax.saxutils import escape

HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt>
<GrpHdr><MsgId>{number}</MsgId><CreDtTm>{on}T06:00:00</CreDtTm></GrpHdr>
<Stmt><Id>{number}</Id><CreDtTm>{on}T06:00:00</CreDtTm>
<Acct><Id><IBAN>{iban}</IBAN></Id><Ccy>EUR</Ccy></Acct>
"""
BALANCE = """\
<Bal><Tp><CdOrPrtry><Cd>{word}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">{amount}</Amt>\
<CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>{on}</Dt></Dt></Bal>
"""
ENTRY = """\
<Ntry><Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>{sign}</CdtDbtInd>{back}<Sts>BOOK</Sts>\
<BookgDt><Dt>{on}</Dt></BookgDt><ValDt><Dt>{on}</Dt></ValDt><AcctSvcrRef>{mark}</AcctSvcrRef>\
<BkTxCd><Prtry><Cd>{kind}</Cd></Prtry></BkTxCd><NtryDtls><TxDtls><Amt Ccy="EUR">{amount}</Amt>\
<RltdPties>{who}</RltdPties><RmtInf>{words}</RmtInf></TxDtls></NtryDtls></Ntry>
"""
OPENING_CENTS = 2_450_000_00


@dataclass(frozen=True, slots=True)
class Paid:
    """One payment: below zero the bank takes an earlier one back. `text` may have two lines."""

    cents: int
    name: str = ""
    text: str = ""
    iban: str = ""


def camt(iban: str, paid: Sequence[Paid], on: date, number: str) -> bytes:
    """Return a statement of one day and account with these payments and balances that add up."""
    parts = [HEAD.format(number=number, on=on, iban=iban)]
    closing = OPENING_CENTS + sum(one.cents for one in paid)
    parts += [_balance("OPBD", OPENING_CENTS, on), _balance("CLBD", closing, on)]
    parts += _entries(paid, on, number)
    parts.append("</Stmt></BkToCstmrStmt></Document>\n")
    return "".join(parts).encode()


def _balance(word: str, cents: int, on: date) -> str:
    return BALANCE.format(word=word, amount=_amount(cents), on=on)


def _entries(paid: Sequence[Paid], on: date, number: str) -> Iterator[str]:
    for place, one in enumerate(paid, start=1):
        yield ENTRY.format(
            amount=_amount(abs(one.cents)),
            sign="CRDT" if one.cents > 0 else "DBIT",
            back="" if one.cents > 0 else "<RvslInd>true</RvslInd>",
            on=on,
            mark=f"{number}-{place:04}",
            kind="586" if one.cents > 0 else "1085",
            who=_who(one),
            words="".join(f"<Ustrd>{escape(part)}</Ustrd>" for part in one.text.split("\n")),
        )


def _who(one: Paid) -> str:
    side = "Dbtr" if one.cents > 0 else "Cdtr"
    name = f"<{side}><Nm>{escape(one.name)}</Nm></{side}>" if one.name else ""
    account = f"<{side}Acct><Id><IBAN>{one.iban}</IBAN></Id></{side}Acct>" if one.iban else ""
    return name + account


def _amount(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02}"


def iban_of(number: int) -> str:
    """Return the account of somebody invented, at a bank that does not exist."""
    rest = f"TEST{number:010}"
    digits = "".join(str(int(sign, 36)) for sign in f"{rest}NL00")
    return f"NL{98 - int(digits) % 97:02}{rest}"
