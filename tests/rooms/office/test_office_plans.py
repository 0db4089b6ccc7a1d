"""The client's limits on paying in parts, on its card."""

import pytest

from minnelijk.records.models import OfficeEvent

pytestmark = pytest.mark.django_db
PAGE = "/kantoor/klanten/delta/kaart/delen/"
LIMITS = {
    "plan_parts_max": "4",
    "plan_part_min_cents": "20,00",
    "plan_days_max": "120",
    "plan_repair_days": "3",
}


def test_the_limits_are_changed_on_the_card_and_in_the_log(cast, manager) -> None:
    answer = manager.post(PAGE, LIMITS)

    cast.delta.refresh_from_db()
    card = manager.get("/kantoor/klanten/delta/").content.decode()
    assert answer.status_code == 302
    assert (cast.delta.plan_parts_max, cast.delta.plan_part_min_cents) == (4, 2_000)
    assert (cast.delta.plan_days_max, cast.delta.plan_repair_days) == (120, 3)
    assert "hoogstens 4" in card
    assert "120 dagen" in card
    assert "3 werkdagen" in card


def test_a_client_asked_every_time_reads_so(cast, manager) -> None:
    card = manager.get("/kantoor/klanten/delta/").content.decode()

    assert "wij vragen het elke keer" in card


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"plan_parts_max": "13"}, "heel getal in van 0 tot en met 12"),
        ({"plan_days_max": "0"}, "heel getal in van 1 tot en met 366"),
        ({"plan_repair_days": ""}, "heel getal in van 0 tot en met 20"),
        ({"plan_part_min_cents": "veel"}, "is geen bedrag"),
    ],
)
def test_what_cannot_be_a_limit_is_said_in_words(told, words, cast, manager) -> None:
    events = OfficeEvent.objects.count()

    answer = manager.post(PAGE, LIMITS | told)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert OfficeEvent.objects.count() == events
