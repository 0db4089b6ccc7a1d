"""Belgian consumers, and people who live in the other country."""

from datetime import date, timedelta

from minnelijk.flow.words import (
    ApprovalAnswer,
    Channel,
    MessageState,
    Outcome,
)
from minnelijk.law.kinds import DebtorKind
from minnelijk.law.which import which_law
from minnelijk.records.actions import outbox, sending
from minnelijk.records.actions.clients import change_card
from minnelijk.records.actions.core import Act
from minnelijk.records.models import Case, Message
from tests import world
from tests.records.noticing import law_is_signed, moment, posts, says
from tests.speech.reaching import (
    INVOICES,
    MONDAY,
    TUESDAY,
    Now,
    called,
    days,
    dutch,
    promised,
    state,
)

# Belgium -------------------------------------------------------------------------------------


def belgian(cast: world.Cast, **more: object) -> Case:
    """A Belgian consumer of a shop with a valid damages clause."""
    law_is_signed(cast)
    clause = {"form": "Artikel 7", "version": "2025", "since": "2025-01-01", "reciprocal": True}
    clause |= {"percent": "10.5", "lump": "cap", "interest_from_reminder": False}
    change_card(cast.webshop, {"damages_clause": clause}, Act(world.AT, cast.manager))
    return world.case(cast.webshop, on=MONDAY, invoices=INVOICES, **more)  # type: ignore[arg-type]


def _leaves(case: Case, day: date, cast: world.Cast) -> None:
    """Every letter that waits is posted, every mail is accepted by the mail server."""
    for message in Message.objects.filter(case=case, state=MessageState.WAITING):
        if message.channel == Channel.POST:
            posts(message, day, cast.sanne)
            continue
        at = moment(day, 9)
        assert message.id in outbox.take("one", at)
        checked = outbox.check(message.id, "one", at)
        assert checked.goes, checked.word
        sending.sent(message.id, b"the mail", f"<{message.id}@x>", "250 ok", at)


@state
def be_before_the_first_reminder(cast: world.Cast) -> Now:
    case = belgian(cast)
    days(case, MONDAY, TUESDAY)
    return case, TUESDAY


@state
def be_first_reminder_made(cast: world.Cast) -> Now:
    case, day = be_before_the_first_reminder(cast)
    says(case, ApprovalAnswer.YES, day, cast.webshop_seat)
    days(case, day, day)
    assert case.notices.get().kind == "first_reminder"
    return case, day


@state
def be_first_reminder_runs(cast: world.Cast) -> Now:
    case, day = be_first_reminder_made(cast)
    _leaves(case, day, cast)
    days(case, day, date(2026, 3, 10))
    return case, date(2026, 3, 10)


@state
def be_notice_made(cast: world.Cast) -> Now:
    case, day = be_first_reminder_runs(cast)
    while case.notices.count() < 2 and day < date(2026, 4, 1):
        day += timedelta(days=1)
        days(case, day, day)
    assert case.notices.filter(kind="belgian_notice").exists()
    return case, day


@state
def be_notice_stands_still(cast: world.Cast) -> Now:
    case, day = be_notice_made(cast)
    _leaves(case, day, cast)
    days(case, day, day + timedelta(days=5))
    return case, day + timedelta(days=5)


@state
def be_after_both_terms(cast: world.Cast) -> Now:
    case, day = be_notice_made(cast)
    _leaves(case, day, cast)
    days(case, day, day + timedelta(days=22))
    assert case.step == "first_call"
    return case, day + timedelta(days=22)


@state
def be_phase_two(cast: world.Cast) -> Now:
    case, day = be_after_both_terms(cast)
    called(case, cast, Outcome.REFUSES, day)
    days(case, day, day)
    says(case, ApprovalAnswer.YES, day, cast.webshop_seat)
    days(case, day, day + timedelta(days=7))
    assert case.phase == "two"
    return case, day + timedelta(days=7)


# Across the border ---------------------------------------------------------------------------


def _abroad(case: Case, lives_in: str, contract_law: str) -> None:
    law = which_law(
        kind=DebtorKind.CONSUMER,
        lives_in=lives_in,
        client_country=contract_law,
        contract_law=contract_law,
    )
    Case.objects.filter(id=case.id).update(
        law_why=law.why, country=lives_in, contract_law=contract_law
    )
    case.refresh_from_db()


@state
def in_ghent_of_a_dutch_shop(cast: world.Cast) -> Now:
    case = dutch(cast, country="be")
    _abroad(case, "be", "nl")
    days(case, MONDAY, TUESDAY)
    return case, TUESDAY


@state
def in_breda_of_a_belgian_shop(cast: world.Cast) -> Now:
    case = belgian(cast, country="nl")
    _abroad(case, "nl", "be")
    days(case, MONDAY, TUESDAY)
    return case, TUESDAY


@state
def in_breda_of_a_belgian_shop_after_a_promise(cast: world.Cast) -> Now:
    case, _ = in_breda_of_a_belgian_shop(cast)
    promised(case, cast)
    return case, TUESDAY
