"""What holds for the limitation of every claim, whatever it is for and whenever it fell due."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from minnelijk.law.country import country
from minnelijk.law.kinds import DebtorKind, is_consumer
from minnelijk.law.limitation import ClaimNature, years_after

NL, BE = country("nl").limitation, country("be").limitation
ONE_DAY = timedelta(days=1)

dues = st.dates(date(2000, 1, 1), date(2028, 12, 31))
natures = st.sampled_from(ClaimNature)
maybe_natures = st.none() | natures
kinds = st.sampled_from(DebtorKind)
later = st.lists(st.dates(date(2000, 1, 1), date(2028, 12, 31)), max_size=4)


@given(maybe_natures, kinds, dues, later)
def test_no_claim_is_barred_before_the_shortest_term_has_run(nature, kind, due, interruptions):
    answer = NL.of(nature=nature, kind=kind, due_on=due, interruptions=interruptions)

    shortest = 2 if nature is ClaimNature.CONSUMER_SALE or is_consumer(kind) else 5
    assert answer.barred_from > years_after(due, shortest)
    assert answer.barred_from - answer.warn_from == 90 * ONE_DAY


@given(maybe_natures, kinds, dues, later, dues)
def test_an_interruption_never_makes_the_bar_earlier(nature, kind, due, interruptions, more):
    before = NL.of(nature=nature, kind=kind, due_on=due, interruptions=interruptions)

    after = NL.of(nature=nature, kind=kind, due_on=due, interruptions=[*interruptions, more])

    assert after.barred_from >= before.barred_from


@given(maybe_natures, kinds, dues, dues)
def test_a_later_due_day_is_never_barred_earlier(nature, kind, one, other):
    first, second = sorted((one, other))

    bars = [NL.of(nature=nature, kind=kind, due_on=due).barred_from for due in (first, second)]

    assert bars == sorted(bars)


@given(natures, kinds, dues)
def test_an_unknown_claim_is_never_barred_later_than_a_known_one(nature, kind, due):
    for rules in (NL, BE):
        known = rules.of(nature=nature, kind=kind, due_on=due)
        unknown = rules.of(nature=None, kind=DebtorKind.UNKNOWN, due_on=due)

        assert unknown.warn_from <= known.warn_from
        assert not unknown.certain


@given(maybe_natures, kinds, dues, later)
def test_no_belgian_claim_is_ever_said_to_be_barred(nature, kind, due, interruptions):
    answer = BE.of(nature=nature, kind=kind, due_on=due, interruptions=interruptions)

    assert answer.barred_from is None
    assert not answer.certain
    assert "limitation.person" in [step.word for step in answer.steps]
