"""The copy of an invoice that a debtor never got: it leaves with a new day to pay."""

from minnelijk.files import invoices
from minnelijk.flow.happenings import NewHold
from minnelijk.flow.house import house
from minnelijk.flow.promises import default_day
from minnelijk.flow.words import Basis, Happening, HoldKind, Purpose
from minnelijk.law.country import country
from minnelijk.records import documents
from minnelijk.records.actions import happenings, messages
from minnelijk.records.actions.core import Act, changing, client_knows, plan_again, record
from minnelijk.records.actions.office import Refused
from minnelijk.records.facts import facts_of
from minnelijk.records.models import Case, Claim, Document, Message

PDF = b"%PDF"


class CopyProblem(Refused):
    """Why a copy cannot be sent so."""

    sentences = {
        "no_pdf": "Choose the invoice as a PDF.",
        "nothing_open": "Nothing is open any more: a copy with a new day would be wrong.",
    }


def own_copy(case: Case, act: Act) -> Document:
    """Return the PDF that came inside the client's own e-invoice, kept as a document of its own.

    It is looked up in the sealed file that was placed. Raises CopyProblem where there is none, or
    more than one to choose from.
    """
    claims = Claim.objects.filter(case=case, withdrawn_on=None, placement__document__isnull=False)
    found = {
        one.content: one
        for claim in claims.select_related("placement__document")
        for one in _inside(claim)
    }
    if len(found) != 1:
        raise CopyProblem("no_pdf")
    (one,) = found.values()
    return documents.store(case.client, "invoice", one.content, one.media_type, one.name, act.at)


def _inside(claim: Claim) -> list[invoices.Attachment]:
    document = claim.placement.document if claim.placement else None
    if document is None:
        return []
    try:
        content = documents.read(document)
    except documents.DocumentGone:
        return []
    number = "".join(claim.number.split()).casefold()
    attached = invoices.read(content, name="").attachments
    return [one for one in attached if "".join(one.number.split()).casefold() == number]


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
