"""A row of a list as this client means it: country, kind, language, last day, and who owes."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from minnelijk.files.invoices import ProblemWord, Row
from minnelijk.flow.words import PointChannel
from minnelijk.law.country import country
from minnelijk.law.dated import LawRefusal
from minnelijk.law.kinds import DebtorKind
from minnelijk.law.references import enterprise_number
from minnelijk.law.situations import Situation
from minnelijk.records.actions.core import fingerprint
from minnelijk.records.blind import KnownFacts, fold, normal, phone_tail
from minnelijk.records.models import Client
from minnelijk.records.words import Reachable, SearchKind

LONGEST_NUMBER = 64

FORMS = (
    (
        DebtorKind.LEGAL_ENTITY,
        re.compile(
            r"\b(?:B\.?V\.?B\.?A|B\.?V|N\.?V|U\.A|V\.?Z\.?W|S\.?R\.?L|S\.?P\.?R\.?L|S\.A|A\.?S\.?B\.?L"
            r"|GmbH|Ltd|SCRL|CVBA)\b|\b(?:SA|AG)\.?$|^(?:Stichting|Vereniging|Co[öo]peratie)\b"
        ),
    ),
    (DebtorKind.PARTNERSHIP, re.compile(r"\b(?:V\.?O\.?F|C\.V|SNC|Maatschap)\b|\bCV$")),
    (DebtorKind.GOVERNMENT, re.compile(r"^(?:Gemeente|Provincie|Ministerie|Waterschap) [A-Z]")),
)
"""Legal forms as they stand in names; small letters are no form: "Sa Lopes" is a person."""


class Point(NamedTuple):
    """Where a debtor can be reached, as it is sealed."""

    channel: PointChannel
    content: dict[str, str]

    @property
    def value(self) -> str:
        """Return what makes two points the same one, however they are written."""
        if self.channel is PointChannel.PHONE:
            return phone_tail(self.content.get("value", ""))
        if self.channel is PointChannel.EMAIL:
            return self.content.get("value", "").lower()
        return "|".join(fold(self.content.get(part, "")) for part in ADDRESS)


ADDRESS = ("street", "number", "postcode", "city")


class Item(NamedTuple):
    """One row, ready to be compared; `problems` are the words for which it must wait.

    `who` tells one debtor from another inside this list. `key` and `fingerprint` are worked out
    when they are asked for: to keep them for every row of a long list takes a tenth of its memory.
    """

    row: Row
    country: str
    kind: DebtorKind
    language: str
    due_on: date | None
    problems: tuple[str, ...]
    who: tuple[str, ...]

    @property
    def key(self) -> str:
        """Return the number of the invoice as it is compared."""
        return "".join(self.row.number.split()).casefold()

    @property
    def fingerprint(self) -> bytes | None:
        """Return what recognises the invoice, by number and day; None where no day is told."""
        invoice_on = self.row.invoice_on
        return invoice_mark(self.key, invoice_on) if invoice_on else None

    @property
    def cents(self) -> int:
        """Return the open amount; only of a row that need not wait."""
        if self.row.open_cents is None:
            raise ValueError(f"row {self.row.place} has no amount and was not held back")
        return self.row.open_cents

    @property
    def facts(self) -> KnownFacts:
        """Return what helps to find and recognise this debtor."""
        row = self.row
        return KnownFacts(
            name=row.name,
            country=self.country,
            enterprise_no=row.enterprise_no,
            birth_on=row.birth_on,
            emails=tuple(filter(None, [row.email.lower()])),
            phones=tuple(filter(None, [row.phone, row.phone2])),
            postcode=row.postcode,
            house_number=row.house_number,
        )

    @property
    def is_minor(self) -> bool:
        """Tell whether the debtor was a minor on the day of the invoice."""
        born, invoiced = self.row.birth_on, self.row.invoice_on
        if born is None or invoiced is None:
            return False
        try:
            rule = country(self.country).situations.of(Situation.MINOR, invoiced)
        except LawRefusal:  # where there is no law pack nothing happens by itself
            return False
        return rule.is_under(born, invoiced)


def invoice_mark(key: str, invoice_on: date) -> bytes:
    return fingerprint(key, invoice_on.isoformat())


def items_of(client: Client, rows: Iterable[Row]) -> list[Item]:
    """Return the rows as this client's card completes them."""
    card = _Card(client)
    return [_item(row, card) for row in rows]


class _Card:
    """What a client's card completes, and the debtors that a list named so far: what many rows say
    again is worked out once."""

    def __init__(self, client: Client) -> None:
        self.country, self.language = client.country, client.languages[0]
        days = client.payment_term_days
        self.term = timedelta(days=days) if days is not None else None
        self.whos: dict[tuple[str, ...], tuple[str, ...]] = {}
        self.kinds: dict[tuple[str, ...], DebtorKind] = {}

    def who(self, row: Row) -> tuple[str, ...]:
        who = _who(row)
        return self.whos.setdefault(who, who)

    def kind(self, row: Row, code: str) -> DebtorKind:
        told = (row.name, row.kind, row.enterprise_no, code)
        found = self.kinds.get(told)
        if found is None:
            found = self.kinds[told] = _kind(row, code)
        return found


