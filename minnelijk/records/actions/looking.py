"""Messages that are locked and looked at together: each is decided alone, on facts read at once."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager

import structlog
from django.db import connection, transaction
from django.db.models import prefetch_related_objects

from minnelijk.records.actions.core import Act
from minnelijk.records.actions.last_look import Look, last_look
from minnelijk.records.case_rows import read_together
from minnelijk.records.facts import since
from minnelijk.records.models import Case, Message, Person
from minnelijk.records.remember import remembering

log = structlog.get_logger()

IN_COMMON = ("template_version", "sender", "promise", "dispute")
"""What the last look reads of a message beside its case; one row for all that share it."""


@contextmanager
def locked_together(ids: Collection[int]) -> Iterator[list[tuple[Case, Message]]]:
    """Lock messages with their cases and persons, in the order in which one is locked alone and
    each kind by number, so that nobody waits for each other.

    Give them in the order of `ids`. What was told in a case's chain is kept at the end.
    """
    with transaction.atomic():
        messages = Message.objects.filter(id__in=ids)
        cases = _cases(set(messages.values_list("case_id", flat=True)))
        locked = list(messages.select_for_update().order_by("id"))
        prefetch_related_objects(locked, *IN_COMMON)
        for message in locked:
            message.case = cases[message.case_id]
        before = {number: (case.seq, case.occurrence) for number, case in cases.items()}
        place = {number: nth for nth, number in enumerate(ids)}
        yield [(one.case, one) for one in sorted(locked, key=lambda one: place[one.id])]
        for number, case in cases.items():
            if (case.seq, case.occurrence) != before[number]:
                case.save(update_fields=["seq", "head", "occurrence"])


def _cases(numbers: Collection[int]) -> dict[int, Case]:
    rows = Case.objects.select_for_update().filter(id__in=numbers).order_by("id")
    cases = {case.id: case for case in rows}
    persons = {case.person_id for case in cases.values()}
    people = Person.objects.select_for_update().filter(id__in=persons).order_by("id")
    known = {person.id: person for person in people}
    for case in cases.values():
        if case.person_id in known:
            case.person = known[case.person_id]
    prefetch_related_objects(list(cases.values()), "client", "debtor")
    return cases


def look_together(pairs: Sequence[tuple[Case, Message]], act: Act) -> list[Look]:
    """Return the last looks at locked messages, as `last_look` gives each; the number of questions
    to the database does not grow with them.

    What cannot be looked at is left out, and stops no other. Of one person only the first message
    is looked at: whether a second may leave depends on the first.
    """
    first = _one_of_a_person(pairs)
    if not first:
        return []
    answers = read_together([case for case, _ in first], act.on, since(act.on))
    with remembering(answers):
        return [look for case, message in first if (look := _look(case, message, act))]


def _one_of_a_person(pairs: Sequence[tuple[Case, Message]]) -> list[tuple[Case, Message]]:
    by_person: dict[int, tuple[Case, Message]] = {}
    for case, message in pairs:
        by_person.setdefault(case.person_id, (case, message))
    return list(by_person.values())


def _look(case: Case, message: Message, act: Act) -> Look | None:
    try:
        return last_look(case, message, act)
    except Exception as problem:  # told again when it is looked at alone
        log.warning("looked at alone", message=message.id, error=type(problem).__name__)
        return None


def still_stands(message: Message, *, client_stopped: bool) -> bool:
    """Whether nobody wrote anything about the case of a message since it was looked at: money, a
    rest, a word of the debtor; asked at the last moment of what was looked at with others.

    `client_stopped` is what the look saw: the rows of a batch are read anew meanwhile.
    """
    with connection.cursor() as cursor:
        cursor.execute(STANDS, [message.id])
        row = cursor.fetchone()
    case = message.case
    seen = (message.state, message.taken_by, case.rev, case.person.stop_count)
    return row is not None and row[:-1] == seen and (row[-1] is not None) == client_stopped


STANDS = """
SELECT message.state, message.taken_by, own.rev, person.stop_count, client.stopped_at
FROM records_message message
JOIN records_case own ON own.id = message.case_id
JOIN records_person person ON person.id = own.person_id
JOIN records_client client ON client.id = own.client_id
WHERE message.id = %s
"""
