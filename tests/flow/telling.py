"""Reads a story of the trade and plays it on paper: given, then day by day, and what we expect."""

from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from minnelijk.flow.facts import CaseFacts, ClaimFacts, Limits
from minnelijk.flow.gate import may
from minnelijk.flow.lines import What, opened
from minnelijk.flow.paper import Paper
from minnelijk.flow.policy import Policy, read, shipped
from minnelijk.flow.words import (
    ApprovalAnswer,
    Basis,
    Channel,
    DisputeAnswer,
    Happening,
    HoldKind,
    Outcome,
    Phase,
    PointChannel,
    Question,
)
from minnelijk.law.kinds import DebtorKind
from minnelijk.law.notices import NoticeKind, Sent

Cells = dict[str, Any]
GIVEN = {
    "policy", "country", "calendar", "debtor", "opened", "claims", "reached_by", "agreed",
    "limits", "registered", "payments_stale", "stopped_elsewhere", "third_party", "contract_law",
    "on_top", "law_signed", "table",
}  # fmt: skip
ACTS = {
    "call", "at", "promise", "parts", "dispute", "dispute_answer", "client", "pay", "value_on",
    "claim", "happens", "lift", "defer", "arrives", "comes_back",
}  # fmt: skip


def cents(euros: str) -> int:
    return int(Decimal(euros) * 100)


def given(cells: Cells) -> Paper:
    """Return the paper of a new case, as the story's first lines give it."""
    assert set(cells) <= GIVEN, set(cells) - GIVEN
    code = cells.get("country", "nl")
    claims = tuple(claim(n, row) for n, row in enumerate(cells["claims"], start=1))
    case = CaseFacts(
        id=1,
        conduct=code,
        contract_law=cells.get("contract_law", code),
        calendar=cells.get("calendar", code),
        kind=DebtorKind(cells.get("debtor", "consumer")),
        phase=Phase.ONE,
        step="",
        step_on=cells["opened"],
        claims=claims,
        points=frozenset(map(PointChannel, cells.get("reached_by", list(PointChannel)))),
        agreed_beforehand=frozenset(map(Question, cells.get("agreed", []))),
        limits=Limits(**cells.get("limits", {})),
        registered=cells.get("registered", True),
        third_party=cells.get("third_party", True),
        feed_stale=cells.get("payments_stale", False),
        person_stopped=cells.get("stopped_elsewhere", False),
        on_top=cells.get("on_top", True),
        law_signed=cells.get("law_signed", True),
    )
    return Paper(opened(case), _table(cells), cells["opened"])


def _table(cells: Cells) -> Policy:
    """The shipped table of the story, or one of its own."""
    if "table" not in cells:
        return shipped(cells.get("policy", "two_phase"))
    policy, problems = read(cells["table"])
    assert policy is not None, problems
    return policy


def claim(number: int, row: Cells) -> ClaimFacts:
    return ClaimFacts(
        number,
        row["number"],
        row.get("due"),
        cents(row["open"]),
        due_agreed=row.get("due_agreed", True),
        notices=tuple(map(notice, row.get("notices", []))),
        warn_from=row.get("warn"),
        barred_from=row.get("barred"),
    )


def notice(row: Cells) -> Sent:
    return Sent(NoticeKind(row["kind"]), row["sent"], row["last"], row["charges_from"])


def play(paper: Paper, day: Cells) -> None:
    """Let the days pass until this one, do what people did on it, and look."""
    on, expect = day["on"], day.get("expect", {})
    if not day.get("missed_until_now"):
        paper.run_to(on)
    for act in [key for key in day if key in ACTS]:
        if act in DO:
            DO[act](paper, on, day)
    if day.get("missed_until_now") and paper.closed is None and paper.next.day <= on:
        paper.tick(on)  # no daily run in between: this one catches up
    paper.run_to(on)
    known = ACTS | {"on", "expect", "missed_until_now", "because"}
    assert set(day) <= known, set(day) - known
    for key, wanted in expect.items():
        found = SEE[key](paper, on) if key in SEE else gate(paper, on, wanted)
        assert found == wanted, f"{on}, {key}: {found!r} instead of {wanted!r}"


def _call(paper: Paper, on: date, day: Cells) -> None:
    paper.call(Outcome(day["call"]), on, day.get("at", time(10)))


def _promise(paper: Paper, on: date, day: Cells) -> None:
    wanted = day["promise"]
    parts = [(part["on"], cents(part["pay"])) for part in day.get("parts", [])]
    paper.promise(on, cents=0 if wanted == "all" else cents(wanted), parts=parts)


def _dispute(paper: Paper, on: date, day: Cells) -> None:
    cells = day["dispute"]
    part, goes_on = cents(cells.get("part", "0")), cells.get("rest_goes_on", False)
    paper.dispute(on, cells["claim"], part, rest_goes_on=goes_on)


