"""The call: nothing of the bill before the check, a promise in two keys, refusals as sentences."""

from datetime import timedelta

import pytest

from minnelijk.flow.words import WorkState
from minnelijk.records.models import Attempt, Message, Promise, WorkItem
from tests import world
from tests.rooms.desk_cast import AT, called, checked, promise

pytestmark = pytest.mark.django_db


def test_before_the_check_nothing_of_the_bill_is_in_the_page(sanne, case) -> None:
    url = called(sanne, case)

    pages = [sanne.get(url), sanne.get(f"{url}?uitkomst=promise"), sanne.get(f"{url}?stap=reason")]
    pages.append(sanne.post(f"{url}controle/", {"fact": "address"}))

    for page in (answer.content.decode() for answer in pages):
        assert "Fatma Yildiz" in page
        assert "3512 JE 14" in page
        for secret in ("214,50", "F-1021", "Levering", "eerste gesprek van", "extra kosten"):
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
