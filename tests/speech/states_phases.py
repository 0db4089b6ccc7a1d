"""Dutch consumers before any letter: phase one and phase two."""

from datetime import date, timedelta

from minnelijk.flow.words import (
    ApprovalAnswer,
    Channel,
    DisputeReason,
    Outcome,
)
from minnelijk.law.kinds import DebtorKind
from minnelijk.records.actions import disputes
from minnelijk.records.actions.core import Act, changing
from minnelijk.records.models import Case, PolicyVersion
from tests import world
from tests.records.noticing import law_is_signed, moment, says
from tests.speech.reaching import (
    INVOICES,
    MONDAY,
    PROMISED,
    TUESDAY,
    Now,
    called,
    days,
    dutch,
    promised,
    state,
    uses_of,
)

# The Netherlands: phase one ------------------------------------------------------------------


@state
def nl_before_the_first_call(cast: world.Cast) -> Now:
    case = dutch(cast)
    days(case, MONDAY, TUESDAY)
    return case, TUESDAY


@state
def nl_an_invoice_that_is_not_due_yet(cast: world.Cast) -> Now:
    law_is_signed(cast)
    later = world.Invoice("F-3", 9_111, due_on=date(2026, 3, 20))
    case = world.case(cast.delta, on=MONDAY, invoices=[later])
    days(case, MONDAY, TUESDAY)
    return case, TUESDAY


@state
def nl_nobody_answered_and_a_mail_waits(cast: world.Cast) -> Now:
    case = dutch(cast)
    Case.objects.filter(id=case.id).update(go_to="not_reached", next_on=TUESDAY)
    days(case, TUESDAY, TUESDAY)
    return case, TUESDAY


@state
def nl_nobody_answered_and_there_is_only_an_address(cast: world.Cast) -> Now:
    case = dutch(cast, phone="", email="")
    days(case, MONDAY, date(2026, 3, 4))
    return case, date(2026, 3, 4)


@state
def nl_promised(cast: world.Cast) -> Now:
    case = dutch(cast)
    promised(case, cast)
    return case, TUESDAY


@state
def nl_promised_in_parts(cast: world.Cast) -> Now:
    case = dutch(cast)
    parts = ((24_865, PROMISED), (24_865, date(2026, 4, 10)))
    called(case, cast, Outcome.PLAN_ASKED, TUESDAY, parts=parts)
    return case, TUESDAY


@state
def nl_a_part_is_disputed(cast: world.Cast) -> Now:
    case = dutch(cast)
    claim = case.claims.get(number="F-2")
    objection = disputes.Objection(
        DisputeReason.AMOUNT, "De meter klopt niet.", {claim.id: 8_000}, rest_agreed=True
    )
    with changing(case.id) as locked:
        disputes.object_to(locked, objection, Act(moment(TUESDAY)), via=Channel.CALL)
    return case, TUESDAY


@state
def nl_paid_already_says_the_debtor(cast: world.Cast) -> Now:
    case = dutch(cast)
    called(case, cast, Outcome.PAID_CLAIMED, TUESDAY)
    return case, TUESDAY


@state
def nl_died(cast: world.Cast) -> Now:
    case = dutch(cast)
    promised(case, cast)
    called(case, cast, Outcome.DECEASED, date(2026, 3, 4))
    return case, date(2026, 3, 4)


@state
def nl_debt_help(cast: world.Cast) -> Now:
    case = dutch(cast)
    called(case, cast, Outcome.HELP_ASKED, TUESDAY)
    return case, TUESDAY


# The Netherlands: phase two ------------------------------------------------------------------


@state
def nl_the_promise_broke(cast: world.Cast) -> Now:
    case = dutch(cast)
    promised(case, cast)
    days(case, date(2026, 3, 4), date(2026, 3, 13))
    assert case.promises_made.get().outcome == "broken"
    return case, date(2026, 3, 13)


@state
def nl_phase_two_and_the_reminder_waits(cast: world.Cast) -> Now:
    case, day = nl_the_promise_broke(cast)
    says(case, ApprovalAnswer.YES, day, cast.delta_seat)
    days(case, day, day)
    assert "promise_reminder" in uses_of(case)
    return case, day


@state
def nl_phase_two_without_a_promise(cast: world.Cast) -> Now:
    case = dutch(cast)
    Case.objects.filter(id=case.id).update(go_to="engage", next_on=TUESDAY)
    days(case, TUESDAY, TUESDAY)
    says(case, ApprovalAnswer.YES, TUESDAY, cast.delta_seat)
    days(case, TUESDAY, TUESDAY)
    assert "still_open" in uses_of(case)
    return case, TUESDAY


@state
def nl_before_the_second_call(cast: world.Cast) -> Now:
    case, day = nl_phase_two_and_the_reminder_waits(cast)
    days(case, day + timedelta(days=1), date(2026, 3, 18))
    assert case.step == "second_call"
    return case, date(2026, 3, 18)


@state
def nl_a_sole_trader_in_phase_two(cast: world.Cast) -> Now:
    law_is_signed(cast)
    version = PolicyVersion.objects.get(policy__client=cast.delta, policy__name="two_phase")
    case = world.case(
        cast.delta, on=MONDAY, invoices=INVOICES, kind=DebtorKind.SOLE_TRADER, version=version
    )
    Case.objects.filter(id=case.id).update(go_to="engage", next_on=TUESDAY)
    days(case, TUESDAY, TUESDAY)
    says(case, ApprovalAnswer.YES, TUESDAY, cast.delta_seat)
    days(case, TUESDAY, TUESDAY)
    return case, TUESDAY
