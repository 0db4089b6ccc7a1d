"""The copy of an invoice that a debtor never got: it leaves with a new day to pay."""

from minnelijk.flow.happenings import NewHold
from minnelijk.flow.house import house
from minnelijk.flow.promises import default_day
from minnelijk.flow.words import Basis, Happening, HoldKind, Purpose
from minnelijk.law.country import country
from minnelijk.records.actions import happenings, messages
from minnelijk.records.actions.core import Act, changing, client_knows, plan_again, record
from minnelijk.records.actions.office import Refused
from minnelijk.records.facts import facts_of
from minnelijk.records.models import Document, Message

PDF = b"%PDF"


class CopyProblem(Refused):
    """Why a copy cannot be sent so."""

    sentences = {
        "no_pdf": "Choose the invoice as a PDF.",
        "nothing_open": "Nothing is open any more: a copy with a new day would be wrong.",
    }


def send_copy(case_id: int, document: Document, act: Act) -> Message | None:
    """Send the client's copy with a new last day, the usual one; the case rests until that day.

    Without an e-mail address a person writes: None. Raises CopyProblem and CaseClosed.
    """
    with changing(case_id) as case:
        facts = facts_of(case, act.on)
        if not facts.askable(act.on):
            raise CopyProblem("nothing_open")
        calendar = country(facts.calendar).days
        day = default_day(act.on, calendar, facts.limits, facts.notice_last_on)
        figures = messages.askable_facts(case, act.on) | {"day": str(day)}
        message = messages.queue(case, "copy", Purpose.COPY, act, basis=Basis.DUTY, facts=figures)
        if message is not None:
            message.document = document
            message.save(update_fields=["document"])
        for hold in case.holds.filter(happening=Happening.COPY_ASKED, lifted_on__isnull=True):
            happenings.lift(case, hold, "answered", act)
        until = calendar.bank_day_after(day, house().desk.payment_slack_bank_days)
        review = calendar.working_day_after(until, 1)
        cause = f"copy:{document.id}"
        rest = NewHold(HoldKind.PAUSE, act.on, until, review, None, cause, Happening.COPY_ASKED)
        happenings.put_hold(case, rest, act)
        client_knows(case, "copy_asked", act)
        record(case, "copy_sent", act, args={"day": str(day), "sha256": document.sha256})
        plan_again(case, act.on)
    return message
