"""Large files to measure with: made up row by row, so that making one takes no memory."""

from collections.abc import Iterator
from datetime import date, timedelta

FIRST_ON = date(2026, 9, 1)
NAMES = ("Bakkerij", "Garage", "Kapsalon", "Drukkerij", "Hoveniersbedrijf", "Slagerij", "Café")
TOWNS = ("Zwolle", "Hasselt", "Breda", "Leuven", "Assen", "Middelburg", "Roermond", "Aalst")
OWN = "NL91ABNA0417164300"

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}">
<BkToCstmrStmt><GrpHdr><MsgId>BENCH-1</MsgId><CreDtTm>2026-10-01T06:00:00</CreDtTm></GrpHdr>
<Stmt><Id>BENCH-1</Id><ElctrncSeqNb>1</ElctrncSeqNb><CreDtTm>2026-10-01T06:00:00</CreDtTm>
<Acct><Id><IBAN>{own}</IBAN></Id><Ccy>EUR</Ccy><Ownr><Nm>Stichting Derdengelden</Nm></Ownr></Acct>
{opening}{closing}
"""
_BALANCE = """<Bal><Tp><CdOrPrtry><Cd>{kind}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">{amount}</Amt>\
<CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>{day}</Dt></Dt></Bal>
"""
_ENTRY = """<Ntry>
 <NtryRef>{number}</NtryRef>
 <Amt Ccy="EUR">{amount}</Amt>
 <CdtDbtInd>CRDT</CdtDbtInd>
 <RvslInd>false</RvslInd>
 <Sts>{booked}</Sts>
 <BookgDt><Dt>{day}</Dt></BookgDt>
 <ValDt><Dt>{day}</Dt></ValDt>
 <AcctSvcrRef>{day}-{number:09d}-01</AcctSvcrRef>
 <BkTxCd>
  <Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn>
  <Prtry><Cd>541</Cd><Issr>BANK</Issr></Prtry>
 </BkTxCd>
 <NtryDtls>
  <TxDtls>
   <Refs><InstrId>{number}</InstrId><EndToEndId>{end_to_end}</EndToEndId></Refs>
   <AmtDtls><TxAmt><Amt Ccy="EUR">{amount}</Amt></TxAmt></AmtDtls>
   <RltdPties>
    <Dbtr>{open}<Nm>{name}</Nm>{shut}</Dbtr>
    <DbtrAcct><Id><IBAN>{iban}</IBAN></Id></DbtrAcct>
   </RltdPties>
   <RltdAgts><DbtrAgt><FinInstnId><{bic}>INGBNL2A</{bic}></FinInstnId></DbtrAgt></RltdAgts>
   <RmtInf>{remittance}</RmtInf>
  </TxDtls>
 </NtryDtls>
</Ntry>
"""
_TAIL = "</Stmt></BkToCstmrStmt></Document>\n"
_FREE = "<Ustrd>Factuur {number:08d} klant {client} bedankt</Ustrd>"
_MARKED = (
    "<Strd><CdtrRefInf><Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry><Issr>CUR</Issr></Tp>"
    "<Ref>{reference}</Ref></CdtrRefInf></Strd>"
)


def camt053(entries: int, version: str = "02") -> Iterator[bytes]:
    """Give a CAMT.053 statement of payments that came in, piece by piece; its balances fit.

    `version` is "02" or "08". One entry in four bears a structured reference.
    """
    balance = sum(_cents(number) for number in range(1, entries + 1))
    opening = _BALANCE.format(kind="OPBD", amount="0.00", day=FIRST_ON)
    closing = _BALANCE.format(kind="CLBD", amount=_euros(balance), day=FIRST_ON)
    head = _HEAD.format(version=version, own=OWN, opening=opening, closing=closing)
    yield head.encode()
    for number in range(1, entries + 1):
        yield _entry(number, later=version >= "08").encode()
    yield _TAIL.encode()


def _entry(number: int, *, later: bool) -> str:
    name = f"{NAMES[number % 7]} {TOWNS[number % 8]} {number % 50_021}"
    free = _FREE.format(number=number, client=10_000 + number % 50_021)
    return _ENTRY.format(
        number=number,
        amount=_euros(_cents(number)),
        booked="<Cd>BOOK</Cd>" if later else "BOOK",
        day=FIRST_ON + timedelta(days=number % 30),
        end_to_end=f"E2E-{number:010d}" if number % 3 else "NOTPROVIDED",
        name=name,
        open="<Pty>" if later else "",
        shut="</Pty>" if later else "",
        iban=iban(number % 50_021),
        bic="BICFI" if later else "BIC",
        remittance=free if number % 4 else _MARKED.format(reference=reference(number)),
    )


def iban(number: int) -> str:
    """Return a Dutch IBAN whose check digits fit."""
    check = 98 - int(f"18231611{number:010d}232100") % 97  # INGB, NL, 00
    return f"NL{check:02d}INGB{number:010d}"


def reference(number: int) -> str:
    """Return a creditor reference of ISO 11649 whose check digits fit."""
    return f"RF{98 - int(f'{number}271500') % 97:02d}{number}"


def _cents(number: int) -> int:
    return 1_000 + number * 7_919 % 250_000


def _euros(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02d}"
