"""What an agent says of a call: every outcome, and what goes wrong meanwhile, as a sentence."""

from datetime import timedelta

import pytest

from minnelijk.flow.words import EntryCause, MessageState, Outcome
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.payments import book
from minnelijk.records.models import Attempt, Call, Message, Promise, WorkItem
from minnelijk.site import clock
from tests import world
from tests.rooms.desk_cast import AT, called, checked, promise, rev, waits

pytestmark = pytest.mark.django_db


def test_money_that_came_in_during_the_call_is_good_news(sanne, case) -> None:
    url = called(sanne, case)
    page = checked(sanne, url)
    seen = rev(page)
    book(case.id, 10_000, world.DAY, Act(AT), cause=EntryCause.REPORT, key="x")

    answer = sanne.post(
        f"{url}uitkomst/",
        {"outcome": "promise", "rev": seen, "shown_cents": "21450", "day": "2026-03-12"},
    )

    assert "Net betaald: € 100,00" in answer.content.decode().replace("\xa0", " ")
    assert not Promise.objects.exists()


def test_a_case_that_was_paid_during_the_call_is_closed_kindly(sanne, case) -> None:
    url = called(sanne, case)
    checked(sanne, url)
    book(case.id, 21_450, world.DAY, Act(AT), cause=EntryCause.REPORT, key="x")

    answer = sanne.post(f"{url}uitkomst/", {"outcome": "no_answer"})

    assert "Deze zaak is gesloten" in answer.content.decode()


def test_undo_brings_the_same_call_back_with_its_check(sanne, case) -> None:
    url = called(sanne, case)
    checked(sanne, url)
    promise(sanne, url)
    call = Call.objects.get()

    answer = sanne.post(f"/bel/terug/{call.pk}/", follow=True)

    assert answer.redirect_chain[-1][0] == url
    assert "Juiste persoon" in answer.content.decode()
    assert Message.objects.get(purpose="confirmation").state == MessageState.STOPPED


def test_too_late_to_undo_is_a_sentence(sanne, case, monkeypatch) -> None:
    url = called(sanne, case)
    checked(sanne, url)
    promise(sanne, url)
    monkeypatch.setattr(clock, "now", lambda: AT + timedelta(seconds=200))

    page = sanne.post(f"/bel/terug/{Call.objects.get().pk}/").content.decode()

    assert "Dit kan niet meer terug" in page


def test_the_undo_bar_moves_along_to_the_next_case(sanne, case, cast) -> None:
    second = world.case(
        cast.delta, name="Yusuf Aydin", phone="+31611111111", email="y@post.example"
    )
    waits(second, rank=10)
    url = called(sanne, case)
    sanne.post(f"{url}uitkomst/", {"outcome": "no_answer"})

    page = sanne.get(called(sanne, second)).content.decode()

    assert "Opgeslagen: Geen gehoor." in page
    assert f"/bel/terug/{Call.objects.get().pk}/" in page


def test_a_colleague_who_has_the_case_now_keeps_it(sanne, case, cast) -> None:
    url = called(sanne, case)
    checked(sanne, url)
    WorkItem.objects.filter(case=case).update(leased_by=cast.supervisor)

    saved = sanne.post(
        f"{url}uitkomst/", {"outcome": "complaint", "words": "U belt te vaak."}
    ).content.decode()

    assert "Een collega heeft deze zaak nu" in saved
    assert "U belt te vaak." in saved
    assert not Attempt.objects.exists()


def test_a_turn_that_ran_out_is_taken_again_when_the_case_is_free(sanne, case) -> None:
    url = called(sanne, case)
    WorkItem.objects.filter(case=case).update(leased_by=None, leased_until=None)

    sanne.post(f"{url}uitkomst/", {"outcome": "no_answer"})

    assert Attempt.objects.get().outcome == Outcome.NO_ANSWER


@pytest.mark.parametrize(
    ("outcome", "more"),
    [
        ("no_answer", {}),
        ("voicemail", {}),
        ("wrong_number", {}),
        ("callback", {"when": "2026-03-06T09:30:00+01:00"}),
        ("third_party", {"when": "other", "at": "2026-03-06T17:30"}),
        ("help_asked", {"which": "represented", "words": "Bewindvoering Oost"}),
        ("deceased", {"words": "dochter belde"}),
        ("language", {"language": "en"}),
        ("vulnerable", {"words": "vraagt om rust"}),
        ("do_not_contact", {"channel": "phone"}),
        ("complaint", {"words": "te laat gebeld"}),
        ("minor", {}),
        ("authorised_person", {"when": "2026-03-06T09:30:00+01:00", "words": "mw. Bos, 030"}),
    ],
)
def test_every_outcome_that_asks_nothing_is_open_before_the_check(
    sanne, case, outcome: str, more: dict[str, str]
) -> None:
    url = called(sanne, case)

    answer = sanne.post(f"{url}uitkomst/", {"outcome": outcome} | more)

    assert answer.status_code == 200, answer.content.decode()
    stored = Attempt.objects.get()
    assert stored.outcome == ("represented" if outcome == "help_asked" else outcome)


@pytest.mark.parametrize(
    ("outcome", "more"),
    [
        ("paid_claimed", {"day": "2026-03-04"}),
        ("paid_claimed", {}),
        ("plan_asked", {"count": "3", "first": "2026-03-12"}),
        ("refuses", {"words": "wil niet"}),
        ("copy_asked", {}),
        ("direct_debit", {"day": "2026-03-10"}),
    ],
)
def test_every_other_outcome_is_stored_after_the_check(
    sanne, case, outcome: str, more: dict[str, str]
) -> None:
    url = called(sanne, case)
    checked(sanne, url)

    answer = sanne.post(f"{url}uitkomst/", {"outcome": outcome} | more)

    assert answer.status_code == 200, answer.content.decode()
    assert Attempt.objects.get().outcome == outcome


def test_a_dispute_of_a_part_rests_that_part(sanne, case) -> None:
    url = called(sanne, case)
    checked(sanne, url)
    claim = case.claims.get()
    told = {"reason": "amount", "words": "De meter klopt niet.", "claims": [str(claim.id)]}

    sanne.post(f"{url}uitkomst/", {"outcome": "disputed", "part": "50,00", "rest": "on"} | told)

    part = case.disputes.get()
    assert part.rest_agreed
    assert part.parts.get().cents == 5_000