def _dispute_answer(paper: Paper, on: date, day: Cells) -> None:
    cells = day["dispute_answer"]
    answer = DisputeAnswer(cells["says"])
    paper.answer_dispute(on, cells["claim"], answer, cents(cells.get("credit", "0")))


def _claim(paper: Paper, on: date, day: Cells) -> None:
    paper.add_claim(on, claim(len(paper.case.claims) + 1, day["claim"]))


DO: dict[str, Callable[[Paper, date, Cells], object]] = {
    "call": _call,
    "promise": _promise,
    "dispute": _dispute,
    "dispute_answer": _dispute_answer,
    "client": lambda paper, on, day: paper.client_says(ApprovalAnswer(day["client"]), on),
    "pay": lambda paper, on, day: paper.pay(on, cents(day["pay"]), day.get("value_on")),
    "claim": _claim,
    "happens": lambda paper, on, day: paper.happen(Happening(day["happens"]), on),
    "arrives": lambda paper, on, day: paper.arrives(on, NoticeKind(day["arrives"])),
    "comes_back": lambda paper, on, day: paper.comes_back(on, NoticeKind(day["comes_back"])),
    "lift": lambda paper, on, day: paper.lift(HoldKind(day["lift"]), on),
    "defer": lambda paper, on, day: paper.defer(on, day["defer"]["number"], day["defer"]["to"]),
}


def euros(amount: int) -> str:
    return f"{Decimal(amount) / 100:.2f}"


SEE: dict[str, Callable[[Paper, date], object]] = {
    "steps": lambda paper, on: paper.on_day(on, What.STEP),
    "acts": lambda paper, on: [
        str(line.do) for line in paper.lines if line.day == on and line.what is What.STEP
    ],
    "tasks": lambda paper, on: paper.on_day(on, What.TASK),
    "judged": lambda paper, on: paper.on_day(on, What.JUDGED),
    "told_client": lambda paper, on: paper.on_day(on, What.TOLD_CLIENT),
    "reminded": lambda paper, on: paper.on_day(on, What.REMINDED),
    "promise": lambda paper, on: "open" if paper.case.promise else "none",
    "promised_on": lambda paper, on: paper.case.promise and paper.case.promise.last_on,
    "promised": lambda paper, on: paper.case.promise and euros(paper.case.promise.cents),
    "repair_until": lambda paper, on: str(
        (paper.case.promise and paper.case.promise.repair_until) or ""
    ),
    "promised_claims": lambda paper, on: [
        one.number
        for one in paper.case.claims
        if paper.case.promise and one.id in paper.case.promise.claims
    ],
    "open": lambda paper, on: euros(paper.balance.open_cents),
    "askable": lambda paper, on: euros(sum(c.askable_cents for c in paper.case.askable(on))),
    "in_favour": lambda paper, on: euros(paper.balance.credit_cents),
    "holds": lambda paper, on: [str(hold.kind) for hold in paper.case.holds],
    "asked": lambda paper, on: str(paper.case.asked.question) if paper.case.asked else "",
    "closed": lambda paper, on: str(paper.closed or ""),
    "phase": lambda paper, on: str(paper.case.phase),
    "step": lambda paper, on: paper.case.step,
    "next_on": lambda paper, on: paper.next.day,
    "why": lambda paper, on: str(paper.next.why),
    "unknown": lambda paper, on: paper.next.args.get("parameter"),
    "first": lambda paper, on: paper.next.args.get("notice"),
    "at_desk": lambda paper, on: paper.case.at_desk,
    "notices": lambda paper, on: [
        f"{line.word} {line.what} by {line.args['way']} until {line.args['last_on'] or '?'}"
        if line.what is What.SENT
        else f"{line.word} {line.what}"
        for line in paper.lines
        if line.day == on and line.what in {What.SENT, What.VOID}
    ],
    "reached_by": lambda paper, on: sorted(paper.case.points),
    "all_steps": lambda paper, on: [x.word for x in paper.lines if x.what is What.STEP],
}


def gate(paper: Paper, on: date, wanted: list[Cells]) -> list[Cells]:
    """Return what the gate says to each question, in the shape of the question."""
    answers = []
    for question in wanted:
        at = datetime.combine(on, question["at"], tzinfo=paper.zone)
        basis = Basis(question.get("basis", "ours"))
        verdict = may(paper.case, Channel(question["may"]), at, basis)
        answer = {**question, "says": str(verdict.word)}
        if "from" in question:
            answer["from"] = verdict.from_at and verdict.from_at.replace(tzinfo=None)
        answers.append(answer)
    return answers
