"""Damages clauses against consumers: the cases of `damages*.toml`, steps and refusals."""

from datetime import date
from decimal import Decimal

import pytest

from minnelijk.law import why
from minnelijk.law.country import HERE, country, part, read_toml
from minnelijk.law.damages import Arrears, Clause, Limit, Reminder, read_damages
from minnelijk.law.dated import BadLaw, LawRefusal, read_header
from tests.law.test_interest import cents, parts_of
from tests.law.test_law import cases_that_ask

BE = country("be")
SENT, FROM, UNTIL = date(2026, 3, 2), date(2026, 3, 17), date(2026, 3, 31)
MOST = Clause(Limit.CAP, Limit.CAP, reciprocal=True)


def clause_of(case) -> Clause | None:
    if "no_clause" in case:
        return None
    percent, lump = case.get("percent", "cap"), case.get("lump_clause", "cap")
    return Clause(
        percent=asks(percent, money),
        lump_cents=asks(lump, cents),
        reciprocal=case.get("reciprocal", True),
        interest_from_reminder="small" in case or "interest_from_reminder" in case,
    )


def asks(written, read):
    if isinstance(written, str):
        return None if written == "none" else Limit(written)
    return read(written)


def money(number: float) -> Decimal:
    return Decimal(f"{number:.2f}")


def damages_of(rules, case):
    return rules.of(
        arrears=Arrears(
            cents(case.get("balance", 480.00)), [(on, cents(c)) for on, c in case.get("paid", [])]
        ),
        reminder=Reminder(case.get("sent", SENT), case.get("charges_from", FROM)),
        clause=clause_of(case),
        creditor_is_small="small" in case or "creditor_is_small" in case,
        until=case.get("until", UNTIL),
        stops=[tuple(stop) for stop in case.get("stops", [])],
    )


def refused(case, ask) -> bool:
    if "refused" not in case:
        return False
    with pytest.raises(LawRefusal) as refusal:
        ask()
    assert (refusal.value.word, refusal.value.on) == (case["refused"], case["on"])
    return True


@pytest.mark.parametrize(("code", "case"), cases_that_ask("damages"))
def test_a_clause_asks_what_the_law_allows_and_not_before_its_day(packs, code, case):
    rules = packs(code).damages
    if refused(case, lambda: damages_of(rules, case)):
        return

    damages = damages_of(rules, case)

    asked = (damages.lump_cents, damages.interest_cents)
    assert asked == (cents(case["lump"]), cents(case["interest"]))
    assert damages.total_cents == cents(case.get("total", case["lump"] + case["interest"]))
    assert damages.review is case.get("review", False)
    assert sum(segment.cents for segment in damages.segments) == damages.interest_cents
    if "first" in case:
        assert damages.segments[0].from_on == case["first"]
    if "parts" in case:
        assert parts_of(damages.segments) == case["parts"]
    if "why" in case:
        assert [(s.word, s.cents) for s in damages.steps] == [(f"damages.{case['why']}", 0)]
    assert why.said(damages.steps)
    assert all(why.sources(damages.steps))


@pytest.mark.parametrize(("code", "case"), cases_that_ask("damages_plan"))
def test_a_request_left_undecided_stops_the_interest(packs, code, case):
    rules = packs(code).damages
    question = {
        "requested_on": case["requested"],
        "decided_on": case.get("decided"),
        "until": case["until"],
    }
    if refused(case, lambda: rules.plan_stop(**question)):
        return

    stops = rules.plan_stop(**question)

    assert stops == ((tuple(case["stop"]),) if case["stop"] else ())


def test_interest_is_nothing_on_the_day_after_thirty_days_without_a_decision():
    stops = BE.damages.plan_stop(
        requested_on=date(2026, 3, 1), decided_on=None, until=date(2026, 4, 1)
    )
    question = {
        "arrears": Arrears(48000),
        "reminder": Reminder(SENT, FROM),
        "clause": MOST,
        "creditor_is_small": False,
    }

    before = BE.damages.of(**question, until=date(2026, 3, 31), stops=stops)
    after = BE.damages.of(**question, until=date(2026, 4, 1), stops=stops)

    assert before.interest_cents == after.interest_cents == 207


def test_a_country_without_damages_clauses_answers_nothing():
    assert country("nl").damages is None


# How the figures are explained


def asked(clause=MOST, *, until=UNTIL, small=False, stops=(), payments=()):
    return BE.damages.of(
        arrears=Arrears(48000, payments),
        reminder=Reminder(SENT, FROM),
        clause=clause,
        creditor_is_small=small,
        until=until,
        stops=stops,
    )


def test_the_steps_say_the_lump_sum_the_first_day_and_the_interest():
    damages = asked(stops=[(date(2026, 3, 31), date(2026, 4, 30))])

    words = [step.word for step in damages.steps]
    assert words[-4:] == [
        "costs.clause",
        "damages.from_term",
        "interest.segment",
        "interest.stopped",
    ]
    first, segment, stopped = damages.steps[-3:]
    assert first.args == {"from_on": "2026-03-17"}
    assert segment.args["divisor"] == "365"
    assert stopped.args == {"from_on": "2026-03-31", "to_on": "2026-03-31"}
    assert stopped.source == BE.damages.header.law


