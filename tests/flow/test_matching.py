"""Money and the cases where it may belong: what books by itself, and what waits for a person."""

from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minnelijk.flow.matching import (
    AMOUNTS,
    BOOKS,
    SAYS,
    TOO_COMMON,
    Candidate,
    FitWord,
    Line,
    OpenClaim,
    candidates,
    certain,
    certainty,
)
from minnelijk.law.references import betalingskenmerk, ogm, rf
from tests.flow.making import some_cents

PAID_ON = date(2026, 3, 5)
DELTA, NOORD = 1, 2
FATMA = OpenClaim(
    case=11,
    client=DELTA,
    debtor=101,
    case_number="D-20413",
    number="F-1001",
    invoice_on=date(2026, 2, 1),
    open_cents=7_500,
)
JOOST = FATMA._replace(case=12, debtor=102, case_number="D-20414", number="2026-0417")
AT_NOORD = FATMA._replace(case=21, client=NOORD, debtor=201, case_number="D-20001", number="N-881")


def paid(text: str = "", cents: int = 7_500, **more: str) -> Line:
    return Line(cents=cents, value_on=PAID_ON, text=text, **more)  # type: ignore[arg-type]


def reasons_of(line: Line, *claims: OpenClaim) -> dict[int, set[FitWord]]:
    return {one.case: set(one.reasons) for one in candidates(line, claims)}


@pytest.mark.parametrize(
    "written",
    ["F-1001", "factuur f-1001 dank u", "F1001", "F 1001,", "betaling F.1001/ maart", "(F-1001)"],
)
def test_the_number_of_an_invoice_is_recognised_as_people_write_it(written: str) -> None:
    found = candidates(paid(written, cents=5_000), [FATMA, JOOST])

    assert [(one.case, one.reasons) for one in found] == [(11, (FitWord.INVOICE_NUMBER,))]
    assert certain(found, trust=False) == found[0]


@pytest.mark.parametrize(
    "written", ["F-10012", "AF-1001", "F-1001-2", "F-100", "1001", "5F-1001", "F-1001A"]
)
def test_a_part_of_another_number_is_not_the_number(written: str) -> None:
    assert candidates(paid(written, cents=5_000), [FATMA]) == ()


def test_zeros_before_a_number_may_lack_or_be_too_many() -> None:
    claim = FATMA._replace(number="00047110")

    for written in ("47110", "00047110", "nr. 047110"):
        assert reasons_of(paid(written, cents=1), claim) == {11: {FitWord.INVOICE_NUMBER}}


def test_four_digits_may_be_a_postcode_and_book_only_with_an_amount_that_fits() -> None:
    claim = FATMA._replace(number="1021")

    found = candidates(paid("Dorpsstraat 7 1021 AB", cents=1), [claim])
    exact = candidates(paid("1021"), [claim])

    assert [one.reasons for one in found] == [(FitWord.NUMBER_SHORT,)]
    assert certain(found, trust=False) is None
    assert certain(exact, trust=False) == exact[0]


@pytest.mark.parametrize(("number", "written"), [("2026", "maart 2026"), ("17", "17 maart")])
def test_a_year_or_a_day_is_not_taken_for_an_invoice(number: str, written: str) -> None:
    assert candidates(paid(written, cents=1), [FATMA._replace(number=number)]) == ()


def test_a_day_in_the_text_is_not_an_invoice_of_that_number() -> None:
    claim = FATMA._replace(number="05-2026")

    assert candidates(paid("betaald 17-05-2026", cents=1), [claim]) == ()
    assert reasons_of(paid("rekening 05-2026", cents=1), claim) == {11: {FitWord.INVOICE_NUMBER}}


OGM, RF, KENMERK = ogm("0101234567"), rf("F1001"), betalingskenmerk("012345678901234")


