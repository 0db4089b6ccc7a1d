"""What the index of a hand-over file shows of what was said: promises, disputes, contacts, mail."""

from minnelijk.files.bundle.case import Dossier
from minnelijk.files.bundle.told import Dispute, Promise
from minnelijk.post.hand_over.bundle_shapes import Section, numbers, pairs, table
from minnelijk.post.hand_over.bundle_words import day, moment, money, word


def promises(case: Dossier) -> Section:
    """Every part of every promise, and what became of it."""
    rows = [
        [
            day(promise.made_on),
            word("channel", promise.via),
            numbers(case, promise.claims),
            money(part.cents),
            day(part.due_on),
            _became(promise, part.outcome),
        ]
        for promise in case.promises
        for part in promise.instalments
    ]
    head = ["Gemaakt", "Via", "Rekeningen", "Bedrag", "Uiterlijk", "Wat werd het"]
    return table(head, rows, "aafraf")


def _became(promise: Promise, outcome: str) -> str:
    if promise.cancelled_on:
        return f"vervallen op {day(promise.cancelled_on)}"
    known = outcome or promise.outcome
    return word("promise", known) if known else "loopt nog"


def dispute(case: Dossier, one: Dispute) -> Section:
    """One dispute, with the answer."""
    parts = ", ".join(
        f"{numbers(case, [part.claim])} voor {money(part.cents)}" for part in one.parts
    )
    answered = f"{word('answer', one.answer)}, {moment(one.answered_at)}" if one.answer else ""
    return pairs(
        [
            ("Bezwaar", f"{word('dispute', one.reason)}, {moment(one.asked_at)}"),
            ("Over", parts),
            ("In eigen woorden", one.words),
            ("Antwoord", answered or "nog geen"),
            ("Uitleg", one.answer_words),
            ("Ingetrokken", moment(one.withdrawn_at)),
            ("Stukken", ", ".join(one.files)),
        ]
    )


def contacts(case: Dossier) -> Section:
    """Every attempt, by whom and with what outcome."""
    rows = (
        [
            moment(one.at),
            word("channel", one.channel),
            word("direction", one.direction),
            word("reach", one.reach) if one.channel == "call" else "",
            word("outcome", one.outcome) if one.outcome else _about(one.message),
            one.agent,
        ]
        for one in case.contacts
    )
    return table(["Wanneer", "Hoe", "Van wie", "Bereikt", "Wat werd het", "Door"], rows, "aaaafa")


def _about(message: int | None) -> str:
    return f"bericht {message}" if message else ""


def messages(case: Dossier) -> Section:
    """Every message that left, and where its bytes lie."""
    rows = (
        [
            f"{one.number}",
            moment(one.sent_at),
            word("purpose", one.purpose),
            word("channel", one.channel),
            word("state", one.state),
            one.file or "inhoud gewist volgens de wet",
        ]
        for one in case.messages
    )
    return table(["Nr.", "Verstuurd", "Wat", "Hoe", "Stand", "Bestand"], rows, "raaaaf")
