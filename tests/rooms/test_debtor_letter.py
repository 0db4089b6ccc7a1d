"""The debtor's page while a letter is out, and while an agency has the case."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client as Browser

from minnelijk.flow.words import AgencyWord, ApprovalAnswer, RecallWhy
from minnelijk.records.actions import agency as agencies
from minnelijk.records.actions import hand_over
from minnelijk.records.actions.core import Act
from minnelijk.records.models import Case, Client, Dispute, HandOver, Hold, Promise
from tests import world
from tests.records.noticing import (
    ASKED,
    MONDAY,
    OVER,
    at_agency,
    law_is_signed,
    letter_posted,
    moment,
    run,
    says,
)
from tests.rooms.debtor_cast import Clock, Visitor, cast, now, text_of

__all__ = ["cast", "now"]

TERM = "binnen 15 dagen nadat deze brief bij u is bezorgd"


def on(now: Clock, day: date) -> None:
    now.at = datetime.combine(day, datetime.min.time(), tzinfo=UTC) + timedelta(hours=11)


@pytest.fixture
def fatma(cast: world.Cast, now: Clock) -> Visitor:
    """Owes 500.00; the letter was posted on 3 March, its last day is 20 March; it is 9 March."""
    Client.objects.filter(id=cast.delta.id).update(plan_parts_max=3)
    case = letter_posted(cast)
    on(now, date(2026, 3, 9))
    return Visitor(Case.objects.get(id=case.id))


@pytest.fixture
def away(fatma: Visitor, cast: world.Cast, now: Clock) -> Visitor:
    """The same case, at Incasso Zuid since 25 March under its number IZ-77."""
    made = at_agency(fatma.case, cast)
    agencies.acknowledge(made.id, "IZ-77", Act(moment(OVER)))
    on(now, date(2026, 3, 30))
    fatma.case.refresh_from_db()
    return fatma


def words_told(case: Case) -> list[str]:
    notes = HandOver.objects.get(case=case).notes.filter(word=AgencyWord.DEBTOR).order_by("id")
    return [note.open()["words"] for note in notes]


# While the term runs -----------------------------------------------------------------------------


def test_the_page_says_the_term_in_the_words_of_the_letter(fatma: Visitor) -> None:
    text = text_of(fatma.inside().get())

    assert "er staat nog € 500,00 open" in text
    assert "Op 3 maart 2026 stuurden wij u een brief." in text
    assert TERM in text
    assert "Er zijn geen extra kosten." in text
    assert "75,00" not in text
    assert "575" not in text


def test_before_the_letter_is_posted_the_page_says_nothing_of_it(
    cast: world.Cast, now: Clock
) -> None:
    law_is_signed(cast)
    version = world.policy(cast.delta, "notice_only")
    case = world.case(cast.delta, on=MONDAY)
    Case.objects.filter(id=case.id).update(policy_version=version)
    run(MONDAY)
    says(case, ApprovalAnswer.YES, MONDAY, cast.delta_seat)
    run(MONDAY)

    text = text_of(Visitor(case).inside().get())

    assert "brief" not in text


def test_after_the_term_the_page_no_longer_speaks_of_it(fatma: Visitor, now: Clock) -> None:
    on(now, OVER)

    text = text_of(fatma.inside().get())

    assert TERM not in text
    assert "er staat nog € 500,00 open" in text


def test_no_day_before_the_end_of_the_letter_can_be_chosen(fatma: Visitor) -> None:
    markup = fatma.inside().get("dag/").content.decode()
    days = [part.split('"')[0] for part in markup.split('name="day" value="')[1:]]

    refused = fatma.post("dag/", cents="50000", day="2026-03-13")

    assert min(day for day in days if day != "other") >= "2026-03-20"
    assert "onze brief geeft u meer tijd" in text_of(refused)
    assert not Promise.objects.exists()


def test_parts_and_a_moved_part_lie_after_the_end_of_the_letter(fatma: Visitor) -> None:
    markup = fatma.inside().get("delen/").content.decode()
    first_on = markup.split('name="first_on" value="')[1].split('"')[0]
    assert first_on >= "2026-03-20"
    assert "maart" not in text_of(fatma.get("delen/")).replace("20 maart", "").replace(
        "23 maart", ""
    )

    fatma.post("delen/", cents="50000", number="2", first_on=first_on)

    parts = Promise.objects.get().instalments.order_by("number")
    assert str(parts[0].due_on) >= "2026-03-20"
    moved = fatma.get("delen/1/dag/").content.decode()
    days = [part.split('"')[0] for part in moved.split('name="day" value="')[1:]]
    assert all(day > "2026-03-20" for day in days)


def test_an_objection_in_the_term_is_heard_and_nothing_is_handed_over(fatma: Visitor) -> None:
    fatma.inside().post("klopt-niet/", reason="amount", words="Te veel", prefers="email")

    run(ASKED)
    run(OVER)

    assert Dispute.objects.count() == 1
    assert not HandOver.objects.exists()


def test_in_english_the_words_of_the_letter_stay_as_they_are(fatma: Visitor) -> None:
    fatma.inside().post("taal/", language="en", next="/")

    page = fatma.get()

    assert "We sent you a letter on" in text_of(page)
    assert f'lang="nl">{TERM}' in page.content.decode()


# At an agency ------------------------------------------------------------------------------------


def test_the_page_says_who_has_the_case_and_how_to_reach_them(away: Visitor) -> None:
    text = text_of(away.inside().get())

    assert "Incasso Zuid helpt u nu verder" in text
    assert "070 123 45 67" in text
    assert "IZ-77" in text
    assert "Open op 25 maart 2026 € 500,00" in text
    assert "75,00" not in text


@pytest.mark.parametrize("path", ["betalen/", "dag/", "delen/", "rekeningen/"])
def test_nothing_is_paid_or_promised_there(away: Visitor, path: str) -> None:
    page = away.inside().get(path)

    assert page.status_code == 302
    assert path not in away.get().content.decode()
    answer = away.post(path, cents="50000", day="2026-04-06", number="2", first_on="2026-04-06")
    assert answer.status_code == 302
    assert not Promise.objects.exists()


def test_a_message_is_passed_on_once(away: Visitor, cast: world.Cast) -> None:
    away.inside()

    assert "Schrijf in een paar woorden" in text_of(away.post("bericht/", words=" "))
    away.post("bericht/", words="Ik bel volgende week.")
    away.post("bericht/", words="Ik bel volgende week.")

    assert "Wij geven uw bericht vandaag door." in text_of(away.get())
    assert words_told(away.case) == ["Ik bel volgende week."]
    assert cast.delta.notes.filter(kind="agency_told", done_at=None).count() == 1


def test_already_paid_reaches_client_and_agency(away: Visitor, cast: world.Cast) -> None:
    text = text_of(away.inside().get("al-betaald/"))
    assert "zeggen het Incasso Zuid" in text

    away.post("al-betaald/", paid_on="2026-03-20", words="Met mijn app, kenmerk F-1")

    assert words_told(away.case) == ["Met mijn app, kenmerk F-1"]
    news = HandOver.objects.get().notes.filter(word=AgencyWord.NEWS)
    assert [note.open()["news"] for note in news] == ["paid_claimed"]
    assert cast.delta.notes.filter(kind="paid_claimed", done_at=None).count() == 1
    assert "U zei dat u al betaalde." in text_of(away.get())


def test_an_objection_there_reaches_the_agency_in_its_words(away: Visitor) -> None:
    away.inside().post("klopt-niet/", reason="quality", words="De meter lekt", prefers="email")

    assert words_told(away.case) == ["De meter lekt"]
    assert "geven het door" in text_of(away.get())


def test_help_and_a_complaint_are_there(away: Visitor) -> None:
    help_page = text_of(away.inside().get("geldzorgen/"))
    away.post("klacht/", words="U belt te vaak")

    assert "Laat Incasso Zuid weten dat u hulp zoekt" in help_page
    assert "Betaal in delen" not in help_page
    news = HandOver.objects.get().notes.filter(word=AgencyWord.NEWS)
    assert [note.open()["news"] for note in news] == ["complaint"]


def test_a_message_may_be_left_while_everything_rests(away: Visitor, now: Clock) -> None:
    Hold.objects.create(
        case=away.case,
        kind="debt_help",
        cause="x",
        happening="help_asked",
        from_on=now.at.date(),
        review_on=now.at.date(),
        made_at=now.at,
    )

    away.inside().post("bericht/", words="Mijn hulpverlener is mevrouw Bos.")

    assert words_told(away.case) == ["Mijn hulpverlener is mevrouw Bos."]


def test_after_a_recall_the_page_is_as_before(away: Visitor, cast: world.Cast, now: Clock) -> None:
    hand_over.recall(away.case.id, RecallWhy.CLIENT, Act(now.at, cast.delta_seat))

    text = text_of(away.inside().get())

    assert "er staat nog € 500,00 open" in text
    assert "Incasso Zuid" not in text
    assert away.get("betalen/").status_code == 200
    assert away.get("bericht/").status_code == 302


def test_without_a_link_or_a_check_nobody_reads_which_agency(away: Visitor) -> None:
    assert "Incasso" not in away.get().content.decode()
    assert away.get("bericht/").status_code == 302
    answer: Any = Browser().get("/r/1-abc:xyz/bericht/")
    assert answer.status_code == 404