@pytest.mark.parametrize(
    ("kept", "line"),
    [
        (OGM, paid(reference=OGM)),
        (OGM, paid(reference=OGM.replace("+", "*"))),
        (OGM, paid(f"betreft {OGM} dank")),
        (OGM, paid(f"betreft {OGM.strip('+')}")),
        (RF, paid(reference=f"{RF[:4]} {RF[4:]}")),
        (RF, paid(f"ref {RF.lower()}")),
        (KENMERK, paid(reference=KENMERK)),
        (KENMERK, paid(f"kenmerk {KENMERK[:4]} {KENMERK[4:8]} {KENMERK[8:12]} {KENMERK[12:]}")),
    ],
)
def test_a_structured_reference_finds_its_case_and_books(kept: str, line: Line) -> None:
    claim = FATMA._replace(references=frozenset({"".join(c for c in kept if c.isalnum())}))

    found = candidates(line._replace(cents=1), [claim, JOOST])

    assert [(one.case, one.reasons) for one in found] == [(11, (FitWord.REFERENCE,))]
    assert certain(found, trust=True) == found[0]


def test_digits_that_could_be_a_reference_may_be_an_invoice_number_all_the_same() -> None:
    claim = FATMA._replace(number="2604171")

    assert reasons_of(paid(reference="2604171", cents=1), claim) == {11: {FitWord.INVOICE_NUMBER}}


def test_a_reference_with_a_wrong_check_digit_is_no_reference() -> None:
    wrong = f"{OGM[:-5]}{(int(OGM[-5:-3]) + 1) % 100:02}+++"
    claim = FATMA._replace(references=frozenset({"".join(c for c in wrong if c.isdigit())}))

    assert candidates(paid(reference=wrong, cents=1), [claim]) == ()


def test_what_stands_inside_a_reference_is_no_invoice_number() -> None:
    inside = FATMA._replace(number=OGM[7:11])

    assert candidates(paid(f"betreft {OGM}", cents=1), [inside]) == ()


def test_the_number_of_a_case_is_a_reason_and_books_nothing() -> None:
    found = candidates(paid("D-20413 groet", cents=2_000), [FATMA, JOOST])

    assert [(one.case, one.reasons) for one in found] == [(11, (FitWord.CASE_NUMBER,))]
    assert certain(found, trust=False) is None


def test_who_paid_from_this_iban_before_is_a_reason_and_books_nothing() -> None:
    found = candidates(Line(2_000, PAID_ON, debtors=frozenset({102})), [FATMA, JOOST])

    assert [(one.case, one.reasons) for one in found] == [(12, (FitWord.IBAN_SEEN,))]
    assert certain(found, trust=False) is None


def test_two_clients_with_one_amount_are_both_candidates_and_nothing_books() -> None:
    found = candidates(paid(), [FATMA, AT_NOORD])

    assert [one.case for one in found] == [11, 21]
    assert all(AMOUNTS.issuperset(one.reasons) for one in found)
    assert certain(found, trust=True) is None


def test_an_invoice_number_of_two_clients_books_nothing_on_a_trust_account() -> None:
    same = AT_NOORD._replace(number="F-1001")

    assert certain(candidates(paid("F-1001"), [FATMA, same]), trust=True) is None


def test_another_client_whose_amount_fits_keeps_an_invoice_number_from_booking() -> None:
    found = candidates(paid("F-1001"), [FATMA._replace(open_cents=9_900), AT_NOORD])

    assert certain(found, trust=True) is None
    assert certain(found, trust=False) is not None


def test_a_reference_leaves_no_doubt_about_equal_amounts_elsewhere() -> None:
    own = FATMA._replace(references=frozenset({RF}))

    found = candidates(paid(reference=RF), [own, AT_NOORD])

    assert [one.case for one in found] == [11]
    assert certain(found, trust=True) == found[0]


def test_words_that_name_two_cases_book_nothing() -> None:
    for other in ("F-1001 en 2026-0417", "F-1001 van D-20414"):
        assert certain(candidates(paid(other), [FATMA, JOOST]), trust=False) is None


def test_the_sum_of_a_case_and_one_of_its_claims_are_different_reasons() -> None:
    second = FATMA._replace(number="F-1002", open_cents=2_500)

    assert reasons_of(paid(cents=10_000), FATMA, second) == {11: {FitWord.AMOUNT_CASE}}
    assert reasons_of(paid(cents=2_500), FATMA, second) == {11: {FitWord.AMOUNT_CLAIM}}


def test_an_invoice_of_after_the_paying_day_does_not_fit_by_its_amount() -> None:
    later = FATMA._replace(invoice_on=PAID_ON + timedelta(days=1))

    assert candidates(paid(), [later]) == ()


