"""What a client does to its own case in the portal, and what cannot be done to it."""

from datetime import date

import pytest
from django.test import Client as Browser

from minnelijk.records.models import (
    ClientNote,
    Entry,
    Event,
    Hold,
    WorkItem,
)
from tests import world
from tests.rooms.portal_world import (
    disputed,
    do,
    open_cents,
    press,
    said_paid,
    words,
)


def test_a_payment_is_booked_on_its_day_and_twice_is_once(daan: Browser, cast: world.Cast) -> None:
    case = world.case(cast.delta)
    told = {"betaling-cents": "100,00", "betaling-value_on": "2026-03-03", "key": "abc"}

    do(daan, case, "betaling", **told)
    do(daan, case, "betaling", **told)

    assert open_cents(case) == 2_000
    assert str(Entry.objects.get(kind="payment").value_on) == "2026-03-03"


def test_everything_paid_closes_the_case(daan: Browser, cast: world.Cast) -> None:
    case = world.case(cast.delta)

    do(daan, case, "alles", **{"alles-value_on": "2026-03-04", "key": "abc"})
    again = do(daan, case, "alles", **{"alles-value_on": "2026-03-04", "key": "abc"})

    case.refresh_from_db()
    assert case.close_reason == "paid"
    assert again.status_code == 302
    assert Entry.objects.filter(kind="payment").count() == 1


@pytest.mark.parametrize(
    ("verb", "told", "sentence"),
    [
        (
            "betaling",
            {"betaling-cents": "12,5o", "betaling-value_on": "2026-03-03"},
            "is geen bedrag",
        ),
        (
            "betaling",
            {"betaling-cents": "", "betaling-value_on": "2026-03-03"},
            "Vul een bedrag in.",
        ),
        (
            "betaling",
            {"betaling-cents": "5", "betaling-value_on": "2026-03-09"},
            "nog niet geweest",
        ),
        ("alles", {"alles-value_on": "gisteren"}, "Dit is geen dag."),
        ("lager", {"lager-claim": "CLAIM", "lager-cents": "500"}, "moet lager zijn"),
        ("lager", {"lager-claim": "CLAIM"}, "Vul het nieuwe bedrag in."),
        ("rust", {"rust-day": "2026-03-05"}, "Kies een dag na vandaag."),
        ("rust", {"rust-day": "2028-03-05"}, "Kies een dag binnen een jaar."),
        ("bericht", {"bericht-words": " "}, "Schrijf wat de beller moet weten."),
    ],
)
def test_what_cannot_be_is_said_near_its_field(
    daan: Browser, cast: world.Cast, verb: str, told: dict[str, str], sentence: str
) -> None:
    case = world.case(cast.delta)
    claim = str(case.claims.get().id)
    filled = {name: claim if value == "CLAIM" else value for name, value in told.items()}

    answer = do(daan, case, verb, **filled, rev=case.rev)

    assert answer.status_code == 422
    assert sentence in words(answer)
    assert open_cents(case) == 12_000


def test_an_amount_is_lowered_as_a_credit(daan: Browser, cast: world.Cast) -> None:
    case = world.case(cast.delta)
    told = {"lager-claim": case.claims.get().id, "lager-cents": "43,10", "rev": case.rev}

    do(daan, case, "lager", **told)
    twice = do(daan, case, "lager", **told)

    assert open_cents(case) == 4_310
    assert Entry.objects.get(kind="credit").cents == -7_690
    assert "intussen iets anders gebeurd" in words(twice)


def test_nothing_left_closes_the_case(daan: Browser, cast: world.Cast) -> None:
    case = world.case(cast.delta)

    do(
        daan,
        case,
        "lager",
        **{"lager-claim": case.claims.get().id, "lager-nothing": "on", "rev": case.rev},
    )

    case.refresh_from_db()
    assert case.close_reason == "credited"


def test_a_payment_that_bounced_opens_the_case_again_once(daan: Browser, cast: world.Cast) -> None:
    case = world.case(cast.delta)
    do(daan, case, "alles", **{"alles-value_on": "2026-03-04", "key": "abc"})
    entry = Entry.objects.get(kind="payment")
    told = {"terug-entry": entry.id, "terug-value_on": "2026-03-05"}

    do(daan, case, "terug", **told)
    twice = do(daan, case, "terug", **told)

    case.refresh_from_db()
    assert case.closed_on is None
    assert case.open_cents == 12_000
    assert "al teruggeboekt" in words(twice)


def test_a_rest_holds_until_its_day_and_can_be_ended(daan: Browser, cast: world.Cast) -> None:
    case = world.case(cast.delta)

    do(daan, case, "rust", **{"rust-day": "2026-03-16"})
    case.refresh_from_db()
    resting = (case.held_kind, case.held_until)
    press(daan, case, "verder")
    case.refresh_from_db()

    assert resting == ("pause", date(2026, 3, 15))
    assert case.held_kind == ""


def test_a_message_to_the_caller_becomes_a_task_and_stays_readable(
    daan: Browser, cast: world.Cast
) -> None:
    case = world.case(cast.delta)

    do(daan, case, "bericht", **{"bericht-words": "Zij spreekt alleen Turks."})

    assert WorkItem.objects.get(task="client_note").state == "open"
    assert "Zij spreekt alleen Turks." in words(daan.get(f"/klant/zaken/{case.number}/"))
    assert "Turks" not in str(Event.objects.get(kind="client_words").args)


def test_a_case_that_is_taken_back_closes_and_nothing_leaves(
    daan: Browser, cast: world.Cast
) -> None:
    case = world.case(cast.delta)
    disputed(case, 12_000)

    press(daan, case, "terughalen")
    press(daan, case, "terughalen")

    case.refresh_from_db()
    assert case.close_reason == "recalled"
    assert not case.messages.exclude(state="stopped").exists()
    assert "Niets te doen." in words(daan.get("/klant/"))


def test_not_received_lets_the_case_go_on(daan: Browser, cast: world.Cast) -> None:
    case = world.case(cast.delta)
    said_paid(case)

    press(daan, case, "niet-ontvangen")

    assert not Hold.objects.filter(case=case, lifted_on=None).exists()
    assert not ClientNote.objects.filter(done_at=None).exists()


def test_yes_it_was_paid_ends_the_check(daan: Browser, cast: world.Cast) -> None:
    case = world.case(cast.delta)
    said_paid(case)

    do(daan, case, "alles", **{"alles-value_on": "2026-03-02", "key": "k"})

    case.refresh_from_db()
    assert case.close_reason == "paid"
    assert not ClientNote.objects.filter(done_at=None).exists()


def test_a_part_that_was_paid_ends_the_check_and_the_rest_goes_on(
    daan: Browser, cast: world.Cast
) -> None:
    case = world.case(cast.delta)
    said_paid(case)

    do(daan, case, "betaling", **{"betaling-cents": "20", "betaling-value_on": "2026-03-02"})

    assert open_cents(case) == 10_000
    assert not Hold.objects.filter(case=case, kind="paid_claimed", lifted_on=None).exists()
