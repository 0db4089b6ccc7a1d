"""Text messages leave once, by a real provider over HTTP, and tell nobody what is open."""

from datetime import timedelta
from typing import Any

import httpx
import pytest

from minnelijk.flow.words import Basis, Channel, EntryCause, PointQuality, Purpose
from minnelijk.post.mailbox import mails
from minnelijk.post.sending.senders import Refused
from minnelijk.post.sms.text_gateway import Gateway, send_text
from minnelijk.post.sms.text_message import send_texts, words_of
from minnelijk.post.sms.textbox import TextBox
from minnelijk.post.words.letter import CannotWrite
from minnelijk.records.actions import messages
from minnelijk.records.actions.core import Act, changing
from minnelijk.records.actions.payments import book
from minnelijk.records.actions.text_messages import (
    TextProviderProblem,
    set_text_provider,
    stop_texting,
)
from minnelijk.records.actions.texts import text_problems
from minnelijk.records.documents import read
from minnelijk.records.models import Attempt, Evidence, Message, Sender, WorkItem
from minnelijk.site.worker import Worker
from tests import world
from tests.post.text_provider import Provider, provider

__all__ = ["provider"]
pytestmark = pytest.mark.django_db

AT = world.AT
LATER = AT + timedelta(minutes=5)


@pytest.fixture
def texting(cast: world.Cast, provider: Provider) -> Sender:
    return set_text_provider(
        cast.delta, address=provider.address, shown="Delta", token="t0k3n", act=by(cast)
    )


def by(cast: world.Cast) -> Act:
    return Act(AT, cast.manager)


def queued(cast: world.Cast, use: str = "message_waiting", **more: Any) -> Message:
    case = world.case(cast.delta, invoices=[world.Invoice("F-1021", 21_450)], **more)
    with changing(case.id) as locked:
        message = messages.queue(
            locked,
            use,
            Purpose.STEP,
            Act(AT),
            channel=Channel.SMS,
            basis=Basis.OURS,
            facts=messages.step_facts(locked, world.DAY),
        )
    assert message is not None
    return message


def test_a_text_message_leaves_once_and_is_kept(cast, provider, texting) -> None:
    message = queued(cast)

    first, second = send_texts("w", LATER), send_texts("w", LATER)

    assert first == {"sent": 1}
    assert second == {}
    assert len(provider.taken) == 1
    assert provider.tokens == ["Bearer t0k3n"]
    left = provider.taken[0]
    assert left["to"].startswith("+316")
    assert left["from"] == "Delta"
    assert left["key"] == left["again"] == f"m{message.id}"
    assert "er staat een bericht van Waterbedrijf Delta voor u klaar" in left["text"]
    assert "214" not in left["text"]
    proof = Evidence.objects.get()
    assert read(proof.document).decode() == left["text"]
    assert proof.smtp_answer == '201 {"id": "T-17"}'
    assert Attempt.objects.get().channel == Channel.SMS


def test_a_sensitive_client_is_not_named(cast, provider, texting) -> None:
    cast.delta.sensitive = True
    cast.delta.save()
    queued(cast, "call_announced")

    send_texts("w", LATER)

    assert "Delta" not in provider.taken[0]["text"]
    assert "belt u binnenkort vanaf" in provider.taken[0]["text"]


@pytest.mark.parametrize("status", [408, 429, 500, 503])
def test_a_provider_that_asks_for_patience_is_asked_again_with_the_same_key(
    cast, provider, texting, status: int
) -> None:
    message = queued(cast)
    provider.status = status

    assert send_texts("w", LATER) == {"retry": 1}
    provider.status = 200
    assert send_texts("w", LATER + timedelta(hours=1)) == {"sent": 1}

    assert [one["key"] for one in provider.taken] == [f"m{message.id}"] * 2


def test_a_number_that_is_refused_is_marked_and_a_person_hears_of_it(
    cast, provider, texting
) -> None:
    message = queued(cast)
    provider.status = 422

    assert send_texts("w", LATER) == {"refused": 1}

    message.refresh_from_db()
    assert message.state == "bounced"
    assert message.contact_point is not None
    assert message.contact_point.quality == PointQuality.BOUNCED
    assert WorkItem.objects.filter(case=message.case, state="open").exists()


def test_a_refusal_of_us_marks_no_number(cast, provider, texting) -> None:
    message = queued(cast)
    provider.status = 401

    assert send_texts("w", LATER) == {"refused": 1}

    message.refresh_from_db()
    assert message.state == "stopped"
    assert message.contact_point is not None
    assert message.contact_point.quality != PointQuality.BOUNCED


def test_an_answer_that_never_came_is_unclear_and_never_sent_again(cast, provider, texting) -> None:
    message = queued(cast)
    provider.hang_up = True

    assert send_texts("w", LATER) == {"unclear": 1}
    provider.hang_up = False
    assert send_texts("w", LATER + timedelta(days=1)) == {}

    message.refresh_from_db()
    assert message.state == "unclear"
    assert len(provider.taken) == 1


