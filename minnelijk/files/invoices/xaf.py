"""The Dutch audit file (XAF 3.2 and 4.0): open items from its sub-ledgers of debtors."""

from minnelijk.files import safe_xml
from minnelijk.files.invoices.grid import Cell, Grid, Line, Seller
from minnelijk.files.invoices.problems import Problem
from minnelijk.files.invoices.refusals import of_xml
from minnelijk.files.invoices.words import Meaning
from minnelijk.files.invoices.words import ProblemWord as W
from minnelijk.files.invoices.xaf_choice import choose
from minnelijk.files.invoices.xaf_gather import Audit, gather
from minnelijk.files.invoices.xaf_items import Item, items

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


def read(data: bytes, debtor_ledger: str) -> Grid:
    """Return one line per open item, numbered from 1; raises `Refused`.

    `debtor_ledger` answers which ledger is meant where the file has several or marks none: the
    numbers of accounts, or the word of a sub-ledger, with commas between.
    """
    content, mended = safe_xml.as_utf8(data)
    try:
        audit = gather(content)
    except safe_xml.XmlRefused as refusal:
        raise of_xml(refusal) from None
    about = [Problem(W.XML_ENCODING)] if mended else []
    lines, problem = choose(audit, debtor_ledger)
    if problem:
        return _grid(audit, [], [*about, problem])
    one_year = Problem(W.XAF_ONE_YEAR, value=audit.year or "?")
    return _grid(audit, items(lines), [*about, one_year])


def _grid(audit: Audit, found: list[Item], problems: list[Problem]) -> Grid:
    headings: list[Cell] = [str(meaning) for meaning in FIELDS]
    lines = [Line(0, headings)]
    notes = {}
    for place, item in enumerate(found, 1):
        cells = _cells(audit, item)
        lines.append(Line(place, [cells.get(meaning, "") for meaning in FIELDS]))
        notes[place] = tuple(
            Problem(one.word, place, one.column, one.value, blocking=one.blocking)
            for one in item.notes
        )
    seller = Seller(audit.company, audit.company_numbers)
    return Grid(
        "xaf",
        lines,
        encoding="utf-8",
        decimal=".",
        fixed={str(meaning): meaning for meaning in FIELDS},
        problems=tuple(problems),
        notes=notes,
        sellers=dict.fromkeys(notes, seller),
    )


def _cells(audit: Audit, item: Item) -> dict[Meaning, str]:
    return {
        **audit.parties.get(item.party, {}),
        Meaning.DEBTOR_NUMBER: item.party,
        Meaning.INVOICE: item.number,
        Meaning.INVOICE_ON: item.invoice_on,
        Meaning.DUE_ON: item.due_on,
        Meaning.ORIGINAL: item.original,
        Meaning.OPEN: item.opened,
        Meaning.CURRENCY: audit.currency,
        Meaning.DESCRIPTION: item.description,
    }
