"""The page of one hand-over, and its file."""

from django.http import HttpResponse

from minnelijk.rooms.agency.door import Look


def over(look: Look) -> HttpResponse:
    return HttpResponse("")


def file(look: Look) -> HttpResponse:
    return HttpResponse("")
