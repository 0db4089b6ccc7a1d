"""What bureau and agency tell each other about a case that was handed over."""

from datetime import date, datetime

from django.db import transaction

from minnelijk.flow.words import AgencyWord, EntryCause, WorkState
from minnelijk.records.actions import payments
from minnelijk.records.actions.agency_notes import case_of, note
from minnelijk.records.actions.core import Act, changing, record, task, tell_client
from minnelijk.records.actions.office import Refused
from minnelijk.records.models import AgencyNote, Case, HandOver
from minnelijk.records.notice_facts import running

LONGEST_WORDS = 2_000


class AgencyProblem(Refused):
    """Why something cannot be told or fetched so."""

    sentences = {
        "no_words": "Write what you want to tell or ask.",
        "too_long": "Write it in {longest} characters or less.",
        "no_number": "Fill in the number under which you keep this case.",
        "no_amount": "Fill in the amount and the day on which it came in.",
    }


def tell(case_id: int, word: AgencyWord, words: str, act: Act) -> AgencyNote | None:
    """Pass something on to the agency that has the case: the debtor's words, news, an answer.

    None when no agency has it. Raises AgencyProblem.
    """
    told = _words(words)
    with changing(case_id) as case:
        return tell_locked(case, word, told, act)


def tell_locked(case: Case, word: AgencyWord, words: str, act: Act) -> AgencyNote | None:
    """The same for a locked case."""
    made = running(case)
    if made is None:
        return None
    record(case, "agency_told", act, why=word.value, args={"agency": made.partner.name}, note=words)
    if word is AgencyWord.DEBTOR:
        tell_client(case, "agency_told", act, args={"agency": made.partner.name})
    if word is AgencyWord.ANSWER:
        _answered(case, made, act)
    return note(made, word, act, words=words)


def _answered(case: Case, made: HandOver, act: Act) -> None:
    """Nobody has to answer any more."""
    read_by(made, act, from_agency=True)
    case.work_items.filter(task="agency_question", state=WorkState.OPEN).update(
        state=WorkState.DONE, leased_by=None, leased_until=None
    )


def asks(hand_over_id: int, words: str, act: Act) -> AgencyNote:
    """The agency asks something; a person at the desk answers. Raises AgencyProblem."""
    told = _words(words)
    with changing(case_of(hand_over_id), closed_too=True) as case:
        made = HandOver.objects.get(id=hand_over_id)
        question = note(made, AgencyWord.QUESTION, act, words=told, from_agency=True)
        record(case, "agency_asked", act, args={"agency": made.partner.name}, note=told)
        task(case, "agency_question", act, args={"note": question.id})
    return question


def acknowledge(hand_over_id: int, their_number: str, act: Act) -> None:
    """The agency has the case, under its own number. Saying it again changes the number only.

    Raises AgencyProblem.
    """
    number = " ".join(their_number.split())
    if not number:
        raise AgencyProblem("no_number")
    with changing(case_of(hand_over_id), closed_too=True) as case:
        made = HandOver.objects.select_for_update().get(id=hand_over_id)
        if made.their_number == number:
            return
        made.acknowledged_at = made.acknowledged_at or act.at
        made.their_number = number[:64]
        made.save(update_fields=["acknowledged_at", "their_number"])
        record(
            case, "agency_has_it", act, args={"agency": made.partner.name, "number": number[:64]}
        )


def recall_acknowledged(hand_over_id: int, act: Act) -> None:
    """The agency stopped: it saw that the case was taken back. Again changes nothing."""
    with changing(case_of(hand_over_id), closed_too=True) as case:
        made = HandOver.objects.select_for_update().get(id=hand_over_id)
        if made.recalled_at is None or made.recall_ack_at is not None:
            return
        made.recall_ack_at = act.at
        made.save(update_fields=["recall_ack_at"])
        record(case, "recall_acknowledged", act, args={"agency": made.partner.name})


def reports_payment(
    hand_over_id: int, cents: int, value_on: date, act: Act, *, key: str = ""
) -> None:
    """The agency received money towards the principal: it is booked as any other, on the claims
    that it has. `key` marks one showing of its form: sent twice is one payment.

    Raises AgencyProblem, payments.PaymentRefused and payments.BookedBefore; then nothing stands.
    """
    if cents <= 0:
        raise AgencyProblem("no_amount")
    with transaction.atomic():
        made = HandOver.objects.select_related("partner").get(id=hand_over_id)
        told = note(made, AgencyWord.PAYMENT, act, cents=cents, day_on=value_on, from_agency=True)
        payments.book(
            made.case_id,
            cents,
            value_on,
            act,
            cause=EntryCause.REPORT,
            key=f"agency:{made.id}:{key or told.id}",
            among=frozenset(made.covers.values_list("claim_id", flat=True)),
        )
        # What the agency told us is no news to it.
        echo = made.notes.filter(word=AgencyWord.PAYMENT, from_agency=False, id__gt=told.id)
        echo.filter(made_at=act.at).delete()


def read_by(made: HandOver, act: Act, *, from_agency: bool) -> int:
    """Everything that the other side told was seen now."""
    unread = AgencyNote.objects.filter(hand_over=made, from_agency=from_agency, read_at=None)
    return unread.update(read_at=act.at)


def _words(text: str) -> str:
    words = text.strip()
    if not words:
        raise AgencyProblem("no_words")
    if len(words) > LONGEST_WORDS:
        raise AgencyProblem("too_long", longest=LONGEST_WORDS)
    return words


def to_tell() -> list[AgencyNote]:
    """Return what the agencies were not yet pointed to by mail."""
    rows = AgencyNote.objects.filter(told_at__isnull=True, from_agency=False)
    return list(rows.select_related("hand_over__partner", "hand_over__case").order_by("made_at"))


def told(ids: list[int], at: datetime) -> int:
    """Remember that the agency was pointed to these."""
    return AgencyNote.objects.filter(id__in=ids, told_at__isnull=True).update(told_at=at)
