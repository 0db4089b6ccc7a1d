"""Which country's law counts for what: the cases of a lawyer, and what holds for every case."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minnelijk.law.country import NoLawPack, country
from minnelijk.law.kinds import DebtorKind, is_consumer
from minnelijk.law.which import which_law
from tests.law.test_law import cases_that_ask


@pytest.mark.parametrize(("code", "case"), cases_that_ask("which_law"))
def test_each_question_goes_to_its_own_law(code, case):
    law = which_law(
        kind=DebtorKind(case["kind"]),
        lives_in=case["lives_in"],
        client_country=case["client"],
        contract_law=case["contract_law"],
    )

    assert (law.conduct, law.contract, law.calendar) == (
        case["conduct"],
        case["contract"],
        case["calendar"],
    )
    expected = {
        "conduct": "residence",
        "calendar": "residence",
        "contract_law": case.get("why", "client_card"),
    }
    if "withheld" in case:
        expected["nothing_on_top"] = case["withheld"]
    assert law.why == expected
    assert law.on_top is ("withheld" not in case)


def test_a_country_without_a_law_pack_refuses_every_question():
    law = which_law(
        kind=DebtorKind.LEGAL_ENTITY, lives_in="de", client_country="nl", contract_law="nl"
    )

    with pytest.raises(NoLawPack) as refusal:
        country(law.conduct)
    assert refusal.value.word == "no_law_pack"


places = st.sampled_from(["nl", "be", "de"])


@given(st.sampled_from(DebtorKind), places, places, places | st.just(""))
def test_a_consumer_over_the_border_is_never_asked_anything_on_top(kind, lives, client, contract):
    law = which_law(kind=kind, lives_in=lives, client_country=client, contract_law=contract)

    assert law.conduct == law.calendar == lives
    assert law.contract in {contract, client}
    if is_consumer(kind) and law.contract != lives:
        assert not law.on_top
    assert law.on_top is ("nothing_on_top" not in law.why)
