"""Small CAMT files of our own, for tests: each test writes only what it is about."""

import io

from minnelijk.files.statements import read
from minnelijk.files.statements.facts import Entry, Payment, Reading

OWN = "NL91ABNA0417164300"
PAYER = "NL20INGB0001234567"
ROOTS = {"052": "BkToCstmrAcctRpt", "053": "BkToCstmrStmt", "054": "BkToCstmrDbtCdtNtfctn"}
BODIES = {"052": "Rpt", "053": "Stmt", "054": "Ntfctn"}
IBAN = f"<Acct><Id><IBAN>{OWN}</IBAN></Id><Ccy>EUR</Ccy></Acct>"


def document(*statements: str, message: str = "053", version: str = "02") -> str:
    """A whole message with these statements (what stands inside Stmt, Rpt or Ntfctn)."""
    root, body = ROOTS[message], BODIES[message]
    inside = "".join(f"<{body}>{one}</{body}>" for one in statements)
    space = f"urn:iso:std:iso:20022:tech:xsd:camt.{message}.001.{version}"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<Document xmlns="{space}"><{root}><GrpHdr><MsgId>1</MsgId></GrpHdr>{inside}'
        f"</{root}></Document>"
    )


def balance(kind: str, amount: str, sign: str = "CRDT", day: str = "2026-09-01") -> str:
    told = f"<CdtDbtInd>{sign}</CdtDbtInd>" if sign else ""
    return (
        f"<Bal><Tp><CdOrPrtry><Cd>{kind}</Cd></CdOrPrtry></Tp>"
        f'<Amt Ccy="EUR">{amount}</Amt>{told}<Dt><Dt>{day}</Dt></Dt></Bal>'
    )


def entry(
    amount: str = "12.50",
    sign: str = "CRDT",
    inside: str = "",
    *,
    head: str = "<Sts>BOOK</Sts><BookgDt><Dt>2026-09-02</Dt></BookgDt>"
    "<ValDt><Dt>2026-09-01</Dt></ValDt>",
    currency: str = "EUR",
) -> str:
    told = f"<CdtDbtInd>{sign}</CdtDbtInd>" if sign else ""
    return f'<Ntry><Amt Ccy="{currency}">{amount}</Amt>{told}{head}{inside}</Ntry>'


def details(*inside: str, batch: str = "") -> str:
    return (
        f"<NtryDtls>{batch}" + "".join(f"<TxDtls>{one}</TxDtls>" for one in inside) + "</NtryDtls>"
    )


def party(role: str, name: str, iban: str = "", *, later: bool = False) -> str:
    inside = f"<Pty><Nm>{name}</Nm></Pty>" if later else f"<Nm>{name}</Nm>"
    account = f"<{role}Acct><Id><IBAN>{iban}</IBAN></Id></{role}Acct>" if iban else ""
    return f"<{role}>{inside}</{role}>{account}"


def reading(xml: str | bytes) -> Reading:
    return read(io.BytesIO(xml.encode() if isinstance(xml, str) else xml))


def entries(*of: str, head: str = IBAN, message: str = "053", version: str = "02") -> list[Entry]:
    """The entries of a file of one statement, which must be read."""
    found = reading(document(head + "".join(of), message=message, version=version))
    assert found.refusal is None, found.refusal
    return list(found.statements[0].entries)


def payment(inside: str, *, sign: str = "CRDT", version: str = "02", head: str = IBAN) -> Payment:
    """The one payment of an entry with one TxDtls with this inside."""
    (found,) = entries(entry(sign=sign, inside=details(inside)), version=version, head=head)
    (one,) = found.payments
    return one
