"""Whose mail leaves how: three ways, and what each of them asks for."""

from datetime import timedelta
from typing import Any

import pytest

from minnelijk.records.actions import senders
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.face import FaceProblem
from minnelijk.records.actions.senders import OurServer, SenderProblem, ViaBureau
from minnelijk.records.models import Client, OfficeEvent
from minnelijk.records.words import SenderLogin
from tests import world
from tests.records.sender_tools import KEY, OTHER_KEY, act, cast, new, own_server

__all__ = ["act", "cast", "new"]
pytestmark = pytest.mark.django_db


def test_the_password_of_a_client_s_server_is_sealed(new: Client, act: Act) -> None:
    sender = senders.set_sender(new, address="Post@Delta.Example", act=act, how=own_server())

    sender.refresh_from_db()
    assert (sender.way, sender.host, sender.port) == ("own_server", "smtp.delta.example", 587)
    assert sender.open() == {"password": "blue-teapot"}
    assert b"teapot" not in bytes(sender.sealed or b"")
    assert "teapot" not in str(list(OfficeEvent.objects.values_list("args", flat=True)))


def test_a_token_is_kept_as_a_token(new: Client, act: Act) -> None:
    how = own_server(login=SenderLogin.TOKEN, secret="ya29.token")

    sender = senders.set_sender(new, address="post@delta.example", act=act, how=how)

    assert (sender.login, sender.open()) == ("token", {"token": "ya29.token"})


def test_an_empty_password_keeps_the_one_that_is_known(new: Client, act: Act) -> None:
    senders.set_sender(new, address="post@delta.example", act=act, how=own_server())

    again = own_server(secret="", port=465)
    sender = senders.set_sender(new, address="post@delta.example", act=act, how=again)

    assert sender.port == 465
    assert sender.open() == {"password": "blue-teapot"}


def test_another_server_never_hears_the_password_of_this_one(new: Client, act: Act) -> None:
    made = senders.set_sender(new, address="post@delta.example", act=act, how=own_server())

    elsewhere = own_server(secret="", host="smtp.stranger.example")
    with pytest.raises(SenderProblem) as refused:
        senders.set_sender(new, address="post@delta.example", act=act, how=elsewhere)

    made.refresh_from_db()
    assert refused.value.word == "secret_missing"
    assert made.host == "smtp.delta.example"


@pytest.mark.parametrize(
    "change, word",
    [
        ({"secret": ""}, "secret_missing"),
        ({"host": ""}, "host_wrong"),
        ({"host": "two words"}, "host_wrong"),
        ({"port": 0}, "port_wrong"),
        ({"port": 70_000}, "port_wrong"),
        ({"user_name": " "}, "user_missing"),
    ],
)
def test_a_server_that_cannot_be_reached_so_is_refused(
    new: Client, act: Act, change: dict[str, Any], word: str
) -> None:
    with pytest.raises(SenderProblem) as refused:
        senders.set_sender(new, address="a@delta.example", act=act, how=own_server(**change))

    assert refused.value.word == word
    assert not new.senders.filter(address="a@delta.example").exists()


def test_an_address_is_kept_in_small_letters_with_its_domain(new: Client, act: Act) -> None:
    sender = senders.set_sender(new, address=" Hallo@Delta.Example ", act=act)

    assert (sender.address, sender.domain) == ("hallo@delta.example", "delta.example")


def test_an_address_that_is_none_is_refused(new: Client, act: Act) -> None:
    with pytest.raises(FaceProblem):
        senders.set_sender(new, address="delta", act=act)


def test_our_server_gets_a_key_under_a_name_of_its_own(new: Client, act: Act) -> None:
    sender = senders.set_sender(new, address="post@delta.example", act=act, how=OurServer(KEY))

    assert (sender.dkim_selector, sender.dkim_public) == ("mnl2603", KEY[1])
    assert sender.open() == {"dkim_key": KEY[0].decode()}
    assert b"private" not in bytes(sender.sealed or b"")


def test_a_key_that_is_there_is_not_replaced(new: Client, act: Act) -> None:
    senders.set_sender(new, address="post@delta.example", act=act, how=OurServer(KEY))

    again = senders.set_sender(new, address="post@delta.example", act=act, how=OurServer(OTHER_KEY))

    assert again.dkim_public == KEY[1]
    assert again.open() == {"dkim_key": KEY[0].decode()}


def test_two_addresses_of_one_domain_have_keys_with_two_names(new: Client, act: Act) -> None:
    one = senders.set_sender(new, address="a@delta.example", act=act, how=OurServer(KEY))
    two = senders.set_sender(new, address="b@delta.example", act=act, how=OurServer(OTHER_KEY))

    assert {one.dkim_selector, two.dkim_selector} == {"mnl2603", "mnl2603b"}


# The bureau's domain.


def via(**changes: Any) -> ViaBureau:
    return ViaBureau(
        **{
            "reply_to": "vragen@delta.example",
            "agreed_on": world.DAY,
            "agreed_by": None,
            "key": KEY,
            **changes,
        }
    )


def test_the_bureau_s_domain_needs_the_client_s_written_yes(cast: world.Cast, act: Act) -> None:
    yes = {"agreed_by": cast.delta_seat}
    for lacking in (via(), via(agreed_on=None, **yes)):
        with pytest.raises(SenderProblem) as refused:
            senders.set_sender(cast.delta, address="delta@vriendt.example", act=act, how=lacking)
        assert refused.value.word == "yes_missing"

    sender = senders.set_sender(
        cast.delta, address="delta@vriendt.example", act=act, how=via(**yes)
    )

    assert (sender.way, sender.agreed_on, sender.agreed_by) == (
        "bureau",
        world.DAY,
        cast.delta_seat,
    )
    assert sender.reply_to == "vragen@delta.example"


def test_only_somebody_of_the_client_says_yes(cast: world.Cast, act: Act) -> None:
    for who in (cast.manager, cast.webshop_seat):
        with pytest.raises(SenderProblem) as refused:
            senders.set_sender(
                cast.delta, address="delta@vriendt.example", act=act, how=via(agreed_by=who)
            )
        assert refused.value.word == "yes_not_theirs"


def test_a_yes_of_tomorrow_is_no_yes(cast: world.Cast, act: Act) -> None:
    how = via(agreed_by=cast.delta_seat, agreed_on=world.DAY + timedelta(days=1))

    with pytest.raises(SenderProblem) as refused:
        senders.set_sender(cast.delta, address="delta@vriendt.example", act=act, how=how)

    assert refused.value.word == "yes_later"


def test_the_bureau_s_way_uses_the_bureau_s_domain(cast: world.Cast, act: Act) -> None:
    how = via(agreed_by=cast.delta_seat)

    with pytest.raises(SenderProblem) as refused:
        senders.set_sender(cast.delta, address="post@delta.example", act=act, how=how)

    assert refused.value.word == "not_bureaus"


def test_clients_that_mail_from_the_bureau_share_its_key(cast: world.Cast, act: Act) -> None:
    one = senders.set_sender(
        cast.delta, address="delta@vriendt.example", act=act, how=via(agreed_by=cast.delta_seat)
    )
    two = senders.set_sender(
        cast.webshop,
        address="webshop@vriendt.example",
        act=act,
        how=via(agreed_by=cast.webshop_seat, key=OTHER_KEY),
    )

    assert one.open() == two.open()
    assert one.dkim_selector == two.dkim_selector
    assert one.dkim_public == two.dkim_public == KEY[1]
