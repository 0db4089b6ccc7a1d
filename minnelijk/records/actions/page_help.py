"""What anybody with a link may do on the debtor's page: not for me, complain, a new link."""

from datetime import date, timedelta

from django.conf import settings

from minnelijk.flow.facts import Happened
from minnelijk.flow.words import AgencyWord, Basis, Happening, MessageState, PointQuality, Purpose
from minnelijk.law.country import country
from minnelijk.law.dated import LawRefusal
from minnelijk.records.actions import agency, contact, happenings, messages
from minnelijk.records.actions.call_effects import COMPLAINT_ACK_DAYS
from minnelijk.records.actions.core import (
    Act,
    CaseClosed,
    changing,
    plan_again,
    record,
    stop_messages,
    task,
)
from minnelijk.records.actions.links import LinkProblem, case_of_token
from minnelijk.records.actions.page import PageRefused
from minnelijk.records.actions.page_check import message_of
from minnelijk.records.debtor_page import wrong_person
from minnelijk.records.ids import reserve
from minnelijk.records.models import Case, Complaint, Debtor, HandOver
from minnelijk.records.notice_facts import running

NEW_LINK_EVERY = timedelta(hours=1)
SAME_WORDS_WITHIN = timedelta(days=1)


def seed_of(token: str) -> str:
    """Return the seed of a link: it tells in which message the link stood."""
    return token.partition("-")[2].partition(":")[0]


def not_for_me(case_id: int, act: Act, *, seed: str = "") -> None:
    """Somebody else got the message: nothing leaves to him any more, a person looks at it today.

    Asks nothing, shows nothing, and may be said twice.
    """
    with changing(case_id, closed_too=True) as case:
        if wrong_person(case):
            return
        message = message_of(case, seed)
        if message is not None and message.contact_point is not None:
            contact.mark(case, message.contact_point, PointQuality.WRONG, act)
        stop_messages(case, Happening.WRONG_PERSON.value)
        happened = Happened(Happening.WRONG_PERSON, act.on, cause="wrong_person")
        happenings.happen(case, happened, act)
        if case.closed_on is None:
            plan_again(case, act.on)


def complain(case_id: int, words: str, act: Act) -> Complaint:
    """Put a complaint in the register; the same words twice are one complaint.

    Raises PageRefused.
    """
    if not words.strip():
        raise PageRefused("no_words")
    with changing(case_id, closed_too=True) as case:
        for before in case.complaints.filter(closed_on__isnull=True):
            if before.open().get("words") == words.strip():
                return before
        complaint = _complaint(case, words.strip(), act)
        happened = Happened(Happening.COMPLAINT, act.on, cause=f"complaint:{complaint.id}")
        if case.closed_on is None:
            happenings.happen(case, happened, act)
            plan_again(case, act.on)
        else:
            record(case, "happened", act, why=Happening.COMPLAINT.value)
            task(case, "answer_complaint", act)
        return complaint


def pass_on(case_id: int, words: str, act: Act) -> None:
    """Pass a message on to the agency that has the case; the same words on one day are one.

    It may always be left, also while everything rests. Raises PageRefused.
    """
    told = words.strip()
    if not told:
        raise PageRefused("no_words")
    try:
        with changing(case_id) as case:
            made = running(case)
            if made is None or wrong_person(case):
                raise PageRefused("rests")
            if not _passed_on(made, told, act):
                agency.tell_locked(case, AgencyWord.DEBTOR, told, act)
    except CaseClosed as closed:
        raise PageRefused("closed") from closed


def _passed_on(made: HandOver, told: str, act: Act) -> bool:
    since = act.at - SAME_WORDS_WITHIN
    notes = made.notes.filter(word=AgencyWord.DEBTOR, from_agency=False, made_at__gte=since)
    return any(one.open().get("words") == told for one in notes)


def _complaint(case: Case, words: str, act: Act) -> Complaint:
    complaint = Complaint(
        id=reserve(Complaint, 1)[0],
        client_id=case.client_id,
        debtor_id=case.debtor_id,
        case=case,
        about="page",
        received_on=act.on,
        received_at=act.at,
        ack_due_on=_answer_by(case, act.on),
    )
    complaint.close({"words": words})
    complaint.save(force_insert=True)
    return complaint


def _answer_by(case: Case, on: date) -> date:
    try:
        return country(case.calendar).days.working_day_after(on, COMPLAINT_ACK_DAYS)
    except LawRefusal:
        return on + timedelta(days=COMPLAINT_ACK_DAYS)


def choose_language(case_id: int, language: str, act: Act) -> None:
    """All later messages are in the language that the debtor chose."""
    if language not in dict(settings.LANGUAGES):
        return
    with changing(case_id, closed_too=True) as case:
        if case.language == language:
            return
        Debtor.objects.filter(id=case.debtor_id).update(language=language)
        record(case, "language", act, why=language, args={"was": case.language})
        case.language = language


def new_link(token: str, act: Act) -> bool:
    """Mail a fresh link for what is open to the address that we know, never to another one.

    Returns whether one was sent; the page says the same either way.
    """
    try:
        old = case_of_token(token, date.min)
    except LinkProblem:
        return False
    running = Case.objects.filter(debtor_id=old.debtor_id, closed_on__isnull=True).first()
    if running is None:
        return False
    with changing(running.id, closed_too=True) as case:
        if wrong_person(case) or _asked_lately(case, act):
            return False
        message = messages.queue(
            case,
            "page_link",
            Purpose.ANSWER,
            act,
            basis=Basis.ANSWER,
            facts=messages.frozen_facts(case, [], act.on),
            not_before=act.at,
        )
        return message is not None


def _asked_lately(case: Case, act: Act) -> bool:
    sent = case.messages.filter(purpose=Purpose.ANSWER, made_at__gt=act.at - NEW_LINK_EVERY)
    sent = sent.exclude(state=MessageState.STOPPED)
    return any(one.facts.get("use") == "page_link" for one in sent)
