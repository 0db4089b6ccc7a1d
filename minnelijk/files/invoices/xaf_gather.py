"""What an audit file holds about debtors: its parties, accounts and the lines about invoices."""

import io
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from minnelijk.files import safe_xml
from minnelijk.files.invoices.ubl_amount import NO_CURRENCY
from minnelijk.files.invoices.words import Meaning
from minnelijk.files.safe_xml import local, namespace
from minnelijk.law.references import enterprise_number

ISSUED_IN = "XAF_4.0"
"""Where `effDate` is the day of the invoice; in 3.2 it is that of the booking."""
NO_INVOICE = frozenset({"", "0"})
WALKED = ("fiscalYear", "curCode", "customerSupplier", "ledgerAccount", "obSbLine", "sbLine")


class Move(NamedTuple):
    """One line of a sub-ledger, or of the ledger itself: texts as they stand."""

    ledger: str
    account: str
    opening: bool
    party: str
    invoice: str
    amount: str
    side: str
    invoice_on: str
    due_on: str
    bought: bool
    is_invoice: bool
    text: str
    document: str


@dataclass
class Audit:
    """An audit file, as far as open items need it.

    `booked` are lines of the ledger that name debtor and invoice; `bare` are the accounts with a
    line that does not: there a payment cannot be told from an open invoice.
    """

    year: str = ""
    currency: str = NO_CURRENCY
    company: str = ""
    company_numbers: tuple[str, ...] = ()
    parties: dict[str, dict[Meaning, str]] = field(default_factory=dict)
    accounts: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    moves: list[Move] = field(default_factory=list)
    booked: list[Move] = field(default_factory=list)
    bare: set[str] = field(default_factory=set)
    account_of: dict[tuple[str, str, str], str] = field(default_factory=dict)


def gather(content: bytes) -> Audit:
    """Return what the file says; raises safe_xml.XmlRefused."""
    audit = Audit()
    takers = {
        "customerSupplier": _party,
        "ledgerAccount": _account,
        "trLine": _booked,
        "sbLine": _move,
        "obSbLine": _move,
    }
    for node in safe_xml.walk(io.BytesIO(content), *WALKED, "trLine"):
        name = local(node)
        if name in takers:
            takers[name](audit, node)
        else:
            _header(audit, node, name)
    return audit


def _header(audit: Audit, node: etree._Element, name: str) -> None:
    parent = node.getparent()
    if parent is None or local(parent) != "header":
        return  # a currency inside a line
    text = (node.text or "").strip()
    if name == "fiscalYear":
        audit.year = text[:20]
    elif text:
        audit.currency = text.upper()


def _said(node: etree._Element | None, name: str) -> str:
    return "" if node is None else " ".join((node.findtext(f"{{*}}{name}") or "").split())


def _party(audit: Audit, node: etree._Element) -> None:
    group = node.getparent()
    company = group.getparent() if group is not None else None
    if not audit.company and company is not None:
        audit.company = _said(company, "companyName")
        audit.company_numbers = tuple(filter(None, [_said(company, "taxRegIdent")]))
    address = _address(node)
    country = address[Meaning.COUNTRY] or _said(node, "taxRegistrationCountry")
    audit.parties[_said(node, "custSupID")] = {
        Meaning.NAME: _said(node, "custSupName") or _said(node, "contact"),
        Meaning.EMAIL: _said(node, "eMail"),
        Meaning.PHONE: _said(node, "telephone"),
        Meaning.ENTERPRISE_NO: _enterprise_no(node, country.lower()),
        **address,
    }


def _enterprise_no(node: etree._Element, country: str) -> str:
    for name in ("commerceNr", "taxRegIdent"):
        found = enterprise_number(country, _said(node, name))
        if found:
            return found[1]
    return ""


def _address(node: etree._Element) -> dict[Meaning, str]:
    """Return the street address, else the postal one."""
    places = [node.find(f"{{*}}{name}") for name in ("streetAddress", "postalAddress")]
    place = next((one for one in places if _said(one, "streetname")), places[0])
    extension = _said(place, "numberExtension")
    return {
        Meaning.STREET: _said(place, "streetname"),
        Meaning.HOUSE_NUMBER: f"{_said(place, 'number')} {extension}".strip(),
        Meaning.POSTCODE: _said(place, "postalCode"),
        Meaning.CITY: _said(place, "city"),
        Meaning.COUNTRY: _said(place, "country"),
    }


def _account(audit: Audit, node: etree._Element) -> None:
    audit.accounts[_said(node, "accID")] = _said(node, "accDesc")


def _booked(audit: Audit, node: etree._Element) -> None:
    """Keep on which account a line stands; and the line itself where it names an invoice."""
    transaction = node.getparent()
    journal = transaction.getparent() if transaction is not None else None
    account = _said(node, "accID")
    key = (_said(journal, "jrnID"), _said(transaction, "nr"), _said(node, "nr"))
    audit.account_of[key] = account
    if _said(node, "custSupID") and _said(node, "invRef") not in NO_INVOICE:
        audit.booked.append(_line(node, "", account))
    else:
        audit.bare.add(account)


def _move(audit: Audit, node: etree._Element) -> None:
    ledger = node.getparent()
    kind = _said(ledger, "sbType").upper()
    audit.names.setdefault(kind, _said(ledger, "sbDesc"))
    key = (_said(node, "jrnID"), _said(node, "trNr"), _said(node, "trLineNr"))
    audit.moves.append(_line(node, kind, audit.account_of.get(key, "")))


def _line(node: etree._Element, ledger: str, account: str) -> Move:
    said = {local(child): " ".join((child.text or "").split()) for child in node}
    newer = namespace(node).endswith(ISSUED_IN)
    return Move(
        ledger=ledger,
        account=account,
        opening=local(node) == "obSbLine",
        party=said.get("custSupID", ""),
        invoice=said.get("invRef", ""),
        amount=said.get("amnt", ""),
        side=said.get("amntTp", "").upper(),
        invoice_on=said.get("invDt", "") or (said.get("effDate", "") if newer else ""),
        due_on=said.get("invDueDt", ""),
        bought=said.get("invPurSalTp", "").upper() == "P",
        is_invoice=said.get("mutTp", "").upper() == "I",
        text=said.get("desc", ""),
        document=said.get("docRef", "") or said.get("trNr", ""),
    )
