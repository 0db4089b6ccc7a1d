"""The call: nothing of the bill before the check, a promise in two keys, refusals as sentences."""

import re
from datetime import timedelta

import pytest

from minnelijk.flow.words import EntryCause, MessageState, Outcome, WorkState
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.payments import book
from minnelijk.records.models import Attempt, Call, Message, Promise, WorkItem
from minnelijk.site import clock
from tests import world
from tests.rooms.desk_cast import AT, at_desk, called, checked, scene, waits

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_ten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)


@pytest.fixture
def cast() -> world.Cast:
    return scene()


@pytest.fixture
def case(cast):
    made = world.case(cast.delta, invoices=[world.Invoice("F-1021", 21_450)])
    waits(made)
    return made


@pytest.fixture
def sanne(cast):
    return at_desk(cast.sanne)


def rev(page: str) -> str:
    return re.findall(r'name="rev" value="(\d+)"', page)[-1]


def promise(sanne, url: str, **more: str):
    page = sanne.get(f"{url}?uitkomst=promise").content.decode()
    day = re.search(r'name="day" value="([\d-]+)"[^>]* checked', page)
    assert day
    return sanne.post(
        f"{url}uitkomst/", {"outcome": "promise", "rev": rev(page), "day": day[1]} | more
    )


def test_before_the_check_nothing_of_the_bill_is_in_the_page(sanne, case) -> None:
    url = called(sanne, case)

    pages = [sanne.get(url), sanne.get(f"{url}?uitkomst=promise"), sanne.get(f"{url}?stap=reason")]
    pages.append(sanne.post(f"{url}controle/", {"fact": "address"}))

    for page in (answer.content.decode() for answer in pages):
        assert "Fatma Yildiz" in page
        assert "3512 JE 14" in page
        for secret in ("214", "F-1021", "Levering", "eerste gesprek van", "extra kosten"):
            assert secret not in page, secret


def test_after_the_second_fact_bill_and_script_are_there(sanne, case) -> None:
    page = checked(sanne, called(sanne, case))

    assert "F-1021" in page
    assert "214,50" in page
    assert "Juiste persoon" in page
    assert "Herkent u dat?" in page


def test_one_fact_twice_does_not_open_the_gate(sanne, case) -> None:
    url = called(sanne, case)

    for _ in range(3):
        sanne.post(f"{url}controle/", {"fact": "address"})

    assert "F-1021" not in sanne.get(url).content.decode()


def test_a_bill_number_is_compared_and_never_shown(sanne, case) -> None:
    url = called(sanne, case)
    sanne.post(f"{url}controle/", {"fact": "address"})

    wrong = sanne.post(f"{url}controle/", {"fact": "invoice_number", "told": "F-9"})
    right = sanne.post(f"{url}controle/", {"fact": "amount", "told": "214,50"})

    assert "klopt niet met wat wij weten" in wrong.content.decode()
    assert "F-1021" not in wrong.content.decode()
    assert "F-1021" in right.content.decode()


def test_a_fact_without_its_word_is_not_believed(sanne, case) -> None:
    url = called(sanne, case)

    sanne.post(f"{url}controle/", {"fact": "invoice_number"})
    sanne.post(f"{url}controle/", {"fact": "amount"})

    assert "F-1021" not in sanne.get(url).content.decode()


def test_the_outcomes_that_need_the_check_are_locked_before_it(sanne, case) -> None:
    url = called(sanne, case)

    page = sanne.get(url).content.decode()
    answer = sanne.post(f"{url}uitkomst/", {"outcome": "promise", "day": "2026-03-12"})

    assert page.count('"effect">na de controle') == 5
    assert not Promise.objects.exists()
    assert "Dit kan pas na de controle" in answer.content.decode()


def test_a_promise_is_one_key_and_enter(sanne, case) -> None:
    url = called(sanne, case)
    checked(sanne, url)

    answer = promise(sanne, url)

    made = Promise.objects.get()
    assert made.cents == 21_450
    assert made.instalments.get().due_on == world.DAY + timedelta(days=7)
    message = Message.objects.get(purpose="confirmation")
    assert message.not_before_at == AT + timedelta(seconds=10)
    assert "Ongedaan maken" in answer.content.decode()
    assert WorkItem.objects.get(case=case, kind="call").state == WorkState.DONE


