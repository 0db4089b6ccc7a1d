"""The page of text messages: choose a provider, try it out, stop it."""

from collections.abc import Iterator

import pytest

from minnelijk.post.sms.textbox import TextBox
from minnelijk.records.models import Sender
from tests import world
from tests.rooms.office_tools import text_of, visitor

pytestmark = pytest.mark.django_db

URL = "/kantoor/klanten/delta/sms/"


@pytest.fixture
def box(settings, tmp_path) -> Iterator[TextBox]:
    settings.HOME = tmp_path
    sink = TextBox(lambda: world.AT, 0)
    yield sink
    sink.stop()


def chosen(cast: world.Cast, box: TextBox):
    manager = visitor(cast.manager)
    told = {"do": "save", "address": box.address, "shown": "Delta", "token": "geheim"}
    answer = manager.post(URL, told, follow=True)
    assert "Opgeslagen" in text_of(answer)
    return manager


def test_a_manager_chooses_a_provider_and_its_token_is_never_shown(cast, box) -> None:
    manager = chosen(cast, box)

    page = manager.get(URL)

    assert "geheim" not in page.content.decode()
    assert box.address in page.content.decode()
    sender = Sender.objects.get(channel="sms")
    assert sender.open() == {"token": "geheim"}
    assert sender.active


def test_what_is_wrong_is_said_at_its_field_and_nothing_is_stored(cast) -> None:
    manager = visitor(cast.manager)

    for told, words in (
        ({"address": "http://sms.example/", "shown": "Delta", "token": "x"}, "met https://"),
        ({"address": "https://sms.example/", "shown": "Wb", "token": "x"}, "3 tot 11 letters"),
        ({"address": "https://sms.example/", "shown": "Delta", "token": ""}, "Vul het token in"),
        ({"address": "", "shown": "", "token": ""}, "Vul dit in"),
    ):
        answer = manager.post(URL, {"do": "save"} | told)
        assert answer.status_code == 422
        assert words in text_of(answer)
    assert not Sender.objects.filter(channel="sms").exists()


def test_a_try_says_what_the_provider_answered(cast, box) -> None:
    manager = chosen(cast, box)

    good = manager.post(URL, {"do": "try", "number": "06 12345678"}, follow=True)
    wrong = manager.post(URL, {"do": "try", "number": "12"})

    assert "nam de proef aan: 201" in text_of(good)
    assert wrong.status_code == 422
    assert "geen mobiel nummer" in text_of(wrong)


def test_a_provider_that_is_away_is_said_to_be_away(cast, box) -> None:
    manager = chosen(cast, box)
    Sender.objects.filter(channel="sms").update(host="http://127.0.0.1:9/")

    answer = manager.post(URL, {"do": "try", "number": "+31612345678"})

    assert "De aanbieder was er niet" in text_of(answer)


def test_it_can_be_stopped(cast, box) -> None:
    manager = chosen(cast, box)

    answer = manager.post(URL, {"do": "stop"}, follow=True)

    assert "nu een taak voor een mens" in text_of(answer)
    assert not Sender.objects.get(channel="sms").active


def test_who_may_not_change_sees_it_only(cast, box) -> None:
    chosen(cast, box)
    inspector = visitor(cast.inspector)

    page = inspector.get(URL)
    inspector.post(URL, {"do": "stop"})

    assert page.status_code == 200
    assert "Geen sms meer" not in text_of(page)
    assert Sender.objects.get(channel="sms").active