def test_an_amount_that_very_many_owe_is_no_reason() -> None:
    many = [FATMA._replace(case=100 + n, debtor=n) for n in range(TOO_COMMON + 1)]

    assert len(candidates(paid(), many[:-1])) == TOO_COMMON
    assert candidates(paid(), many) == ()


claims = st.builds(
    OpenClaim,
    case=st.integers(1, 6),
    client=st.just(0),
    debtor=st.integers(1, 4),
    case_number=st.just(""),
    number=st.sampled_from(["F-1001", "F-1002", "10023", "A/77/12"]),
    invoice_on=st.dates(date(2026, 1, 1), date(2026, 4, 1)),
    open_cents=st.sampled_from([0, 2_500, 5_000, 7_500]) | some_cents,
    references=st.sets(st.sampled_from([RF, KENMERK]), max_size=1).map(frozenset),
    claim=st.just(0),
    name=st.just(""),
    promised=st.just(frozenset()),
    told=st.just(frozenset()),
    closed=st.just(False),
).map(lambda one: one._replace(client=one.case % 2, case_number=f"D-{one.case}"))
lines = st.builds(
    Line,
    cents=st.sampled_from([2_500, 5_000, 7_500]),
    value_on=st.dates(date(2026, 1, 1), date(2026, 4, 1)),
    reference=st.sampled_from(["", RF, KENMERK, "F-1001"]),
    text=st.lists(st.sampled_from(["F-1002", "10023", "D-3", "dank", RF])).map(" ".join),
    debtors=st.frozensets(st.integers(1, 4)),
    name=st.just(""),
)


@given(lines, st.lists(claims, max_size=12))
def test_candidates_come_best_first_each_case_once_and_with_a_reason(
    line: Line, owed: list[OpenClaim]
) -> None:
    found = candidates(line, owed)

    assert [one.certainty for one in found] == sorted((o.certainty for o in found), reverse=True)
    assert len({one.case for one in found}) == len(found)
    assert all(one.reasons and 0 < one.certainty <= 100 for one in found)
    owing = {claim.case for claim in owed if claim.open_cents > 0}
    assert all(SAYS.intersection(one.reasons) for one in found if one.case not in owing)


@given(lines, st.lists(claims, max_size=12), st.booleans())
def test_what_books_by_itself_was_named_by_the_payer_and_no_other_case_was(
    line: Line, owed: list[OpenClaim], trust: bool
) -> None:
    found = candidates(line, owed)
    sure = certain(found, trust=trust)

    if sure is None:
        return
    assert BOOKS.intersection(sure.reasons)
    owing = {claim.case for claim in owed if claim.open_cents > 0}
    assert sure.case in owing
    others = [one for one in found if one.case != sure.case]
    assert not any(BOOKS.intersection(one.reasons) for one in others)
    assert not trust or {one.client for one in others} <= {sure.client}


@given(st.lists(claims, max_size=12), st.integers(1, 10_000_000), st.booleans())
def test_an_amount_alone_never_books(owed: list[OpenClaim], cents: int, trust: bool) -> None:
    found = candidates(Line(cents, date(2026, 4, 1)), owed)

    assert certain(found, trust=trust) is None


@given(lines, st.lists(claims, max_size=12), st.randoms())
def test_the_order_in_which_claims_are_read_changes_nothing(
    line: Line, owed: list[OpenClaim], order: Random
) -> None:
    by_case = {claim.case: claim.debtor for claim in owed}
    owed = [claim._replace(debtor=by_case[claim.case]) for claim in owed]
    mixed = list(owed)
    order.shuffle(mixed)

    assert candidates(line, mixed) == candidates(line, owed)


@given(st.sets(st.sampled_from(FitWord)), st.sampled_from(FitWord))
def test_a_further_reason_never_makes_less_certain(said: set[FitWord], more: FitWord) -> None:
    assert certainty(said) <= certainty(said | {more}) <= 100


def test_nobody_is_certain_of_nothing() -> None:
    assert certain((), trust=False) is None
    assert certainty([]) == 0
    assert Candidate(1, 1, 0, ()).reasons == ()