def test_shift_enter_sends_at_once(sanne, case) -> None:
    url = called(sanne, case)
    checked(sanne, url)

    promise(sanne, url, at_once="1")

    assert Message.objects.get(purpose="confirmation").not_before_at == AT


def test_after_hanging_up_there_are_two_minutes(sanne, case) -> None:
    url = called(sanne, case)
    checked(sanne, url)

    promise(sanne, url, hung_up="1", seconds="171")

    message = Message.objects.get(purpose="confirmation")
    assert message.not_before_at == AT + timedelta(seconds=120)
    assert Attempt.objects.get(outcome="promise").seconds == 171


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"amount": "2.145,00"}, "Dit is meer dan er open staat"),
        ({"amount": "twaalf"}, "Dit bedrag kan ik niet lezen"),
        ({"amount": "0"}, "Vul een bedrag in van hoogstens"),
        ({"day": "2026-03-01"}, "Deze dag is geweest"),
        ({"day": "2026-03-07"}, "De eerste werkdag erna is"),
        ({"day": "2026-06-01"}, "Deze dag is te ver weg"),
        ({"day": "morgen"}, "Kies een dag uit de band"),
        ({"sentence": "Anders komt de deurwaarder."}, "deurwaarder"),
        ({"sentence": "Betaal op NL91 ABNA 0417 1643 00"}, "rekeningnummer"),
    ],
)
def test_what_cannot_be_promised_is_a_sentence_and_stays_typed(
    sanne, case, more: dict[str, str], sentence: str
) -> None:
    url = called(sanne, case)
    checked(sanne, url)

    answer = promise(sanne, url, **more)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert not Promise.objects.exists()
    if "day" not in more:
        assert next(iter(more.values())) in page


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


def test_skipping_needs_a_reason_and_gives_the_case_back(sanne, case) -> None:
    url = called(sanne, case)

    sanne.post(f"{url}overslaan/", {"why": "known"})

    item = WorkItem.objects.get(case=case)
    assert item.leased_by is None
    assert item.from_at == AT + timedelta(hours=1)


def test_the_turn_is_kept_while_the_page_is_open(sanne, case, monkeypatch) -> None:
    url = called(sanne, case)
    later = AT + timedelta(minutes=2)
    monkeypatch.setattr(clock, "now", lambda: later)

    assert sanne.post(f"{url}beurt/").status_code == 204
    assert WorkItem.objects.get(case=case).leased_until == later + timedelta(minutes=3)


def test_a_new_mail_address_is_read_back_before_it_is_kept(sanne, cast) -> None:
    case = world.case(cast.delta, email="")
    waits(case)
    url = called(sanne, case)
    checked(sanne, url)

    back = sanne.post(f"{url}mailadres/", {"email": "a.b@post.example"}).content.decode()
    stored = case.debtor.points.filter(channel="email").count()
    sanne.post(f"{url}mailadres/", {"email": "a.b@post.example", "sure": "1"})

    assert "apenstaartje" in back
    assert stored == 0
    assert case.debtor.points.get(channel="email").open()["value"] == "a.b@post.example"


def test_half_a_mail_address_is_refused_with_what_was_typed(sanne, case) -> None:
    url = called(sanne, case)
    checked(sanne, url)

    page = sanne.post(f"{url}mailadres/", {"email": "a.b@"}).content.decode()

    assert "geen heel mailadres" in page
    assert 'value="a.b@"' in page


def test_the_preview_is_the_real_mail_with_the_chosen_day(sanne, case) -> None:
    url = called(sanne, case)
    checked(sanne, url)

    page = sanne.post(
        f"{url}voorbeeld/", {"outcome": "promise", "day": "2026-03-16", "amount": "100,00"}
    ).content.decode()

    assert "srcdoc" in page
    assert "maandag 16" in page
    assert "Dank u wel dat u dit met ons afspreekt" in page
    assert not Promise.objects.exists()


@pytest.mark.parametrize("address", ["uitkomst/", "voorbeeld/"])
def test_a_form_that_is_sent_before_the_check_gets_nothing_of_the_bill_back(
    sanne, case, address: str
) -> None:
    url = called(sanne, case)

    for outcome in ("promise", "disputed", "plan_asked", "paid_claimed"):
        page = sanne.post(url + address, {"outcome": outcome, "day": "x"}).content.decode()
        assert "214" not in page
        assert "F-1021" not in page
