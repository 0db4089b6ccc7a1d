"""Invented bank statements for the benches, written entry by entry: CAMT.053, MT940 and CODA."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

ACCOUNT = "NL02ABNA0123456789"
BELGIAN = "BE68539007547034"
OPENING = 1_000_000
FIRST_DAY = date(2026, 8, 3)


@dataclass(frozen=True, slots=True)
class Line:
    """One transfer as it is written into a file; every tenth goes out."""

    number: int
    cents: int
    day: date
    name: str
    iban: str
    invoice: str


@dataclass(frozen=True, slots=True)
class Made:
    """What a file holds."""

    entries: int
    cents: int


def lines(count: int) -> Iterator[Line]:
    for number in range(count):
        cents = 1_000 + number * 7_919 % 180_000
        yield Line(
            number=number,
            cents=-cents if number % 10 == 9 else cents,
            day=FIRST_DAY + timedelta(days=number * 20 // count),
            name=f"Betaler {number % 5_000}",
            iban=f"NL{number % 89 + 10}RABO{300_000_000 + number % 5_000:010}",
            invoice=f"F2026-{number:07}",
        )


def write(path: Path, format_name: str, count: int) -> Made:
    """Write a statement of so many entries."""
    cents = sum(line.cents for line in lines(count))
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(WRITERS[format_name](count, cents))
    return Made(count, cents)


def camt053(count: int, cents: int) -> Iterator[str]:
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt>\n'
        "<GrpHdr><MsgId>1</MsgId><CreDtTm>2026-08-31T06:00:00</CreDtTm></GrpHdr>\n"
        "<Stmt><Id>1</Id><CreDtTm>2026-08-31T06:00:00</CreDtTm>\n"
        f"<Acct><Id><IBAN>{ACCOUNT}</IBAN></Id><Ccy>EUR</Ccy></Acct>\n"
    )
    yield _balance("OPBD", OPENING, FIRST_DAY)
    yield _balance("CLBD", OPENING + cents, FIRST_DAY + timedelta(days=20))
    for line in lines(count):
        yield _camt_entry(line)
    yield "</Stmt></BkToCstmrStmt></Document>\n"


def _balance(kind: str, cents: int, day: date) -> str:
    return (
        f"<Bal><Tp><CdOrPrtry><Cd>{kind}</Cd></CdOrPrtry></Tp>"
        f'<Amt Ccy="EUR">{_point(abs(cents))}</Amt>'
        f"<CdtDbtInd>{_side(cents)}</CdtDbtInd><Dt><Dt>{day}</Dt></Dt></Bal>\n"
    )


def _camt_entry(line: Line) -> str:
    party, other = ("Dbtr", "Cdtr") if line.cents > 0 else ("Cdtr", "Dbtr")
    amount = f'<Amt Ccy="EUR">{_point(abs(line.cents))}</Amt>'
    return (
        f"<Ntry><NtryRef>{line.number}</NtryRef>{amount}"
        f"<CdtDbtInd>{_side(line.cents)}</CdtDbtInd><Sts>BOOK</Sts>"
        f"<BookgDt><Dt>{line.day}</Dt></BookgDt><ValDt><Dt>{line.day}</Dt></ValDt>"
        f"<AcctSvcrRef>{line.day:%Y%m%d}{line.number:010}</AcctSvcrRef>"
        "<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn>"
        "</BkTxCd><NtryDtls><TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs>"
        f"<AmtDtls><TxAmt>{amount}</TxAmt></AmtDtls>"
        f"<RltdPties><{party}><Nm>{line.name}</Nm></{party}><{party}Acct><Id>"
        f"<IBAN>{line.iban}</IBAN></Id></{party}Acct><{other}><Nm>Waterbedrijf</Nm></{other}>"
        "</RltdPties>"
        f"<RmtInf><Ustrd>Betaling factuur {line.invoice} met dank</Ustrd></RmtInf>"
        "</TxDtls></NtryDtls></Ntry>\n"
    )


def mt940(count: int, cents: int) -> Iterator[str]:
    yield f"ABNANL2A\r\n940\r\nABNANL2A\r\n:20:ABN AMRO BANK NV\r\n:25:{ACCOUNT}\r\n:28:24301/1\r\n"
    yield f":60F:{_swift(OPENING, FIRST_DAY)}\r\n"
    for line in lines(count):
        side = "C" if line.cents > 0 else "D"
        yield (
            f":61:{line.day:%y%m%d}{line.day:%m%d}{side}{_comma(abs(line.cents))}N654NONREF\r\n"
            f":86:/TRTP/SEPA OVERBOEKING/IBAN/{line.iban}/BIC/RABONL2U/NAME/\r\n"
            f"{line.name}/REMI/Betaling factuur {line.invoice} met dank/EREF/NOTPROVIDED\r\n"
        )
    yield f":62F:{_swift(OPENING + cents, FIRST_DAY + timedelta(days=20))}\r\n-\r\n"


def _swift(cents: int, day: date) -> str:
    return f"{'C' if cents >= 0 else 'D'}{day:%y%m%d}EUR{_comma(abs(cents))}"


def coda(count: int, cents: int) -> Iterator[str]:
    """Records of 128 signs; amounts in thousandths of a euro."""
    yield _record(f"0000003082600505        0001 {' ' * 5}{'WATERBEDRIJF':26}{'GKCCBEBB':11}", "2")
    yield _record(f"12001{BELGIAN:34}EUR{_thousandths(OPENING)}010826{'WATERBEDRIJF':26}")
    for line in lines(count):
        yield from _movement(line)
    yield _record(f"8001{BELGIAN:34}EUR{_thousandths(OPENING + cents)}310826")
    records = 3 + 3 * count - 1
    debits = -sum(line.cents for line in lines(count) if line.cents < 0)
    credit = cents + debits
    yield _record(f"9{' ' * 15}{records:06}{debits * 10:015}{credit * 10:015}", "2")


def _movement(line: Line) -> Iterator[str]:
    mark = f"{line.number % 10_000:04}0000"
    said = f"Betaling factuur {line.invoice} met dank"
    yield _record(
        f"21{mark}{line.number:021}{_thousandths(line.cents)}{line.day:%d%m%y}00150000"
        f"0{said:53}{line.day:%d%m%y}00100 "
    )
    yield _record(f"22{mark}{' ' * 53}{' ' * 35}{'RABONL2U':11}{' ' * 19}10")
    yield _record(f"23{mark}{line.iban + ' EUR':37}{line.name:35}{' ' * 43}00")


def _record(text: str, end: str = "") -> str:
    return f"{text[: 128 - len(end)]:{128 - len(end)}}{end}\r\n"


def _thousandths(cents: int) -> str:
    return f"{int(cents < 0)}{abs(cents) * 10:015}"


def _point(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02}"


def _comma(cents: int) -> str:
    return f"{cents // 100},{cents % 100:02}"


def _side(cents: int) -> str:
    return "CRDT" if cents >= 0 else "DBIT"


WRITERS: dict[str, Callable[[int, int], Iterator[str]]] = {
    "camt053": camt053,
    "mt940": mt940,
    "coda": coda,
}
