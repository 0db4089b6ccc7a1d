"""`minnelijk law costs` and `law interest`: cents, segments, reasons, and what is refused."""

import pytest

from tests.site.asked import answer, refusal, told

COSTS = "costs --country nl --debtor consumer --on 2026-11-22"
INTEREST = "interest --country nl --debtor consumer --principal 10000.00"


@pytest.mark.parametrize(
    ("words", "base", "costs", "vat"),
    [
        ("--principal 1000.00", 100000, 15000, 0),
        ("--principal 1000", 100000, 15000, 0),
        ("--principal 266.7", 26670, 4001, 0),
        ("--principal 0.01", 1, 4000, 0),
        ("--principal 749.99 --vat", 74999, 11250, 2363),
        ("--principal 1000.00 --instalments 200.00,200.00", 80000, 12000, 0),
        ("--principal 600.00 --instalments 200,200.00,200", 20000, 4000, 0),
        ("--principal 0.00", 0, 0, 0),
    ],
)
def test_costs_of_a_dutch_consumer_are_counted_over_the_whole_letter(
    words: str, base: int, costs: int, vat: int
) -> None:
    said = answer(f"{COSTS} {words}")

    assert (said["base_cents"], said["costs_cents"], said["vat_cents"]) == (base, costs, vat)
    assert said["total_cents"] == costs + vat
    assert said["on"] == "2026-11-22"
    assert said["why"].endswith(".")
    assert said["sources"]
    assert "scale_cents" not in said


def test_costs_say_their_derivation_and_their_sources() -> None:
    said = answer(f"{COSTS} --principal 1000.00 --vat")

    assert "15% of the first EUR 1,000.00: EUR 150.00." in said["why"]
    assert "21% VAT" in said["why"]
    assert said["principal_cents"] == 100000
    assert [source.split(" (")[0] for source in said["sources"]] == [
        "BIK, article 2 paragraphs 1 and 2",
        "BIK, article 2 paragraph 3; general rate of VAT",
    ]


def test_belgian_costs_are_the_most_that_a_valid_clause_may_ask() -> None:
    said = answer("costs --country be --debtor consumer --principal 1234.56 --on 2026-11-22")

    assert said["costs_cents"] == 10172
    assert "without a valid clause nothing is due" in said["why"]


def test_a_business_owes_the_sum_and_hears_what_the_scale_allows() -> None:
    said = answer("costs --country nl --debtor sole_trader --principal 1000.00 --on 2026-11-22")

    assert (said["costs_cents"], said["scale_cents"], said["debtor"]) == (
        *(4000, 15000),
        "sole_trader",
    )


def test_costs_are_readable_lines_too() -> None:
    said = told(f"{COSTS} --principal 1234.56").splitlines()

    assert "principal: EUR 1,234.56" in said
    assert "costs: EUR 185.18" in said
    assert "vat: EUR 0.00" in said
    assert "why: 15% of the first EUR 1,234.56: EUR 185.18." in said
    assert said[-2] == "sources:"
    assert said[-1].startswith("  - BIK, article 2")


def test_interest_comes_in_segments_that_add_up() -> None:
    said = answer(f"{INTEREST} --due 2024-12-31 --paid 2026-12-31")

    assert said["interest_cents"] == 102400
    segments = [
        (one["from"], one["to"], one["days"], one["percent"], one["principal_cents"], one["cents"])
        for one in said["segments"]
    ]
    assert segments == [
        ("2025-01-01", "2025-12-31", 365, 6.0, 1000000, 60000),
        ("2026-01-01", "2026-06-30", 181, 4.0, 1060000, 21026),
        ("2026-07-01", "2026-12-31", 184, 4.0, 1060000, 21374),
    ]
    assert all(one["source"] for one in said["segments"])
    assert (said["due"], said["paid"], said["principal_cents"]) == (
        *("2024-12-31", "2026-12-31"),
        1000000,
    )
    assert "From 2026-01-01 the interest so far, EUR 600.00, is added" in said["why"]


