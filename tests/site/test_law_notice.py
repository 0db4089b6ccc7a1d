"""`minnelijk law notice`: days, wording and mentions of a notice, and when none is needed."""

import pytest

from tests.site.asked import answer, refusal, told

DAYS = ("receipt_on", "first_on", "last_on", "charges_from", "charges_from_law")
NL = "notice --country nl --debtor consumer --channel post"
BE = "notice --country be --debtor consumer --channel post"


@pytest.mark.parametrize(
    ("words", "days"),
    [
        (
            f"{NL} --sent 2026-11-23",
            ("2026-11-25", "2026-11-27", "2026-12-11", "2026-12-15", "2026-12-10"),
        ),
        (
            f"{NL} --sent 2026-11-17 --received 2026-11-23",
            ("2026-11-23", "2026-11-24", "2026-12-08", "2026-12-09", "2026-12-08"),
        ),
        (
            "notice --country nl --channel email --sent 2026-11-17 --received 2026-11-23",
            ("2026-11-23", "2026-11-24", "2026-12-08", "2026-12-09", "2026-12-08"),
        ),
        (
            f"{BE} --sent 2023-09-18",
            (None, "2023-09-21", "2023-10-04", "2023-10-05", "2023-10-05"),
        ),
        (
            "notice --country be --debtor consumer --channel email --sent 2026-11-22",
            (None, "2026-11-23", "2026-12-07", "2026-12-08", "2026-12-07"),
        ),
    ],
)
def test_a_notice_has_its_days(words: str, days: tuple[str | None, ...]) -> None:
    said = answer(words)

    assert tuple(said[name] for name in DAYS) == days
    assert said["needed"] is True
    assert said["why"].endswith(".")
    assert said["sources"]


def test_the_notice_of_the_country_is_the_one_that_is_needed() -> None:
    dutch, belgian = answer(f"{NL} --sent 2026-11-23"), answer(f"{BE} --sent 2026-11-23")

    assert (dutch["notice"], belgian["notice"]) == ("fourteen_days", "first_reminder")
    assert dutch["wording"] == "binnen 15 dagen nadat deze brief bij u is bezorgd"
    assert belgian["standstill_until"] == belgian["last_on"]
    assert dutch["standstill_until"] is None


def test_every_mention_says_what_it_is_and_where_that_was_read() -> None:
    mentions = answer(f"{NL} --sent 2026-11-23")["mentions"]

    codes = [mention["code"] for mention in mentions]
    assert {"sum", "amount_now", "term", "consequence", "costs", "wki_number"} <= set(codes)
    assert len(codes) == len(set(codes))
    assert all(one["says"] and one["source"] and one["grade"] for one in mentions)
    assert {one["required_when"] for one in mentions} == {"always", "vat", "bureau"}


def test_another_notice_and_another_language_can_be_asked() -> None:
    said = answer(f"{BE} --sent 2026-11-23 --notice belgian_notice --language fr")

    assert said["notice"] == "belgian_notice"
    assert said["wording"].startswith("dans ")


@pytest.mark.parametrize("kind", ["sole_trader", "partnership", "legal_entity", "government"])
@pytest.mark.parametrize("code", ["nl", "be"])
def test_a_business_needs_no_notice_and_hears_so(code: str, kind: str) -> None:
    said = answer(f"notice --country {code} --debtor {kind} --channel post --sent 2026-11-23")

    assert said["needed"] is False
    assert [said[name] for name in (*DAYS, "notice", "wording", "standstill_until")] == [None] * 8
    assert said["mentions"] == []
    assert said["why"].startswith("This debtor needs no notice: ")
    assert "the day after the last day to pay, which is not part of this question" in said["why"]
    assert len(said["sources"]) == 1


def test_a_business_may_be_sent_one_all_the_same() -> None:
    said = answer(
        "notice --country nl --debtor legal_entity --channel post --sent 2026-11-23 --notice demand"
    )

    assert (said["needed"], said["notice"], said["last_on"]) == (False, "demand", "2026-12-07")
    assert [said[name] for name in ("charges_from", "wording")] == [None, None]


def test_a_dutch_mail_without_proof_of_receipt_has_no_days_and_says_why() -> None:
    said = answer("notice --country nl --debtor consumer --channel email --sent 2026-11-23")

    assert [said[name] for name in DAYS] == [None] * 5
    assert "proven" in said["why"]
    assert said["mentions"]


def test_a_notice_is_readable_lines_too() -> None:
    said = told(f"{BE} --sent 2023-09-18").splitlines()

    assert "charges from: 2023-10-05" in said
    assert "receipt on: none" in said
    assert "needed: yes" in said
    assert "mentions:" in said


REFUSED = {
    f"{NL} --sent 2026-11-23 --received 2026-11-22": (
        "--received cannot be: What is sent on 2026-11-23 cannot be received on 2026-11-22"
    ),
    "notice --country nl --channel sms --sent 2026-11-23": (
        "--channel 'sms' is not known: choose from post, email."
    ),
    f"{NL} --sent 2026-11-23 --notice letter": "--notice 'letter' is not known: choose from",
    f"{NL} --sent 2026-11-23 --notice first_reminder": (
        "knows no such notice: nl.notices, first_reminder on 2026-11-23; leave --notice out"
    ),
    "notice --country nl --debtor legal_entity --channel post --sent 2026-11-23 --notice demand "
    "--language fr": "; choose another --language.",
    f"{NL} --sent 2026-11-23 --language es": "--language 'es' is not known: choose from nl, fr,",
    f"{NL} --sent 2028-01-01": "nl.notices on 2028-01-01; ask for a day until 2027-12-31",
    f"{BE} --sent 2023-08-31": "be.notices on 2023-08-31; ask for a later day.",
    NL: "needs --sent: give it",
}


@pytest.mark.parametrize("words", REFUSED)
def test_what_no_notice_can_be_is_refused_in_one_sentence(words: str) -> None:
    assert REFUSED[words] in refusal(words)
