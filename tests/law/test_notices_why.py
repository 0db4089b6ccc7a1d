"""How the days of a notice explain themselves, in the sentences of the command line."""

from datetime import date

from minnelijk.law.country import country
from minnelijk.law.notices import NoticeKind
from minnelijk.law.why import said, sources

NL, BE = country("nl"), country("be")
MONDAY = date(2026, 11, 23)
LETTER = NoticeKind.FOURTEEN_DAYS
REMINDER = NoticeKind.FIRST_REMINDER


def test_a_letter_says_how_its_days_came_about():
    term = NL.notices.term(notice=LETTER, sent_on=date(2026, 11, 17), channel="post", extra_days=0)

    assert said(term.steps) == (
        "A letter sent on 2026-11-17 is deemed received on 2026-11-19, postal day 2 after it. "
        "We count with postal day 3, 2026-11-20. "
        "The notice gives 15 days after that: until 2026-12-05. "
        "2026-12-05 is no working day, so the last day is 2026-12-07. "
        "By law alone, 14 full days after the receipt, charges could be due from 2026-12-04. "
        "No charges before 2026-12-09: 21 full days after sending must have passed."
    )
    assert [source.split(":")[0] for source in sources(term.steps)] == [
        "Hoge Raad 25 November 2016, ECLI",
        "our choice",
        "market practice",
        "Algemene termijnenwet, article 1 paragraph 1; that it counts for a term in a letter is "
        "our choice",
        "Burgerlijk Wetboek 6",
        "our choice",
    ]


def test_a_proven_receipt_says_so_and_the_floor_only_when_it_counts():
    term = NL.notices.term(
        notice=LETTER, sent_on=date(2026, 11, 16), channel="email", received_on=date(2026, 11, 22)
    )

    assert said(term.steps) == (
        "Received on 2026-11-22, which is proven. "
        "The notice gives 15 days after that: until 2026-12-07. "
        "By law alone, 14 full days after the receipt, charges could be due from 2026-12-07."
    )
    assert term.steps[0].source.startswith("Burgerlijk Wetboek 3:37 paragraph 3")


def test_an_email_without_a_proven_receipt_says_why_no_term_runs():
    term = NL.notices.term(notice=LETTER, sent_on=MONDAY, channel="email")

    assert said(term.steps) == (
        "No term runs yet: an e-mail counts only once it is proven that it arrived (a reply, or "
        "a passed check). Send it by post as well."
    )
    assert sources(term.steps)[0].startswith("Burgerlijk Wetboek 3:37 paragraph 3")


def test_a_belgian_notice_says_its_first_day():
    by_post = BE.notices.term(notice=REMINDER, sent_on=date(2026, 11, 10), channel="post")
    by_email = BE.notices.term(notice=REMINDER, sent_on=MONDAY, channel="email", extra_days=1)

    assert said(by_post.steps) == (
        "Day 1 is 2026-11-16: by post, working day 3 after sending on 2026-11-10. "
        "Day 14 is 2026-11-29. "
        "2026-11-29 is no working day, so the last day is 2026-11-30."
    )
    assert said(by_email.steps) == (
        "Day 1 is 2026-11-24: by e-mail, day 1 after sending on 2026-11-23. "
        "Day 14 is 2026-12-07. "
        "Longer by choice, by days: 1; until 2026-12-08."
    )
    assert all("XIX.2" in source or "1.7" in source for source in sources(by_post.steps))
    assert sources(by_email.steps)[-1] == "the client's choice"


def test_a_business_letter_says_that_no_law_asks_for_it():
    term = NL.notices.term(notice=NoticeKind.DEMAND, sent_on=date(2026, 11, 21), channel="post")

    assert said(term.steps) == (
        "14 days after sending: until 2026-12-05. No law asks for this term. "
        "2026-12-05 is no working day, so the last day is 2026-12-07."
    )
    assert term.steps[0].source.startswith("our choice")
