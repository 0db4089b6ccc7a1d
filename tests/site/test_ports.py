"""A port that is taken is told in a sentence, before anything starts."""

import socket
from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from minnelijk.site.ports import refuse_taken


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen()
        yield door.getsockname()[1]


def test_a_taken_port_is_refused_with_what_to_do(taken: int) -> None:
    with pytest.raises(CommandError, match=rf"Port {taken} .* choose a free port with --port"):
        refuse_taken("127.0.0.1", taken, "--port")


def test_a_free_port_is_left_alone(taken: int) -> None:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        free = door.getsockname()[1]

    refuse_taken("127.0.0.1", free, "--port")


@pytest.mark.django_db
@pytest.mark.parametrize("command", ["serve", "demo"])
def test_nothing_is_made_or_served_when_the_port_is_taken(taken: int, command: str) -> None:
    with pytest.raises(CommandError, match="cannot be used"):
        call_command(command, port=taken)


@pytest.mark.django_db
def test_the_mail_box_of_the_demo_needs_its_port_too(taken: int, settings) -> None:
    settings.SMTP_PORT = taken

    with pytest.raises(CommandError, match="MINNELIJK_SMTP_PORT"):
        call_command("demo", only_make=True)