def test_a_percent_is_a_number_without_a_tail() -> None:
    said = told(
        "interest --country nl --debtor legal_entity --principal 10000.00 "
        "--due 2026-05-31 --paid 2026-07-31 --json"
    )

    assert '"percent": 10.15,' in said
    assert '"percent": 10.4,' in said
    assert '"interest_cents": 17175,' in said


def test_nothing_late_is_no_interest_and_says_why() -> None:
    said = answer(f"{INTEREST} --due 2026-11-22 --paid 2026-11-22")

    assert (said["interest_cents"], said["segments"]) == (0, [])
    assert said["why"].startswith("No interest:")


def test_segments_are_readable_lines_too() -> None:
    said = told(f"{INTEREST} --due 2025-12-31 --paid 2026-03-31").splitlines()

    assert "interest: EUR 98.63" in said
    assert (
        "  - from: 2026-01-01, to: 2026-03-31, days: 90, percent: 4.00, "
        "principal: EUR 10,000.00, amount: EUR 98.63, source: "
    ) in next(line for line in said if "2026-03-31, days" in line)


def test_belgian_civil_interest_is_rounded_once() -> None:
    said = answer(
        "interest --country be --debtor consumer --principal 1000.00 "
        "--due 2022-06-30 --paid 2023-06-30"
    )

    assert said["interest_cents"] == 3360
    assert sum(one["cents"] for one in said["segments"]) == 3360


AMOUNT = "is not an amount: write euros with a point and at most two decimals, not below zero"
REFUSED = {
    f"{COSTS} --principal 1000,00": f"--principal '1000,00' {AMOUNT}",
    f"{COSTS} --principal -5.00": f"--principal '-5.00' {AMOUNT}",
    f"{COSTS} --principal 5.000": f"--principal '5.000' {AMOUNT}",
    f"{COSTS} --principal 5.": f"--principal '5.' {AMOUNT}",
    f"{COSTS} --principal 1e3": f"--principal '1e3' {AMOUNT}",
    f"{COSTS} --principal 1000000000000": f"--principal '1000000000000' {AMOUNT}",
    f"{COSTS} --principal ten": f"--principal 'ten' {AMOUNT}",
    COSTS: "needs --principal: give it, such as 1000.00.",
    f"{COSTS} --principal 100.00 --instalments 200.00": (
        "--instalments cannot be counted: The instalments are EUR 200.00 together, more than"
    ),
    f"{COSTS} --principal 100.00 --instalments 50.00,": f"--instalments '' {AMOUNT}",
    f"{COSTS} --principal 100.00 --instalments 0.00": "--instalments cannot be counted: Every",
    "costs --country nl --debtor consumer --principal 1.00 --on 2012-06-30": (
        "nl.costs on 2012-06-30; ask for a later day."
    ),
    f"{INTEREST} --due 2026-12-01 --paid 2027-01-01": (
        "The law pack does not know this value so far ahead: nl.interest_consumer on 2027-01-01; "
        "ask for a day until 2026-12-31, or write the published value with its source in the file."
    ),
    f"{INTEREST} --due 2026-12-01": "needs --paid: give it, such as 2026-11-23.",
    f"{INTEREST} --due 2026-02-30 --paid 2026-03-01": "--due '2026-02-30' is not a day",
    "interest --country be --debtor legal_entity --principal 1.00 "
    "--due 2026-07-31 --paid 2026-08-01": "be.interest_business on 2026-08-01; ask for a day until",
}


@pytest.mark.parametrize("words", REFUSED)
def test_what_cannot_be_counted_is_refused_in_one_sentence(words: str) -> None:
    assert REFUSED[words] in refusal(words)


def test_the_last_known_day_has_its_interest() -> None:
    said = answer(f"{INTEREST} --due 2026-12-30 --paid 2026-12-31")

    assert said["interest_cents"] == 110
