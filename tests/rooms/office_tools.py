"""What the tests of the office share: who visits, and what a page says."""

from typing import Any

from django.test import Client
from django.urls import reverse

from minnelijk.records.models import Seat
from minnelijk.rooms.office import urls

PLACES = {"code": "delta", "slug": "recht", "colour": "0b5fa5"}
PLACES |= {"use": "promise", "language": "nl", "channel": "email"}


def visitor(seat: Seat, language: str = "nl") -> Client:
    """Somebody who is signed in and reads in a language."""
    made = Client(headers={"accept-language": language})
    made.force_login(seat.user)
    made.cookies.load({"django_language": language})
    return made


def text_of(answer: Any) -> str:
    return answer.content.decode()


def addresses(numbers: dict[str, int]) -> dict[str, str]:
    """Every page of the office by its name; `numbers` are rows that exist, by page."""
    return {
        pattern.name: reverse(
            f"office:{pattern.name}",
            kwargs={
                name: PLACES[name] if name in PLACES else numbers[pattern.name]
                for name in pattern.pattern.converters
            },
        )
        for pattern in urls.urlpatterns
    }
