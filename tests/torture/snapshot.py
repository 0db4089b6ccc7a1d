"""Where everything stands at the end, in words that are the same in two databases.

Numbers of rows and moments are left out: they may differ. Days, amounts, words and their order may
not.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import Count

from minnelijk.flow.words import Channel, MessageState, Purpose
from minnelijk.records import documents
from minnelijk.records.models import (
    Approval,
    Attempt,
    BankLine,
    BankMatch,
    BankStatement,
    Case,
    ClientNote,
    Document,
    Entry,
    Event,
    HandOver,
    Hold,
    ListJob,
    Message,
    Notice,
    NoticeClaim,
    Placement,
    Promise,
    WorkItem,
)
from tests.torture.sink import per_message, received

Rows = Iterable[tuple[Any, ...]]

OF_CASE: dict[str, tuple[Any, tuple[str, ...]]] = {
    "ledger": (
        Entry,
        ("claim__number", "kind", "cents", "booked_on", "value_on", "cause"),
    ),
    "hold": (
        Hold,
        ("kind", "claim__number", "from_on", "until_on", "review_on", "lifted_on", "lifted_why"),
    ),
    "promise": (Promise, ("cents", "made_on", "outcome", "judged_on", "cancelled_on")),
    "question": (
        Approval,
        ("question", "cents", "asked_on", "answer", "agreed_before", "fell_why", "reminders"),
    ),
    "notice": (
        Notice,
        (
            *("number", "kind", "channel", "issued_on", "principal_cents", "on_top_cents"),
            *("sent_on", "received_on", "proof", "first_on", "last_on", "charges_from"),
            *("void_on", "void_why"),
        ),
    ),
    "hand-over": (
        HandOver,
        (
            *("partner__name", "handed_on", "with_notice", "principal_cents", "on_top_cents"),
            *("bundle__kind", "their_number", "recall_why", "ended_how"),
        ),
    ),
    "note": (ClientNote, ("kind",)),
    "money": (BankMatch, ("cents", "certainty")),
}
STANDS = (
    *("phase", "step", "step_on", "go_to", "tries", "promises", "next_on", "next_why"),
    *("held_kind", "held_until", "open_cents", "closed_on", "close_reason", "country", "kind"),
)
UNCLEAR = "unclear_message"
SAME = (
    *("Case", "Claim", "Entry", "Reference", "Debtor", "Person", "PersonKey", "ContactPoint"),
    *("SearchKey", "Placement", "PlacementRow", "ColumnMapping", "BankStatement", "BankLine"),
    *("BankMatch", "BankCandidate", "Hold", "Promise", "PromiseClaim", "Instalment", "Approval"),
    *("HandOver", "HandOverClaim", "Call", "Callback", "Client", "Account", "Seat", "User"),
)
"""Tables that have as many rows in both runs. In the others a kill may leave more: what was told of
it, or tried. What they say of a case is compared case by case."""


def everything(notes: Path) -> dict[str, Any]:
    """Return the cases, the messages, the tables and what is half."""
    names = {
        case_id: f"{code} {number} {case_number}"
        for case_id, code, number, case_number in Case.objects.values_list(
            "id", "client__code", "debtor__number_at_client", "number"
        )
    }
    return {
        "cases": _cases(names),
        "messages": _messages(notes),
        "tables": _tables(),
        "half": _half(),
        "leftovers": _leftovers(),
    }


# Case by case -----------------------------------------------------------------------------------


def _cases(names: dict[int, str]) -> dict[str, dict[str, Any]]:
    lines: dict[int, list[str]] = defaultdict(list)
    for row in Case.objects.values_list("id", *STANDS):
        lines[row[0]] += [f"{word}={value}" for word, value in zip(STANDS, row[1:], strict=True)]
    for word, (model, fields) in OF_CASE.items():
        _add(lines, word, model.objects.values_list("case_id", *fields))
    _add(lines, "covers", NoticeClaim.objects.values_list(*COVERS))
    work = WorkItem.objects.exclude(task=UNCLEAR)
    _add(lines, "work", work.values_list("case_id", "kind", "task", "step", "state", "ready_on"))
    told, never, resolved = _told()
    events = _events(told)
    return {
        names[case]: {
            "lines": sorted([*lines[case], *told[case]]),
            "events": events[case],
            "never": never[case],
            "resolved": resolved[case],
        }
        for case in names
    }


COVERS = ("notice__case_id", "notice__number", "claim__number", "kind", "void", "principal_cents")


def _add(lines: dict[int, list[str]], word: str, rows: Rows) -> None:
    for case_id, *values in rows:
        lines[case_id].append(" | ".join([word, *map(str, values)]))


def _told() -> tuple[dict[int, list[str]], Counter[int], Counter[int]]:
    """The messages of each case; one that never left counts as sent. Notices that never left are
    counted: they are made anew."""
    told: dict[int, list[str]] = defaultdict(list)
    never: Counter[int] = Counter()
    resolved: Counter[int] = Counter()
    known = set(Event.objects.filter(kind="sent").values_list("case_id", "args__message"))
    for row in Message.objects.values(
        "id", "case_id", "purpose", "channel", "step", "state", "why", "facts"
    ):
        if row["why"] == "not_left":
            row["state"], row["why"] = MessageState.SENT, ""
            never[row["case_id"]] += row["purpose"] == Purpose.NOTICE
        elif row["state"] == MessageState.SENT and (row["case_id"], row["id"]) not in known:
            resolved[row["case_id"]] += row["channel"] == Channel.EMAIL
        use = row["facts"].get("use", "")
        words = (row["purpose"], row["channel"], row["step"], row["state"], row["why"], use)
        told[row["case_id"]].append(" | ".join(["message", *words]))
    return told, never, resolved


def _events(told: dict[int, list[str]]) -> dict[int, list[str]]:
    """What happened to each case, in order; without what is told of mails that left or did not:
    that is compared message by message."""
    events: dict[int, list[str]] = defaultdict(list)
    rows = Event.objects.order_by("case_id", "seq").values_list(
        "case_id", "kind", "why", "step", "day_on"
    )
    for case_id, kind, why, step, day_on in rows:
        if kind in {"sent", "message_unclear"} or why in {UNCLEAR, "mail_left", "not_left"}:
            continue
        events[case_id].append(f"{day_on} {kind} {why} {step}")
    return events


# Messages ---------------------------------------------------------------------------------------


def _messages(notes: Path) -> dict[str, Any]:
    """Every mail: how often it came in, and what its row says."""
    arrived = per_message(notes)
    sent_events = Counter(Event.objects.filter(kind="sent").values_list("args__message", flat=True))
    unclear = set(
        Event.objects.filter(kind="message_unclear").values_list("args__message", flat=True)
    )
    counted: Counter[str] = Counter()
    wrong: list[str] = []
    for row in Message.objects.values("id", "channel", "state", "why", "case_id"):
        if row["channel"] != Channel.EMAIL:
            counted["letters" if row["channel"] == Channel.POST else "others"] += 1
            continue
        came = arrived.pop(row["id"], 0)
        counted["mails"] += 1
        counted["came"] += came
        told = f"message {row['id']} of case {row['case_id']} {row['state']} {row['why']}"
        if row["id"] in unclear:
            counted["unclear"] += 1
            counted[f"unclear, received {came}"] += 1
        if came > 1 or sent_events[row["id"]] > 1:
            counted["doubled"] += 1
            wrong.append(f"{told}: received {came}, told {sent_events[row['id']]}")
        if row["state"] == MessageState.SENT and came == 0:
            counted["lost"] += 1
            wrong.append(f"{told}: never received")
        if row["state"] != MessageState.SENT and came:
            counted["doubled"] += 1
            wrong.append(f"{told}: received all the same")
    counted["strangers"] = sum(arrived.values())
    others = {name: count for name, count in received(notes).items() if not name.startswith("<m")}
    counted["other mails"] = sum(others.values())
    counted["sent attempts"] = Attempt.objects.filter(
        message__channel=Channel.EMAIL, undone_at__isnull=True
    ).count()
    counted["sent rows"] = Message.objects.filter(
        channel=Channel.EMAIL, state=MessageState.SENT
    ).count()
    return {"counted": dict(counted), "wrong": wrong}


# Tables and halves ------------------------------------------------------------------------------


def _tables() -> dict[str, Any]:
    rows = {name: apps.get_model("records", name)._default_manager.count() for name in SAME}
    lines = BankLine.objects.values_list("account__client__code", "state").annotate(n=Count("id"))
    states = {f"bank line {code} {state}": count for code, state, count in lines}
    told = Placement.objects.values_list("client__code", "rows_read", "rows_refused", "feed_on")
    statements = BankStatement.objects.values_list("account__client__code", "number", "entries")
    return {
        "rows": rows | states,
        "placements": sorted(" ".join(map(str, row)) for row in told),
        "statements": sorted(" ".join(map(str, row)) for row in statements),
    }


def _half() -> list[str]:
    """What stands there half: each line is a fault, in whichever run."""
    half = [f"list job {job} has no end" for job in _ids(ListJob, ended_at__isnull=True)]
    half += [f"list job {job} broke" for job in _ids(ListJob, refused="broken")]
    half += [f"hand-over {one} has no file" for one in _ids(HandOver, bundle__isnull=True)]
    half += [f"money {one} is not settled" for one in _ids(BankMatch, settled_at__isnull=True)]
    on_way = [MessageState.TAKEN, MessageState.SENDING, MessageState.UNCLEAR]
    half += [f"message {one} is on its way" for one in _ids(Message, state__in=on_way)]
    for document in Document.objects.filter(erased_on__isnull=True):
        try:
            documents.read(document)
        except (documents.DocumentGone, documents.CannotOpen) as problem:
            half.append(f"document {document.id} cannot be read: {problem}")
    return half + _broken_chains() + _other_sums()


def _ids(model: Any, **wanted: Any) -> list[int]:
    return list(model.objects.filter(**wanted).values_list("pk", flat=True))


def _broken_chains() -> list[str]:
    """Every case's events are numbered without a gap and end at the head of the case."""
    numbers: dict[int, list[int]] = defaultdict(list)
    heads: dict[int, bytes] = {}
    for case_id, seq, mark in Event.objects.order_by("case_id", "seq").values_list(
        "case_id", "seq", "hash"
    ):
        numbers[case_id].append(seq)
        heads[case_id] = bytes(mark)
    return [
        f"chain of case {case.id} is broken"
        for case in Case.objects.only("seq", "head")
        if numbers[case.id] != list(range(1, case.seq + 1)) or heads[case.id] != bytes(case.head)
    ]


def _other_sums() -> list[str]:
    """The balance of a case is the sum of its entries."""
    sums: Counter[int] = Counter()
    for case_id, cents in Entry.objects.values_list("case_id", "cents"):
        sums[case_id] += cents
    return [
        f"case {case_id} says {cents}, its entries {sums[case_id]}"
        for case_id, cents in Case.objects.values_list("id", "open_cents")
        if cents != sums[case_id]
    ]


def _leftovers() -> dict[str, int]:
    """Files that a kill left behind and no row knows: nobody can reach them."""
    folder = Path(settings.HOME) / "documents"
    known = set(Document.objects.values_list("store_path", flat=True))
    files = [str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()]
    return {"files without a row": sum(1 for path in files if path not in known)}
