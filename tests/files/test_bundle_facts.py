"""What a hand-over file says must be true in itself: structure, sums, notices, chain."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from enum import StrEnum
from typing import Any, get_args, get_type_hints

import pytest

from minnelijk.files.bundle import case, owed, parties, told, verify
from minnelijk.files.bundle.schema import UnknownKeyword, faults, schema
from minnelijk.flow import words
from minnelijk.law.kinds import DebtorKind
from minnelijk.law.notices import NoticeKind
from minnelijk.law.voids import VoidWord
from minnelijk.records.words import ClaimKind, NoReceipt, RegistrationKind, WishWord
from tests.files.bundles import bundle, retold, with_hand_over

DEFINITIONS = schema()["$defs"]
TYPES = [
    kind
    for module in (parties, owed, told, case)
    for kind in vars(module).values()
    if is_dataclass(kind) and kind.__module__ == module.__name__
]
WORDS: dict[tuple[str, str], list[StrEnum]] = {
    ("Registered", "kind"): [*RegistrationKind],
    ("Point", "channel"): [*words.PointChannel],
    ("Point", "quality"): [*words.PointQuality],
    ("Wish", "word"): [*WishWord],
    ("Debtor", "kind"): [*DebtorKind],
    ("Claim", "kind"): [*ClaimKind],
    ("Entry", "kind"): [*words.EntryKind],
    ("Entry", "cause"): [*words.EntryCause],
    ("Notice", "kind"): [*NoticeKind],
    ("Notice", "channel"): [*words.Channel],
    ("Notice", "proof"): [*words.Proof],
    ("Void", "why"): [*VoidWord, *NoReceipt],
    ("Promise", "via"): [*words.Channel],
    ("Promise", "outcome"): [*words.PromiseOutcome],
    ("Instalment", "outcome"): [*words.PromiseOutcome],
    ("Dispute", "reason"): [*words.DisputeReason],
    ("Dispute", "answer"): [*words.DisputeAnswer],
    ("Contact", "channel"): [*words.Channel],
    ("Contact", "direction"): [*words.Direction],
    ("Contact", "reach"): [*words.Reach],
    ("Contact", "outcome"): [*words.Outcome],
    ("Message", "purpose"): [*words.Purpose],
    ("Message", "state"): [*words.MessageState],
}


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.__name__)
def test_the_schema_knows_every_part_of_a_case(kind: type) -> None:
    if kind is case.Recorded:
        return  # stands in events.json, whose chain is counted anew
    rules = schema() if kind is case.Dossier else DEFINITIONS[kind.__name__]

    names = [field.name for field in fields(kind)]

    assert list(rules["properties"]) == rules["required"] == names
    assert rules["additionalProperties"] is False
    for name, hint in get_type_hints(kind).items():
        assert takes_nothing(rules["properties"][name]) == (type(None) in get_args(hint)), name


def takes_nothing(rule: dict[str, Any]) -> bool:
    return {"type": "null"} in rule.get("oneOf", []) or "null" in rule.get("type", ())


@pytest.mark.parametrize(("place", "known"), WORDS.items(), ids=lambda one: str(one)[:40])
def test_the_schema_knows_every_word_of_the_house(
    place: tuple[str, str], known: list[StrEnum]
) -> None:
    listed = DEFINITIONS[place[0]]["properties"][place[1]]["enum"]

    assert [word for word in listed if word] == known


def first(said: Any, name: str) -> Any:
    return said[name][0]


def twice_the_ledger(said: Any) -> None:
    said["ledger"].append(said["ledger"][1])


def notice_still_runs(said: Any) -> None:
    first(said, "notices")["last_on"] = said["hand_over"]["handed_on"]


def void_notice(said: Any) -> None:
    first(said, "notices")["void"] = {"on": "2026-04-01", "why": "returned"}


def of_another_claim(said: Any) -> None:
    said["claims"].append({**first(said, "claims"), "number": 2, "open_cents": 0})
    said["claims"][1]["principal_cents"] = 0
    first(first(said, "notices"), "claims")["claim"] = 2


SPOILT: list[tuple[Callable[[Any], Any], str]] = [
    (lambda said: first(said, "claims").update(open_cents=1), "its ledger adds up to 21450"),
    (twice_the_ledger, "its ledger adds up to 16450"),
    (lambda said: first(said, "claims").update(principal_cents=1), "its ledger 26450"),
    (
        lambda said: first(said["hand_over"], "claims").update(principal_cents=21_451),
        "handed over for 21451 cents and 21450 were open",
    ),
    (lambda said: said["hand_over"].update(principal_cents=9), "its claims 21450"),
    (lambda said: said["hand_over"].update(total_cents=9), "the total of the hand-over"),
    (lambda said: said["hand_over"].update(with_notice=False), "without a notice nothing"),
    (lambda said: said["hand_over"].update(figures=[]), "not said how that was counted"),
    (lambda said: said["hand_over"].update(law_pack=None), "not said how that was counted"),
    (
        lambda said: said["hand_over"].update(no_notice_nothing_on_top=True),
        "does not say rightly whether there is a notice",
    ),
    (notice_still_runs, "does not cover it or still runs"),
    (void_notice, "no lapsed one covers it"),
    (of_another_claim, "does not cover it or still runs"),
    (
        lambda said: first(said, "notices").update(charges_from="2026-04-08"),
        "does not cover it or still runs",
    ),
    (lambda said: first(said, "notices").update(principal_cents=5), "another amount"),
    (lambda said: first(said, "ledger").update(claim=7), "number 7 of claims"),
    (lambda said: first(said, "notices").update(message=4), "number 4 of messages"),
    (lambda said: first(said, "messages").update(number=3), "number 1 of messages"),
    (lambda said: first(said, "messages").update(file="x.eml"), "speaks of 'x.eml'"),
    (lambda said: first(said, "messages").update(sha256="0" * 64), "another checksum"),
    (lambda said: first(said, "files").update(size=3), "not the file that case.json speaks of"),
    (lambda said: said["files"].pop(), "is not spoken of in case.json"),
    (lambda said: said["events"].update(count=2), "does not end where case.json says"),
    (lambda said: said["events"].update(head="0" * 64), "does not end where case.json says"),
    (lambda said: said["events"].update(case_id=8), "the chain of another case"),
    (lambda said: said.update(made_at="2026-04-07T08:30:00.000001Z"), "does not fit"),
]


@pytest.mark.parametrize(("change", "sentence"), SPOILT, ids=[one[1] for one in SPOILT])
def test_facts_that_do_not_fit_each_other_are_found(
    change: Callable[[Any], Any], sentence: str
) -> None:
    problems = verify(retold(change))

    assert sentence in "\n".join(map(str, problems))


CHAIN: list[tuple[Callable[[Any], Any], str]] = [
    (lambda said: said["events"].pop(1), "event 2 is missing"),
    (lambda said: said["events"].pop(), "does not end where case.json says"),
    (lambda said: said["events"][0].update(kind="closed"), "event 1 was changed"),
    (lambda said: said["events"][1]["args"].update(cents=1), "event 2 was changed"),
    (lambda said: said["events"][2].update(at="2026-02-02T09:00:00Z"), "event 3 cannot be read"),
    (lambda said: said["events"][2].update(day_on="2026-02-03"), "event 3 was changed"),
    (lambda said: said["events"][2].update(more=1), "event 3 cannot be read"),
    (lambda said: said["events"][2].update(hash="zz"), "event 3 cannot be read"),
    (lambda said: said["events"].insert(0, 5), "event 1 cannot be read"),
    (lambda said: said.update(events={}), "has no list of events"),
    (lambda said: said.update(more=[]), "has no list of events"),
    (lambda said: said.update(case_id=2), "the chain of another case"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "sentence"), CHAIN, ids=[one[1] for one in CHAIN])
def test_a_chain_that_was_touched_breaks(change: Callable[[Any], Any], sentence: str) -> None:
    problems = verify(retold(change, "events.json"))

    assert sentence in "\n".join(map(str, problems))


STRUCTURE: list[tuple[Callable[[Any], Any], str]] = [
    (lambda said: said.pop("ledger"), "the whole has no 'ledger'"),
    (lambda said: said.update(secret=1), "the whole has 'secret', which has no place there"),
    (lambda said: said["debtor"].update(name=7), "debtor.name must be string"),
    (lambda said: first(said, "claims").update(open_cents="7"), "claims[1].open_cents must be"),
    (lambda said: first(said, "claims").update(open_cents=True), "claims[1].open_cents must be"),
    (lambda said: first(said, "claims").update(last_on="2026-02-30"), "which is no day"),
    (lambda said: first(said, "claims").update(last_on="30-02-2026"), "not written as it should"),
    (lambda said: first(said, "ledger").update(kind="gift"), "no word of the list"),
    (lambda said: first(said, "files").update(size=-1), "cannot be less than 0"),
    (lambda said: said["hand_over"].update(law_pack=5), "hand_over.law_pack must be object"),
    (lambda said: said.update(currency="USD"), "is 'USD' and must be 'EUR'"),
    (lambda said: said["schema"].update(version=2), "update Minnelijk and try again"),
    (lambda said: said["schema"].update(version=True), "schema.version"),
]


@pytest.mark.parametrize(("change", "sentence"), STRUCTURE, ids=[one[1] for one in STRUCTURE])
def test_another_structure_is_found_and_named(change: Callable[[Any], Any], sentence: str) -> None:
    problems = verify(retold(change))

    assert sentence in "\n".join(map(str, problems))
    assert {problem.file for problem in problems} == {"case.json"}


@pytest.mark.parametrize("said", [None, [], "x", 5])
def test_a_case_that_is_no_object_is_found(said: Any) -> None:
    assert faults(said)


def test_a_word_of_the_schema_that_we_cannot_check_is_not_passed_over() -> None:
    with pytest.raises(UnknownKeyword):
        faults({}, {"type": "object", "minProperties": 1})


def test_without_a_notice_nothing_is_on_top_and_the_file_says_so() -> None:
    handed = (owed.Handed(1, 21_450, ()),)
    bare = {"with_notice": False, "on_top_cents": 0, "figures": (), "law_pack": None}

    plain = with_hand_over(**bare, claims=handed, total_cents=21_450, no_notice_nothing_on_top=True)

    assert verify(bundle(plain)) == []


def test_money_that_came_after_the_hand_over_does_not_spoil_the_file() -> None:
    def paid(said: Any) -> None:
        at = {"booked_at": "2026-04-07T08:15:00.000000Z", "booked_on": "2026-04-07"}
        said["ledger"].append({**said["ledger"][1], **at, "cents": -21_450})
        said["claims"][0]["open_cents"] = 0

    assert verify(retold(paid)) == []


def test_a_notice_that_waits_for_its_proof_covers_nothing() -> None:
    def waits(said: Any) -> None:
        said["notices"][0].update(last_on=None, first_on=None, charges_from=None)

    assert any("still runs" in problem.sentence for problem in verify(retold(waits)))
