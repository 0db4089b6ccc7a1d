"""An answer of the debtor by mail or letter, filed by a person: it proves that ours arrived."""

from minnelijk.flow.facts import Happened
from minnelijk.flow.words import (
    AgencyWord,
    Basis,
    Channel,
    Direction,
    Happening,
    Phase,
    Proof,
    Reach,
)
from minnelijk.records.actions import agency, happenings, notices
from minnelijk.records.actions.core import Act, CaseClosed, changing, plan_again, record
from minnelijk.records.actions.office import Refused
from minnelijk.records.models import Attempt, Case

LONGEST_WORDS = 2_000
WAYS = frozenset({Channel.EMAIL, Channel.POST})


class ReplyProblem(Refused):
    """Why an answer cannot be filed so."""

    sentences = {
        "no_words": "Write what the debtor answered.",
        "too_long": "Write it in {longest} characters or less.",
        "way_wrong": "Say whether the answer came by e-mail or by post.",
        "closed": "This case is closed.",
    }


def replied(case_id: int, act: Act, words: str, *, way: Channel = Channel.EMAIL) -> None:
    """File what a debtor answered: e-mailed notices have arrived, and the case does what its table
    says of an answer (shipped: it rests until somebody read it). Raises ReplyProblem.
    """
    told = words.strip()
    if not told:
        raise ReplyProblem("no_words")
    if len(told) > LONGEST_WORDS:
        raise ReplyProblem("too_long", longest=LONGEST_WORDS)
    if way not in WAYS:
        raise ReplyProblem("way_wrong")
    try:
        with changing(case_id) as case:
            hear(case, act, told, way=way, cause=f"reply:{act.on.isoformat()}")
            if case.phase != Phase.HANDED_OVER:
                notices.received(case, Proof.REPLY, act)
            plan_again(case, act.on)
    except CaseClosed as closed:
        raise ReplyProblem("closed") from closed


def hear(case: Case, act: Act, told: str, *, way: Channel, cause: str) -> None:
    """File the words of a locked case's debtor: its table says what follows, and an agency that
    has the case hears them. A closed case only keeps them; words of the same cause are added.
    """
    again = case.events.filter(kind="happened", args__cause=cause).order_by("-seq").first()
    if case.phase == Phase.HANDED_OVER:
        agency.tell_locked(case, AgencyWord.DEBTOR, told, act)
    elif again is not None or case.phase == Phase.CLOSED:
        record(case, "note", act, why="reply", note=told)
    else:
        happened = Happened(Happening.REPLY_RECEIVED, act.on, cause=cause)
        happenings.happen(case, happened, act, note=told)
    Attempt.objects.create(
        person_id=case.person_id,
        case=case,
        client_id=case.client_id,
        channel=way,
        basis=Basis.ANSWER,
        at=act.at,
        day_on=act.on,
        direction=Direction.IN,
        reach=Reach.RIGHT,
    )
