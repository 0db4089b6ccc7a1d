"""Dutch consumers with a letter: made, posted, its term, the agency, and back."""

from datetime import date

from minnelijk.flow.words import (
    ApprovalAnswer,
    Channel,
    DisputeReason,
    Outcome,
    RecallWhy,
)
from minnelijk.records.actions import disputes, hand_over, letters
from minnelijk.records.actions.clients import change_card
from minnelijk.records.actions.core import Act, changing
from minnelijk.records.models import Case
from minnelijk.records.words import DueAgreed
from tests import world
from tests.records.noticing import agency, letter, moment, posts, prints, run, says
from tests.speech.reaching import (
    ASKED,
    HANDED,
    MONDAY,
    TUESDAY,
    Now,
    called,
    days,
    dutch,
    state,
)

# The Netherlands: the letter -----------------------------------------------------------------


def by_letter(cast: world.Cast, **more: object) -> Case:
    """A Dutch consumer of a client that sends the letter alone, and said yes to it."""
    version = world.policy(cast.delta, "notice_only")
    case = dutch(cast, version=version, **more)
    run(MONDAY)
    says(case, ApprovalAnswer.YES, MONDAY, cast.delta_seat)
    run(MONDAY)
    case.refresh_from_db()
    return case


@state
def nl_letter_made(cast: world.Cast) -> Now:
    return by_letter(cast), MONDAY


@state
def nl_letter_with_vat_made(cast: world.Cast) -> Now:
    change_card(
        cast.delta, {"vat_liable": True, "vat_deductible": False}, Act(world.AT, cast.manager)
    )
    return by_letter(cast), MONDAY


@state
def nl_letter_printed(cast: world.Cast) -> Now:
    case = by_letter(cast)
    prints(letter(case), TUESDAY)
    return case, TUESDAY


@state
def nl_letter_posted(cast: world.Cast) -> Now:
    case = by_letter(cast)
    posts(letter(case), TUESDAY, cast.sanne)
    return case, TUESDAY


@state
def nl_term_runs(cast: world.Cast) -> Now:
    case, _ = nl_letter_posted(cast)
    days(case, date(2026, 3, 4), date(2026, 3, 9))
    return case, date(2026, 3, 9)


@state
def nl_promised_while_the_term_runs(cast: world.Cast) -> Now:
    case, day = nl_term_runs(cast)
    called(case, cast, Outcome.PROMISE, day, cents=49_730, day=date(2026, 3, 20))
    return case, day


@state
def nl_letter_over_the_undisputed_part(cast: world.Cast) -> Now:
    version = world.policy(cast.delta, "notice_only")
    case = dutch(cast, version=version)
    claim = case.claims.get(number="F-2")
    objection = disputes.Objection(
        DisputeReason.AMOUNT, "De meter klopt niet.", {claim.id: 18_730}, rest_agreed=True
    )
    with changing(case.id) as locked:
        disputes.object_to(locked, objection, Act(moment(MONDAY, 7)), via=Channel.CALL)
    run(MONDAY)
    says(case, ApprovalAnswer.YES, MONDAY, cast.delta_seat)
    run(MONDAY)
    case.refresh_from_db()
    assert case.notices.get().principal_cents == 31_000
    return case, MONDAY


@state
def nl_ordinary_notice_first(cast: world.Cast) -> Now:
    version = world.policy(cast.delta, "notice_only")
    case = dutch(cast, version=version)
    case.claims.update(due_agreed=DueAgreed.NONE)
    run(MONDAY)
    says(case, ApprovalAnswer.YES, MONDAY, cast.delta_seat)
    run(MONDAY)
    assert case.notices.get().kind == "default"
    return case, MONDAY


@state
def nl_last_days_of_the_term_and_the_client_is_asked(cast: world.Cast) -> Now:
    case, _ = nl_letter_posted(cast)
    days(case, date(2026, 3, 4), ASKED)
    return case, ASKED


@state
def nl_term_over(cast: world.Cast) -> Now:
    case, _ = nl_letter_posted(cast)
    days(case, date(2026, 3, 4), HANDED)
    return case, HANDED


@state
def nl_handed_over(cast: world.Cast) -> Now:
    case, _ = nl_last_days_of_the_term_and_the_client_is_asked(cast)
    says(case, ApprovalAnswer.YES, ASKED, cast.delta_seat, partner=agency())
    days(case, ASKED, HANDED)
    assert case.phase == "handed_over"
    return case, HANDED


@state
def nl_recalled(cast: world.Cast) -> Now:
    case, _ = nl_handed_over(cast)
    day = date(2026, 3, 30)
    hand_over.recall(case.id, RecallWhy.CLIENT, Act(moment(day), cast.delta_seat))
    case.refresh_from_db()
    return case, day


@state
def nl_letter_returned(cast: world.Cast) -> Now:
    case = by_letter(cast)
    message = letter(case)
    posts(message, TUESDAY, cast.sanne)
    day = date(2026, 3, 12)
    letters.came_back(message.id, Act(moment(day), cast.sanne))
    case.refresh_from_db()
    return case, day
