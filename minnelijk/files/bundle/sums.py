"""Whether the amounts of `case.json` fit each other, and whether what is on top has its notice."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

Said = Mapping[str, Any]


def wrong_sums(case: Said) -> Iterator[str]:
    """Say what does not add up in a case that fits the schema."""
    yield from _numbered(case)
    yield from _ledger(case)
    yield from _handed(case)
    yield from _on_top(case)
    yield from _parts(case)


def _numbered(case: Said) -> Iterator[str]:
    """Every number that something refers to stands once in its list."""
    known = {name: {one["number"] for one in case[name]} for name in ("claims", "messages")}
    for name in ("claims", "messages", "notices"):
        if [one["number"] for one in case[name]] != sorted({one["number"] for one in case[name]}):
            yield f"{name} are not numbered one by one."
    for place, kind, number in _references(case):
        if number not in known[kind]:
            yield f"{place} names number {number} of {kind}, which is not there."


def _references(case: Said) -> Iterator[tuple[str, str, int]]:
    yield from (("the ledger", "claims", entry["claim"]) for entry in case["ledger"])
    for notice in case["notices"]:
        place = f"notice {notice['number']}"
        yield from ((place, "claims", part["claim"]) for part in notice["claims"])
        if notice["message"] is not None:
            yield place, "messages", notice["message"]
    for promise in case["promises"]:
        yield from (("a promise", "claims", number) for number in promise["claims"])
    for dispute in case["disputes"]:
        yield from (("a dispute", "claims", part["claim"]) for part in dispute["parts"])
    for contact in case["contacts"]:
        if contact["message"] is not None:
            yield "a contact", "messages", contact["message"]
    yield from (("the hand-over", "claims", one["claim"]) for one in case["hand_over"]["claims"])


def _ledger(case: Said) -> Iterator[str]:
    open_cents: Counter[int] = Counter()
    principal: Counter[int] = Counter()
    for entry in case["ledger"]:
        open_cents[entry["claim"]] += entry["cents"]
        principal[entry["claim"]] += entry["cents"] if entry["kind"] == "principal" else 0
    for claim in case["claims"]:
        number = claim["number"]
        if open_cents[number] != claim["open_cents"]:
            yield (
                f"claim {number} has {claim['open_cents']} cents open and its ledger adds up to "
                f"{open_cents[number]}."
            )
        if principal[number] != claim["principal_cents"]:
            yield (
                f"claim {number} has a principal of {claim['principal_cents']} cents and its "
                f"ledger {principal[number]}."
            )


def _handed(case: Said) -> Iterator[str]:
    """No claim is handed over for more than was open of it at that moment."""
    hand_over = case["hand_over"]
    was_open: Counter[int] = Counter()
    for entry in case["ledger"]:
        if entry["booked_at"] <= hand_over["made_at"]:
            was_open[entry["claim"]] += entry["cents"]
    for one in hand_over["claims"]:
        if one["principal_cents"] > was_open[one["claim"]]:
            yield (
                f"claim {one['claim']} is handed over for {one['principal_cents']} cents and "
                f"{max(was_open[one['claim']], 0)} were open."
            )
    if len({one["claim"] for one in hand_over["claims"]}) != len(hand_over["claims"]):
        yield "a claim is handed over twice."
    principal = sum(one["principal_cents"] for one in hand_over["claims"])
    if principal != hand_over["principal_cents"]:
        yield f"the hand-over is for {hand_over['principal_cents']} cents, its claims {principal}."
    if hand_over["principal_cents"] + hand_over["on_top_cents"] != hand_over["total_cents"]:
        yield "the total of the hand-over is not its principal and what is on top."


def _on_top(case: Said) -> Iterator[str]:
    """Something on top asks a notice that stands, whose term is over, for every claim."""
    hand_over = case["hand_over"]
    lapsed = {notice["number"]: notice for notice in case["notices"] if _lapsed(notice, hand_over)}
    for one in hand_over["claims"]:
        fitting = [number for number in one["notices"] if _covers(lapsed.get(number), one)]
        if len(fitting) != len(one["notices"]):
            yield f"claim {one['claim']} names a notice that does not cover it or still runs."
        if hand_over["with_notice"] and not fitting:
            yield f"claim {one['claim']} is handed over with a notice, and no lapsed one covers it."
    none = not any(one["notices"] for one in hand_over["claims"])
    if hand_over["no_notice_nothing_on_top"] != none:
        yield "the hand-over does not say rightly whether there is a notice."
    yield from _counted(hand_over)


def _counted(hand_over: Said) -> Iterator[str]:
    if not hand_over["on_top_cents"]:
        return
    if not hand_over["with_notice"]:
        yield "without a notice nothing may be asked on top, and something is."
    if not hand_over["figures"] or hand_over["law_pack"] is None:
        yield "something is asked on top, and it is not said how that was counted."


def _lapsed(notice: Said, hand_over: Said) -> bool:
    """Whether a notice left, stands, and has its last day and the first of charges behind it."""
    if notice["sent_on"] is None or notice["last_on"] is None or notice["void"] is not None:
        return False
    over_on = notice["charges_from"] or ""
    return bool(notice["last_on"] < hand_over["handed_on"] and over_on <= hand_over["handed_on"])


def _covers(notice: Said | None, one: Said) -> bool:
    return notice is not None and any(part["claim"] == one["claim"] for part in notice["claims"])


def _parts(case: Said) -> Iterator[str]:
    for notice in case["notices"]:
        if sum(part["cents"] for part in notice["claims"]) != notice["principal_cents"]:
            yield f"notice {notice['number']} is for another amount than its claims."
