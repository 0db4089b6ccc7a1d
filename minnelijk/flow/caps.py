"""How often is too often: the law's caps and the house's, per person across all clients."""

from datetime import date

from minnelijk.flow.facts import CaseFacts, ContactFacts
from minnelijk.flow.house import house
from minnelijk.flow.words import Basis, Channel, GateWord, Reach
from minnelijk.law.contact import ContactCaps
from minnelijk.law.country import Country

BY_PHONE = frozenset({Channel.CALL, Channel.SMS})
WRITTEN = frozenset({Channel.SMS, Channel.EMAIL, Channel.POST})
WEEK = 7


def capped(case: CaseFacts, law: Country, channel: Channel, day: date) -> GateWord | None:
    """Return why one more contact of our own plan on this day is too much, or nothing."""
    most = law.contact.most(case.kind, day)
    if channel in WRITTEN and _written_enough(case, most, day):
        return GateWord.CAP_WRITTEN
    return _called_enough(case, law, most, day) if channel in BY_PHONE else None


def _written_enough(case: CaseFacts, most: ContactCaps, day: date) -> bool:
    limit = most.written_in_seven_days
    return limit is not None and len(_ours(case, WRITTEN, day, WEEK)) >= limit


def _called_enough(case: CaseFacts, law: Country, most: ContactCaps, day: date) -> GateWord | None:
    caps = house().caps
    today, week = _ours(case, BY_PHONE, day, 1), _ours(case, BY_PHONE, day, WEEK)
    attempts_a_day = min(caps.attempts_a_day, most.attempts_a_day or caps.attempts_a_day)
    if len(today) >= attempts_a_day or len(_spoken(today)) >= caps.conversations_a_day:
        return GateWord.CAP_DAY
    conversations = most.conversations_in_seven_days
    if len(week) >= caps.attempts_in_seven_days or (
        conversations is not None and len(_spoken(week)) >= conversations
    ):
        return GateWord.CAP_WEEK
    return GateWord.SPOKE_RECENTLY if _spoke_recently(case, law, day) else None


def _ours(
    case: CaseFacts, channels: frozenset[Channel], day: date, days: int
) -> list[ContactFacts]:
    """Our own contacts on these channels in the last days, `day` itself included."""
    return [
        contact
        for contact in case.contacts
        if contact.outgoing
        and contact.basis is Basis.OURS
        and contact.channel in channels
        and 0 <= (day - contact.on).days < days
    ]


def _spoken(contacts: list[ContactFacts]) -> list[ContactFacts]:
    return [contact for contact in contacts if contact.reach is Reach.RIGHT]


def _spoke_recently(case: CaseFacts, law: Country, day: date) -> bool:
    """No call for some working days after a conversation, unless a promise broke since."""
    quiet = house().caps.quiet_working_days
    return any(
        contact.reach is Reach.RIGHT
        and contact.channel is Channel.CALL
        and not (case.broken_on and case.broken_on >= contact.on)
        and day <= law.days.working_day_after(contact.on, quiet)
        for contact in case.contacts
    )
