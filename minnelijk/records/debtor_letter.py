"""What a debtor's page knows of a letter that is out, and of an agency that has the case."""

from dataclasses import dataclass
from datetime import date

from minnelijk.flow.facts import CaseFacts
from minnelijk.records.models import Case, Notice
from minnelijk.records.notice_facts import running


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter whose days run: its own words for the term, in its own language.

    `last_on` only where the letter names a day instead of words (a demand to a company).
    """

    sent_on: date
    term: str
    language: str
    translation: str
    last_on: date | None


@dataclass(frozen=True, slots=True)
class AtAgency:
    """Who has the case now, how to reach them, and what was open when they got it."""

    name: str
    phone: str
    their_number: str
    handed_on: date
    cents: int


def letter_of(case: Case, facts: CaseFacts, on: date) -> Letter | None:
    """Return the last letter whose term is not over, as it was frozen; None: there is none."""
    running_ones = [one.id for one in facts.notices if one.over_on and on < one.over_on]
    rows = Notice.objects.filter(case=case, id__in=running_ones, message__isnull=False)
    row = rows.select_related("message").order_by("-number").first()
    if row is None or row.message is None or row.sent_on is None:
        return None
    told = row.message.facts.get("notice", {})
    term = str(told.get("term", ""))
    return Letter(
        sent_on=row.sent_on,
        term=term,
        language=row.language,
        translation=str(told.get("translation", "")),
        last_on=None if term else row.last_on,
    )


def agency_now(case: Case) -> AtAgency | None:
    """Return the agency that has the case; None: nobody but us."""
    made = running(case)
    if made is None:
        return None
    partner = made.partner
    return AtAgency(
        partner.name, partner.phone, made.their_number, made.handed_on, made.principal_cents
    )