@pytest.mark.parametrize("status", [502, 504])
def test_what_stands_before_the_provider_does_not_know_whether_it_left(
    cast, provider, texting, status: int
) -> None:
    queued(cast)
    provider.status = status

    assert send_texts("w", LATER) == {"unclear": 1}
    assert send_texts("w", LATER + timedelta(days=1)) == {}
    assert len(provider.taken) == 1


def test_nobody_at_the_door_means_that_nothing_left(cast, provider, texting) -> None:
    queued(cast)
    Sender.objects.filter(channel="sms").update(host="http://127.0.0.1:9/none")

    assert send_texts("w", LATER) == {"retry": 1}
    assert provider.taken == []


def test_money_that_came_stops_it(cast, provider, texting) -> None:
    message = queued(cast)
    book(message.case_id, 21_450, world.DAY, Act(AT), cause=EntryCause.REPORT, key="1")

    assert send_texts("w", LATER) in ({"stopped": 1}, {})
    assert provider.taken == []


def test_a_landline_gets_none(cast, texting) -> None:
    case = world.case(cast.delta, invoices=[world.Invoice("F-1", 9_900)], phone="+31301234567")

    assert messages.point_of(case, Channel.SMS, world.DAY) is None


def test_a_step_by_text_message_without_a_provider_is_a_persons(cast) -> None:
    case = world.case(cast.delta, invoices=[world.Invoice("F-1", 9_900)])

    assert not messages.can_text(case, "message_waiting")
    set_text_provider(
        cast.delta, address="https://sms.example/", shown="Delta", token="x", act=by(cast)
    )
    assert messages.can_text(case, "message_waiting")
    assert not messages.can_text(case, "still_open")
    stop_texting(cast.delta, by(cast))
    assert not messages.can_text(case, "message_waiting")


def test_words_of_a_client_that_tell_of_debt_are_never_sent(cast, texting) -> None:
    message = queued(cast)
    assert message.template_version is not None
    message.template_version.body = "{{ greeting }}, uw rekening: {{ page_link }}"

    with pytest.raises(CannotWrite, match="tells too much"):
        words_of(message, world.DAY)


def test_a_client_cannot_write_what_others_may_not_read(cast) -> None:
    found = text_problems(
        cast.delta, "message_waiting", "{{ greeting }}, {{ amount }} rekening", world.DAY
    )

    assert {problem.word for problem in found} == {"sms_asks", "sms_word"}


@pytest.mark.parametrize(
    ("address", "shown", "token", "word"),
    [
        ("http://sms.example/", "Delta", "x", "address_wrong"),
        ("https://sms.example/", "Wb", "x", "shown_wrong"),
        ("https://sms.example/", "Waterbedrijf Delta", "x", "shown_wrong"),
        ("https://sms.example/", "Delta", "", "no_token"),
    ],
)
def test_a_provider_that_cannot_be_used_is_refused_by_name(
    cast, address: str, shown: str, token: str, word: str
) -> None:
    with pytest.raises(TextProviderProblem) as problem:
        set_text_provider(cast.delta, address=address, shown=shown, token=token, act=by(cast))

    assert problem.value.word == word


def test_an_empty_token_keeps_the_one_that_is_known(cast, texting, provider) -> None:
    again = set_text_provider(
        cast.delta, address=provider.address, shown="Delta", token="", act=by(cast)
    )

    assert again.open() == {"token": "t0k3n"}


def test_where_things_are_tried_out_the_words_go_to_one_address_by_mail(
    cast, provider, texting, settings, mail_server
) -> None:
    queued(cast)
    settings.SANDBOX_TO = "proef@vriendt.example"

    assert send_texts("w", LATER) == {"sent": 1}

    assert provider.taken == []
    assert mail_server.arrived[0].rcpt_to == ["proef@vriendt.example"]
    assert "er staat een bericht" in mail_server.mails[0].text


def test_the_demos_provider_lays_them_in_its_mail_box(cast, settings, tmp_path) -> None:
    settings.HOME = tmp_path
    box = TextBox(lambda: LATER, 0)
    try:
        set_text_provider(cast.delta, address=box.address, shown="Delta", token="x", act=by(cast))
        queued(cast)

        assert send_texts("w", LATER) == {"sent": 1}
        assert httpx.post(box.address, content=b"no text").status_code == 422
    finally:
        box.stop()

    [mail] = mails()
    assert mail.to.startswith("+316")
    assert "er staat een bericht" in mail.text


def test_the_worker_sends_them(cast, provider, texting) -> None:
    queued(cast)

    assert Worker(lambda: LATER, "one").turn()["sent"] >= 1

    assert len(provider.taken) == 1


def test_nothing_is_said_over_an_open_line() -> None:
    with pytest.raises(Refused, match="not https"):
        send_text(
            Gateway("http://sms.example/", "t", "Delta"), to="+31612345678", text="Dag", key="m1"
        )
