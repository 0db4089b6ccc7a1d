"""What may not happen before what: the cases of `order.toml`, and what holds for all of them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minnelijk.law.country import country
from minnelijk.law.dated import BadLaw, Grade, Header, LawRefusal
from minnelijk.law.kinds import DebtorKind
from minnelijk.law.notices import NoticeKind, Sent
from minnelijk.law.order import Act, Standing, read_order
from tests.law.test_law import cases_that_ask

ON = date(2026, 3, 2)


@pytest.mark.parametrize(("code", "case"), cases_that_ask("order"))
def test_an_act_waits_for_what_the_law_puts_before_it(packs, code, case):
    rules = packs(code).order
    claim = Standing(
        kind=DebtorKind(case.get("kind", "consumer")),
        third_party=case.get("collector", "bureau") == "bureau",
        in_default_on=case.get("in_default"),
        sent=tuple(map(sent, case.get("sent", []))),
        regime=case.get("regime", ""),
    )

    if "refused" in case:
        with pytest.raises(LawRefusal) as refusal:
            rules.may(Act(case["act"]), claim, case["on"])
        assert refusal.value.word == case["refused"]
        return
    answer = rules.may(Act(case["act"]), claim, case["on"])

    assert answer.allowed is (case["word"] == "ok")
    found = (answer.word, answer.from_on, answer.missing)
    assert found == (case["word"], case.get("from_on"), case.get("missing"))
    assert answer.source or answer.allowed


def sent(cells):
    return Sent(
        NoticeKind(cells["kind"]),
        cells["sent_on"],
        None,
        cells.get("charges_from"),
        **{name: cells[name] for name in ("void",) if name in cells},
    )


@pytest.mark.parametrize(
    ("code", "kind", "third_party", "act", "notices"),
    [
        ("be", "consumer", True, Act.CONTACT, ["first_reminder", "belgian_notice"]),
        ("be", "unknown", True, Act.CONTACT, ["first_reminder", "belgian_notice"]),
        ("be", "consumer", False, Act.CONTACT, ["first_reminder"]),
        ("be", "legal_entity", True, Act.CONTACT, []),
        ("be", "consumer", True, Act.BELGIAN_NOTICE, ["first_reminder"]),
        ("be", "consumer", True, Act.FIRST_REMINDER, []),
        ("nl", "consumer", True, Act.CONTACT, []),
        ("nl", "consumer", True, Act.CHARGE, ["fourteen_days"]),
        ("nl", "sole_trader", True, Act.CHARGE, []),
    ],
)
def test_the_notices_before_an_act_are_told_in_their_order(code, kind, third_party, act, notices):
    found = country(code).order.before(act, DebtorKind(kind), third_party=third_party, on=ON)

    assert [notice for notice, _ in found] == notices
    assert all(source for _, source in found)


notices = st.builds(
    Sent,
    st.sampled_from(NoticeKind),
    st.just(ON),
    st.none(),
    st.none() | st.integers(-40, 40).map(lambda n: ON + timedelta(days=n)),
    st.booleans(),
)
claims = st.builds(
    Standing,
    st.sampled_from(DebtorKind),
    st.booleans(),
    st.none() | st.integers(-40, 40).map(lambda n: ON + timedelta(days=n)),
    st.lists(notices, max_size=4).map(tuple),
)
countries = st.sampled_from([country("nl"), country("be")])


@given(countries, st.sampled_from(Act), claims, st.integers(0, 60))
def test_what_is_allowed_stays_allowed_and_a_day_that_is_told_is_refused_until_then(
    law, act, claim, later
):
    answer = law.order.may(act, claim, ON)

    again = law.order.may(act, claim, ON + timedelta(days=later))

    if answer.allowed:
        assert again.allowed
    elif answer.from_on is None or ON + timedelta(days=later) < answer.from_on:
        assert not again.allowed


@given(countries, st.sampled_from(Act), claims, notices)
def test_a_notice_more_never_forbids_what_was_allowed(law, act, claim, notice):
    before = law.order.may(act, claim, ON)

    more = Standing(claim.kind, claim.third_party, claim.in_default_on, (*claim.sent, notice))

    if before.allowed:
        assert law.order.may(act, more, ON).allowed


@given(st.sampled_from(Act), claims)
def test_a_creditor_of_its_own_is_never_bound_more_than_a_bureau(act, claim):
    own = Standing(claim.kind, False, claim.in_default_on, claim.sent)
    bureau = Standing(claim.kind, True, claim.in_default_on, claim.sent)

    if country("be").order.may(act, bureau, ON).allowed:
        assert country("be").order.may(act, own, ON).allowed


@pytest.mark.parametrize(
    "row", [{"own_law": True}, {"regime": "energy"}, {"regime": "energy", "own_law": 1}]
)
def test_a_regime_that_cannot_be_read_is_refused(row):
    header = Header("x", "x", "x", "x", "x", date(2030, 1, 1), "2026-01-01", Grade.OFFICIAL)
    dated = {"from": date(2020, 1, 1), "source": "x"}

    with pytest.raises(BadLaw):
        read_order(header, {"values": [GOOD | dated], "regimes": [dated | row]})


def test_a_regime_that_ended_blocks_no_more():
    header = Header("x", "x", "x", "x", "x", date(2030, 1, 1), "2026-01-01", Grade.OFFICIAL)
    rows = [
        {"from": date(2020, 1, 1), "source": "x", "regime": "energy", "own_law": True},
        {"from": ON, "source": "x", "regime": "energy", "own_law": False},
    ]
    rule = GOOD | {"from": date(2020, 1, 1), "source": "x", "after": "default"}
    order = read_order(header, {"values": [rule], "regimes": rows})
    claim = Standing(DebtorKind.CONSUMER, True, date(2026, 1, 1), regime="energy")

    before = order.may(Act.CHARGE, claim, ON - timedelta(days=1))

    assert (before.word, before.from_on) == ("special_regime", None)
    assert order.may(Act.CHARGE, claim, ON).allowed


def test_every_notice_that_any_rule_asks_for_is_told_before_an_act():
    header = Header("x", "x", "x", "x", "x", date(2030, 1, 1), "2026-01-01", Grade.OFFICIAL)
    rows = [
        {"act": "charge", "after": "demand"},
        {"act": "charge", "after": "belgian_notice", "collects": "third_party"},
        {"act": "belgian_notice", "after": "first_reminder"},
    ]
    told = [GOOD | {"from": date(2020, 1, 1), "source": "x"} | row for row in rows]
    before = read_order(header, {"values": told}).before

    bureau = before(Act.CHARGE, DebtorKind.CONSUMER, third_party=True, on=ON)

    assert [notice for notice, _ in bureau] == ["first_reminder", "demand", "belgian_notice"]


GOOD = {"debtor": "consumer", "collects": "anybody", "act": "charge", "after": "fourteen_days"}


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("debtor", "client"),
        ("collects", "nobody"),
        ("act", "phone"),
        ("after", "a_letter"),
        ("after", None),
    ],
)
def test_a_rule_with_an_unknown_word_is_refused(column, value):
    header = Header("x", "x", "x", "x", "x", date(2030, 1, 1), "2026-01-01", Grade.OFFICIAL)
    row = GOOD | {"from": date(2020, 1, 1), "source": "x"} | {column: value}

    with pytest.raises(BadLaw):
        read_order(header, {"values": [row]})
