"""Who stands in a hand-over file: the bureau, the creditor, the agency, the debtor, whose law."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Address:
    """Where somebody lives or has his seat."""

    street: str
    number: str
    postcode: str
    city: str
    country: str


@dataclass(frozen=True, slots=True)
class Registered:
    """In which public register a bureau stands; `kind` is wki, fod or exempt."""

    kind: str
    number: str
    country: str


@dataclass(frozen=True, slots=True)
class Party:
    """A business in this file: the bureau, the creditor or the agency."""

    name: str
    country: str
    enterprise_no: str
    address: Address | None
    phone: str
    email: str
    website: str
    registrations: tuple[Registered, ...]


@dataclass(frozen=True, slots=True)
class Account:
    """Where the money of this creditor goes."""

    iban: str
    bic: str
    holder: str


@dataclass(frozen=True, slots=True)
class Point:
    """Where the debtor can or could be reached; `address` is for post alone."""

    number: int
    channel: str
    value: str
    address: Address | None
    quality: str
    from_on: date
    until_on: date | None


@dataclass(frozen=True, slots=True)
class Wish:
    """What the debtor asked of us about contact, or who speaks for him."""

    word: str
    channel: str
    name: str
    from_on: date
    until_on: date | None


@dataclass(frozen=True, slots=True)
class Debtor:
    """Who owes, as the creditor knows him."""

    number_at_creditor: str
    name: str
    kind: str
    enterprise_no: str
    country: str
    language: str
    careful: bool
    points: tuple[Point, ...]
    wishes: tuple[Wish, ...]


@dataclass(frozen=True, slots=True)
class LawChoice:
    """Which country's law answers one question, and why: a word and a sentence in Dutch."""

    country: str
    why: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Laws:
    """Whose law counts: for conduct, for costs and interest, for counting days.

    `nothing_on_top` is why nothing may be asked beside the principal; empty where it may.
    """

    conduct: LawChoice
    contract: LawChoice
    calendar: LawChoice
    nothing_on_top: str
