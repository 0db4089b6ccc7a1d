"""CAMT.052, .053 and .054 in every version: reads on local names, entry by entry, from a stream."""

import gc
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import BinaryIO

from lxml import etree

from minnelijk.files.statements import camt_heads as heads
from minnelijk.files.statements import camt_values as values
from minnelijk.files.statements import camt_xml as xml
from minnelijk.files.statements.camt_details import DETAIL, ENTRY, Detail, Shape, detail, gather
from minnelijk.files.statements.camt_entries import entry
from minnelijk.files.statements.facts import Entry, Reading, Statement
from minnelijk.files.statements.problems import Problem, Refused
from minnelijk.files.statements.words import EntryState, Kind
from minnelijk.files.statements.words import ProblemWord as W

KINDS = {"Stmt": Kind.STATEMENT, "Rpt": Kind.INTRADAY, "Ntfctn": Kind.NOTIFICATION}
TAKEN = ("TxDtls", "Ntry", *KINDS)
MESSAGES = {
    "BkToCstmrStmt": "camt.053",
    "BkToCstmrAcctRpt": "camt.052",
    "BkToCstmrDbtCdtNtfctn": "camt.054",
}
MOST_LINES = 1_000_000  # entries and payments of one file, which are kept in memory
EURO = "EUR"
_VERSION = re.compile(r"camt\.05[234]\.[0-9]{3}\.[0-9]{2}\Z")


def read(source: BinaryIO) -> Reading:
    """Return the statements of a CAMT file; raises `Refused` for anything that is none.

    `source` can be rewound. A file that breaks off is refused whole: XML has an end that proves it.
    """
    encoding = xml.own_encoding(source.read(200))
    source.seek(0)
    tags = xml.names(source, encoding)
    format = _format(tags)
    space = tags[-1].rpartition("}")[0].removeprefix("{")
    try:
        return _collected(source, format, space, encoding)
    except etree.XMLSyntaxError as error:
        if not xml.is_encoding(error) or encoding:
            raise xml.broken(error) from None
        first = error
    # Says it is UTF-8 and is not: what banks write then are the signs of Windows.
    source.seek(0)
    try:
        reading = _collected(source, format, space, "cp1252")
    except etree.XMLSyntaxError:
        raise xml.broken(first) from None
    return replace(reading, problems=(Problem(W.ENCODING_GUESSED), *reading.problems))


def _collected(source: BinaryIO, format: str, space: str, encoding: str | None) -> Reading:
    """Read the stream while Python's collector rests.

    Nothing here makes a cycle, and the collector would walk through all entries again and again.
    """
    working = gc.isenabled()
    gc.disable()
    try:
        book = _Book(format)
        return book.read(xml.elements(source, TAKEN, encoding=encoding, namespace=space))
    finally:
        if working:
            gc.enable()


def _format(tags: list[str]) -> str:
    """Return "camt.053.001.02" from how the document opens, or raise `Refused`."""
    last = tags[-1] if tags else ""
    message = MESSAGES.get(re.sub(r"V[0-9]{2}\Z", "", xml.local(last)[:40]))
    if message is None:
        named = [xml.local(tag) for tag in tags[:2]]
        shown = "/".join(named if named[0] == "Document" else named[:1])
        raise Refused(W.XML_OTHER, value=shown[:60], format="xml")
    version = _VERSION.search(last.rpartition("}")[0][-40:])
    return version[0] if version else message