def test_interest_from_the_reminder_says_so():
    damages = asked(
        Clause(Limit.CAP, None, reciprocal=True, interest_from_reminder=True), small=True
    )

    step = damages.steps[1]
    assert (step.word, step.args) == ("damages.from_reminder", {"from_on": "2026-03-03"})
    assert step.source == BE.damages.clauses.at(SENT).source


def test_without_interest_nothing_is_said_about_it():
    damages = asked(Clause(None, Limit.CAP, reciprocal=True), stops=[(SENT, UNTIL)])

    assert {step.word.split(".")[0] for step in damages.steps} == {"costs"}


def test_a_rate_that_is_too_high_says_which_rate_was_allowed_and_from_when():
    damages = asked(Clause(Decimal("12.00"), Limit.CAP, reciprocal=True))

    (step,) = damages.steps
    assert step.args == {"percent": "12.00", "most_percent": "10.50", "from_on": "2026-03-17"}
    assert step.source == BE.damages.clauses.at(SENT).value.ceiling


def test_too_early_says_from_when():
    (step,) = asked(until=date(2026, 3, 16)).steps

    assert step.args == {"until": "2026-03-16", "charges_from": "2026-03-17"}


def test_interest_at_the_rate_of_the_clause_keeps_the_source_of_its_ceiling():
    (segment,) = asked(Clause(Decimal("8.00"), None, reciprocal=True)).segments

    assert segment.percent == Decimal("8.00")
    assert segment.source == BE.interest.business.rates.at(UNTIL).source


def test_its_head_is_shown():
    assert BE.damages.header in BE.headers


def test_a_clause_does_not_count_from_the_reminder_unless_it_says_so():
    assert Clause(Limit.CAP, Limit.CAP, reciprocal=True).interest_from_reminder is False


# What is refused


@pytest.mark.parametrize(
    ("arrears", "reminder", "sentence"),
    [
        (Arrears(-1), Reminder(SENT, FROM), "cannot be below 0.00"),
        (Arrears(100, [(UNTIL, 0)]), Reminder(SENT, FROM), "cannot be below 0.00"),
        (Arrears(100, [(UNTIL, -1)]), Reminder(SENT, FROM), "cannot be below 0.00"),
        (Arrears(100), Reminder(SENT, SENT), "of 2026-03-02 ends before it begins"),
        (
            Arrears(100, [(date(2026, 3, 1), 10), (date(2026, 2, 27), 10)]),
            Reminder(SENT, FROM),
            "paid on 2026-02-27 is not in the balance",
        ),
    ],
)
def test_a_question_that_cannot_be_is_refused_in_a_sentence(arrears, reminder, sentence):
    with pytest.raises(ValueError, match=sentence):
        BE.damages.of(
            arrears=arrears, reminder=reminder, clause=MOST, creditor_is_small=False, until=UNTIL
        )


def test_the_smallest_question_is_answered():
    damages = BE.damages.of(
        arrears=Arrears(2, [(SENT, 1)]),
        reminder=Reminder(SENT, date(2026, 3, 3)),
        clause=Clause(None, 1, reciprocal=True),
        creditor_is_small=False,
        until=date(2026, 3, 3),
    )

    assert damages.total_cents == 1


def test_a_stop_that_ends_before_it_begins_is_refused():
    with pytest.raises(ValueError, match="ends before it begins"):
        asked(stops=[(UNTIL, FROM)])


def test_a_decision_cannot_lie_before_its_request():
    with pytest.raises(ValueError, match="The decision of 2026-03-01 lies before the request"):
        BE.damages.plan_stop(
            requested_on=date(2026, 3, 2), decided_on=date(2026, 3, 1), until=UNTIL
        )


# Files that may not be loaded


def rules_with(*, plan=None, **changes):
    table = read_toml(HERE / "be" / "damages.toml")
    (clause,), (request,) = table["values"], table["plan_requests"]
    table["values"] = [{**clause, **changes}]
    table["plan_requests"] = [request if plan is None else {**request, **plan}]
    header = read_header("be.damages", table)
    return read_damages(header, table, BE.interest.business, BE.costs)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"ceiling": ""}, "'ceiling' says where"),
        ({"ceiling": 8}, "'ceiling' says where"),
        ({"small_creditor_first_day": 0}, "'small_creditor_first_day' must be a whole number"),
        ({"plan": {"decide_within_days": 0}}, "'decide_within_days' must be a whole number"),
    ],
)
def test_a_file_with_a_wrong_field_is_not_loaded(changes, sentence):
    with pytest.raises(BadLaw, match=f"be.damages: {sentence}"):
        rules_with(**changes)


def test_a_file_without_the_days_of_a_request_is_not_loaded():
    header, table = part("be", HERE / "be", "damages")
    del table["plan_requests"]

    with pytest.raises(BadLaw, match=r"be\.damages: 'values' must be a list"):
        read_damages(header, table, BE.interest.business, BE.costs)