def _item(row: Row, card: _Card) -> Item:
    invoice_on, due_on = row.invoice_on, row.due_on
    if due_on is None and invoice_on is not None and card.term is not None:
        due_on = invoice_on + card.term
    code = row.country.lower() or card.country
    return Item(
        row,
        code,
        card.kind(row, code),
        row.language or card.language,
        due_on,
        tuple(_problems(row, due_on)) if _doubtful(row, due_on) else (),
        card.who(row),
    )


def _who(row: Row) -> tuple[str, ...]:
    """Return what tells one debtor from another inside this list; never a name alone.

    Two customer numbers are two debtors, whatever else is the same (a father and his son).
    """
    if row.debtor_number:
        return ("number", row.debtor_number)
    name = fold(row.name)
    if row.postcode and row.house_number:
        return ("address", name, normal(SearchKind.POSTCODE, row.postcode + row.house_number))
    if row.email:
        return ("mail", name, row.email.lower())
    return ("row", str(row.place))


def _doubtful(row: Row, due_on: date | None) -> bool:
    """Whether there can be anything to say: of most rows there is not."""
    return (
        bool(row.problems)
        or row.invoice_on is None
        or due_on is None
        or len(row.number) > LONGEST_NUMBER
        or len(row.debtor_number) > LONGEST_NUMBER
    )


def _problems(row: Row, due_on: date | None) -> Iterable[str]:
    """The words for which a row waits: the reader's, less a last day that the card tells."""
    for problem in row.problems:
        known = problem.word is ProblemWord.DUE_MISSING and due_on is not None
        if problem.blocking and not known:
            yield problem.word.value
    if row.blocked:
        return
    if row.invoice_on is None:
        yield "invoice_on_missing"
    if due_on is None and (row.open_cents or 0) > 0:
        yield ProblemWord.DUE_MISSING.value
    if len(row.number) > LONGEST_NUMBER or len(row.debtor_number) > LONGEST_NUMBER:
        yield "number_too_long"


def _kind(row: Row, code: str) -> DebtorKind:
    """Return the kind: told, else by the legal form in the name.

    A number of an enterprise without a form may be a person's: a sole trader, protected as one. A
    number that is not right says nothing: unknown, and so protected as a consumer.
    """
    if row.kind:
        return DebtorKind(row.kind)
    for kind, form in FORMS:
        if form.search(row.name.strip()):
            return kind
    number = enterprise_number(code, row.enterprise_no)
    return DebtorKind.SOLE_TRADER if number else DebtorKind.UNKNOWN


def told_of(row: Row) -> tuple[str, ...]:
    """Return everything that a row says of where its debtor can be reached."""
    address = (row.street, row.house_number, row.postcode, row.city)
    return (row.phone2, row.phone, row.email, *address)


def is_reachable(row: Row) -> bool:
    """Tell whether `points_of` finds anything."""
    address = row.street and row.house_number and row.postcode and row.city
    return bool(row.phone or row.phone2 or row.email or address)


def points_of(item: Item) -> list[Point]:
    """Return where this debtor can be reached by this row; the phone to call first comes last.

    The newest version of a channel is tried first. Half an address is no address.
    """
    row = item.row
    phones = [phone for phone in dict.fromkeys([row.phone2, row.phone]) if phone]
    points = [Point(PointChannel.PHONE, {"value": phone}) for phone in phones]
    if row.email:
        points.append(Point(PointChannel.EMAIL, {"value": row.email}))
    if row.street and row.house_number and row.postcode and row.city:
        address = {
            "street": row.street,
            "number": row.house_number,
            "postcode": row.postcode,
            "city": row.city,
            "country": item.country,
        }
        points.append(Point(PointChannel.POST, address))
    return points


def reach_of(points: Iterable[Point]) -> int:
    """Return the bits of `case.reach` for these contact points."""
    bits = 0
    for point in points:
        bits |= REACH[point.channel]
        if point.channel is PointChannel.PHONE and point.content["value"].startswith(MOBILE):
            bits |= _MOBILE
    return bits


# As whole numbers: to add words of a set of bits takes ten times as long.
REACH: Mapping[str, int] = {
    PointChannel.PHONE: Reachable.PHONE.value,
    PointChannel.EMAIL: Reachable.EMAIL.value,
    PointChannel.POST: Reachable.POST.value,
}
_MOBILE = Reachable.MOBILE.value
MOBILE = ("+316", "+324")
