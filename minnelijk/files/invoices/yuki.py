"""The answer OutstandingDebtorItems of the Yuki web service to a grid."""

from lxml import etree

from minnelijk.files.invoices.grid import Cell, Grid, Line, Refused
from minnelijk.files.invoices.words import Meaning
from minnelijk.files.invoices.words import ProblemWord as W

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
    items = [node for node in root.iter() if _name(node) == "Item"]
    listed = _name(root) == "OutstandingDebtorItems" or any(
        _name(node) == "OutstandingDebtorItems" for node in root.iter()
    )
    if not listed:
        raise Refused(W.XML_UNKNOWN, format="xml", detail=_name(root)[:60])
    headings: list[Cell] = list(FIELDS)
    lines = [Line(1, headings)]
    lines += [Line(place, _cells(item)) for place, item in enumerate(items, 2)]
    encoding = (root.getroottree().docinfo.encoding or "utf-8").lower()
    return Grid("yuki", lines, encoding=encoding, decimal=".", fixed=FIELDS)


def _root(data: bytes) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
        remove_comments=True,
    )
    try:
        root = etree.fromstring(data.lstrip(), parser)
    except (etree.XMLSyntaxError, ValueError):
        if b"<!DOCTYPE" in data[:4096].replace(b"\x00", b""):
            raise Refused(W.XML_DOCTYPE, format="xml") from None
        raise Refused(W.XML_BROKEN, format="xml") from None
    if getattr(root.getroottree().docinfo, "doctype", ""):
        raise Refused(W.XML_DOCTYPE, format="xml")
    return root


def _name(node: etree._Element) -> str:
    """Return the local name; "" for a processing instruction."""
    return etree.QName(node).localname if isinstance(node.tag, str) else ""


def _cells(item: etree._Element) -> list[Cell]:
    said = {_name(child): "".join(map(str, child.itertext())).strip() for child in item}
    return [said.get(field, "") for field in FIELDS]
