"""UBL invoices and credit notes (Peppol BIS 3, NLCIUS, SI-UBL, e-fff) to the lines of a list."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lxml import etree

from minnelijk.files import safe_xml
from minnelijk.files.invoices import ubl_amount, ubl_files, ubl_party, ubl_payment
from minnelijk.files.invoices.grid import Cell, Grid, Line, Refused, Seller
from minnelijk.files.invoices.problems import Problem
from minnelijk.files.invoices.reading import Attachment
from minnelijk.files.invoices.refusals import of_xml
from minnelijk.files.invoices.ubl_nodes import Told, said
from minnelijk.files.invoices.words import Meaning
from minnelijk.files.invoices.words import ProblemWord as W
from minnelijk.files.safe_xml import XmlRefused, local, namespace

UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
KINDS = ("Invoice", "CreditNote")
FIELDS = (
    Meaning.DEBTOR_NUMBER,
    Meaning.NAME,
    Meaning.INVOICE,
    Meaning.INVOICE_ON,
    Meaning.DUE_ON,
    Meaning.ORIGINAL,
    Meaning.OPEN,
    Meaning.CURRENCY,
    Meaning.DESCRIPTION,
    Meaning.REFERENCE,
    Meaning.CREDIT_FOR,
    Meaning.ENTERPRISE_NO,
    Meaning.EMAIL,
    Meaning.PHONE,
    Meaning.STREET,
    Meaning.HOUSE_NUMBER,
    Meaning.POSTCODE,
    Meaning.CITY,
    Meaning.COUNTRY,
)
"""The columns of the list; each heading is the word of its meaning."""
ITEMS_NAMED = 3
LONGEST_DESCRIPTION = 200


@dataclass(frozen=True, slots=True)
class Document:
    """One file on its way in; `name` is "" for a file that came alone."""

    name: str
    content: bytes


def is_ubl(space: str) -> bool:
    """Say whether a root belongs to UBL 2, whatever document it is."""
    return space.startswith(UBL)


def read(documents: Sequence[Document]) -> Grid:
    """Return one line per invoice, numbered from 1 as the files came; raises `Refused`.

    One file alone is refused when it is no invoice; one of many is told and left out.
    """
    alone = len(documents) == 1
    headings: list[Cell] = [str(meaning) for meaning in FIELDS]
    grid = _Gathered([Line(0, headings)])
    for document in documents:
        try:
            grid.add(document)
        except Refused as refusal:
            if alone:
                raise
            grid.leave_out(document, refusal)
    return grid.whole()


class _Gathered:
    """The lines of all documents, as they come."""

    def __init__(self, lines: list[Line]) -> None:
        self.lines = lines
        self.place = 0
        self.problems: list[Problem] = []
        self.notes: dict[int, tuple[Problem, ...]] = {}
        self.sellers: dict[int, Seller] = {}
        self.attachments: list[Attachment] = []

    def add(self, document: Document) -> None:
        content, mended = safe_xml.as_utf8(document.content)
        self.place += 1
        for at, node in enumerate(_invoices(content)):
            self.place += 1 if at else 0
            cells, told = _cells(node)
            files, about_files = ubl_files.attached(node, self.place, cells[Meaning.INVOICE])
            self.attachments += files
            self.lines.append(Line(self.place, [cells.get(meaning, "") for meaning in FIELDS]))
            notes = (*told, *about_files)
            self.notes[self.place] = tuple(replace(one, place=self.place) for one in notes)
            self.sellers[self.place] = ubl_payment.seller(node)
        if mended:
            self.problems.append(Problem(W.XML_ENCODING, place=self.place, column=document.name))

    def leave_out(self, document: Document, refusal: Refused) -> None:
        said_of = replace(refusal.problem, place=self.place, column=document.name, blocking=False)
        self.problems.append(said_of)

    def whole(self) -> Grid:
        return Grid(
            "ubl",
            self.lines,
            encoding="utf-8",
            decimal=".",
            fixed={str(meaning): meaning for meaning in FIELDS},
            problems=tuple(self.problems),
            notes=self.notes,
            sellers=self.sellers,
            attachments=tuple(self.attachments),
        )


def _invoices(content: bytes) -> Iterator[etree._Element]:
    """Give the invoices of a file, also inside the envelope of a network; raises `Refused`."""
    if not safe_xml.is_xml(content):
        raise Refused(W.ZIP_MEMBER_LEFT_OUT)
    try:
        root = safe_xml.root(content)
    except XmlRefused as refusal:
        raise of_xml(refusal) from None
    refuse_other(namespace(root), local(root))
    found = [node for node in root.iter() if _is_invoice(node)]
    if not found:
        raise Refused(W.XML_UNKNOWN, format="xml", detail=local(root)[:60])
    yield from found


def _is_invoice(node: etree._Element) -> bool:
    name = local(node)
    return name in KINDS and namespace(node) == f"{UBL}{name}-2"


def refuse_other(space: str, name: str) -> None:
    """Raise `Refused` by name for a document that is not an invoice in UBL."""
    if name in {"CrossIndustryInvoice", "CrossIndustryDocument"}:
        raise Refused(W.XML_CII, format="cii")
    if not is_ubl(space) or name in KINDS:
        return
    if name == "Order":
        raise Refused(W.XML_ORDER, format="ubl")
    raise Refused(W.XML_NO_INVOICE, format="ubl", detail=name[:60])


def _cells(node: etree._Element) -> tuple[dict[Meaning, str], list[Problem]]:
    """Return the texts of one invoice by meaning, and what there is to say about them."""
    amounts: Told = ubl_amount.amounts(node)
    payment: Told = ubl_payment.payment(node, credit=amounts.cells[Meaning.OPEN].startswith("-"))
    cells = {
        Meaning.INVOICE: said(node, "ID"),
        Meaning.INVOICE_ON: ubl_payment.day(said(node, "IssueDate")),
        Meaning.DESCRIPTION: _description(node),
        **ubl_party.debtor(node),
        **amounts.cells,
        **payment.cells,
    }
    return cells, [*amounts.notes, *payment.notes]


def _description(node: etree._Element) -> str:
    """Return what was delivered: the names on the lines, else the note."""
    lines = [line for line in node if local(line) in {"InvoiceLine", "CreditNoteLine"}]
    names = dict.fromkeys(said(line, "Item", "Name") for line in lines)
    named = [name for name in names if name]
    more = ", ..." if len(named) > ITEMS_NAMED else ""
    text = ", ".join(named[:ITEMS_NAMED]) + more if named else said(node, "Note")
    return text if len(text) <= LONGEST_DESCRIPTION else f"{text[: LONGEST_DESCRIPTION - 3]}..."
