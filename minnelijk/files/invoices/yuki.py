"""The answer OutstandingDebtorItems of the Yuki web service to a grid."""

from lxml import etree

from minnelijk.files import safe_xml
from minnelijk.files.invoices.grid import Cell, Grid, Line, Refused
from minnelijk.files.invoices.refusals import of_xml
from minnelijk.files.invoices.words import Meaning
from minnelijk.files.invoices.words import ProblemWord as W
from minnelijk.files.safe_xml import local

FIELDS = {
    "Date": Meaning.INVOICE_ON,
    "Description": Meaning.DESCRIPTION,
    "Contact": Meaning.NAME,
    "ContactID": Meaning.DEBTOR_NUMBER,
    "OpenAmount": Meaning.OPEN,
    "OriginalAmount": Meaning.ORIGINAL,
    "Type": Meaning.TYPE,
    "Reference": Meaning.INVOICE,
    "DueDate": Meaning.DUE_ON,
    "DocumentID": Meaning.IGNORE,
    "PaymentMethod": Meaning.IGNORE,
}


def read(data: bytes) -> Grid:
    """Return one row per Item, numbered from 2 as below a heading row, or raise `Refused`."""
    root = _root(data)
    items = [node for node in root.iter() if local(node) == "Item"]
    listed = local(root) == "OutstandingDebtorItems" or any(
        local(node) == "OutstandingDebtorItems" for node in root.iter()
    )
    if not listed:
        raise Refused(W.XML_UNKNOWN, format="xml", detail=local(root)[:60])
    headings: list[Cell] = list(FIELDS)
    lines = [Line(1, headings)]
    lines += [Line(place, _cells(item)) for place, item in enumerate(items, 2)]
    encoding = (root.getroottree().docinfo.encoding or "utf-8").lower()
    return Grid("yuki", lines, encoding=encoding, decimal=".", fixed=FIELDS)


def _root(data: bytes) -> etree._Element:
    try:
        return safe_xml.root(data)
    except safe_xml.XmlRefused as refusal:
        raise of_xml(refusal) from None


def _cells(item: etree._Element) -> list[Cell]:
    said = {local(child): "".join(map(str, child.itertext())).strip() for child in item}
    return [said.get(field, "") for field in FIELDS]