class _Book:
    """Collects what ends while a file streams by: payments, their entry, then its statement."""

    def __init__(self, format: str) -> None:
        self.format = format
        self.shape, self.detail_shape = Shape(ENTRY), Shape(DETAIL)
        self.shared: dict[str, str] = {}
        self.statements: list[Statement] = []
        self.problems: list[Problem] = []
        self.lines = 0
        self._next_statement()

    def _next_statement(self) -> None:
        self.entries: list[Entry] = []
        self.currencies: list[str] = []
        self.details: list[Detail] = []
        self.number = 0
        self.own: str | None = None
        self.parent: etree._Element | None = None
        self.last: etree._Element | None = None
        self.last_detail: etree._Element | None = None

    def read(self, elements: Iterable[etree._Element]) -> Reading:
        """Return the reading of all elements of a file, as they end."""
        takes: dict[str, Callable[[etree._Element], None]] = {
            "TxDtls": self._detail,
            "Ntry": self._entry,
            **dict.fromkeys(KINDS, self._statement),
        }
        for element in elements:
            takes[xml.local(element.tag)](element)
        if self.number or self.details:
            self._adrift()
        if not any(statement.entries for statement in self.statements):
            self.problems.append(Problem(W.NOTHING_IN_IT))
        return Reading(self.format, tuple(self.statements), tuple(self.problems))

    def _detail(self, element: etree._Element) -> None:
        self._count()
        self.details.append(detail(element, self.detail_shape))
        if len(self.details) > 1:  # a single one goes with its entry
            self._let_go(element, self.last_detail)
        self.last_detail = element

    def _entry(self, element: etree._Element) -> None:
        self._count()
        self.number += 1
        if self.own is None:
            self.parent = element.getparent()
            self.own = self._own(self.parent)
        found: dict[str, str] = {}
        gather(element, self.shape, found)
        made = entry(self._place(), found, self.details, self.own, self.problems)
        if made is not None:
            self.entries.append(made)
            self.currencies.append(self._shared(found["amount"].partition(" ")[0]))
        self.details = []
        self._let_go(element, self.last)
        self.last = element

    def _statement(self, element: etree._Element) -> None:
        """End a statement: its head stands before the entries, but its balances may follow."""
        if self.number and self.parent is not element:
            self._adrift()
        place = f"statement {len(self.statements) + 1}"
        kind = KINDS[xml.local(element.tag)]
        problems: list[Problem] = []
        head = heads.head(element, kind, problems)
        currency = head.currency
        if not currency and set(self.currencies) == {EURO}:
            currency = EURO
        if currency not in {EURO, ""}:
            problems.append(Problem(W.CURRENCY_FOREIGN, value=currency[:60]))
        self._keep_apart(currency)
        problems += heads.checked(head, self.entries)
        self.problems += [replace(problem, place=place) for problem in problems]
        self.statements.append(
            Statement(
                account=head.account,
                currency=currency,
                kind=kind,
                number=head.number,
                opening_cents=head.opening and head.opening.cents,
                closing_cents=head.closing and head.closing.cents,
                from_on=head.from_on,
                until_on=head.until_on,
                entries=tuple(self.entries),
            )
        )
        self._next_statement()
        element.clear()

    def _adrift(self) -> None:
        """Tell of entries that stand outside of every statement, and leave them out."""
        self.problems.append(Problem(W.LINE_UNREADABLE, self._place(), "Ntry"))
        self._next_statement()

    def _keep_apart(self, currency: str) -> None:
        """Make what is not in the currency of the account a piece of information.

        It is shown and counted, and nobody matches it: its cents are other cents.
        """
        for word in set(self.currencies) - {currency, ""}:
            for at, own in enumerate(self.currencies):
                if own == word:
                    one = replace(self.entries[at], state=EntryState.INFORMATION)
                    self.entries[at] = one
                    self.problems.append(Problem(W.CURRENCY_FOREIGN, one.place, word[:60]))

    def _place(self) -> str:
        if not self.statements:
            return f"entry {self.number}"
        return f"statement {len(self.statements) + 1}, entry {self.number}"

    def _own(self, parent: etree._Element | None) -> str:
        found: dict[str, str] = {}
        if parent is not None:
            gather(parent, Shape(heads.ACCOUNT), found)
        return values.account(found.get("account", ""))

    def _shared(self, text: str) -> str:
        return self.shared.setdefault(text, text)

    def _count(self) -> None:
        self.lines += 1
        if self.lines > MOST_LINES:
            raise Refused(W.FILE_TOO_LARGE, detail=f"{MOST_LINES:,} entries and payments")

    def _let_go(self, element: etree._Element, before: etree._Element | None) -> None:
        """Empty an element that was read, and drop the one before it, if it stands there.

        Itself it stays where it is: the parser still writes behind it.
        """
        element.clear()
        if before is not None and element.getprevious() is before:
            parent = element.getparent()
            if parent is not None:
                parent.remove(before)
