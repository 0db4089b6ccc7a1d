"""What an agency does with a hand-over."""

from django.http import HttpResponse

from minnelijk.rooms.agency.door import Look


def act(look: Look, verb: str) -> HttpResponse:
    return HttpResponse(verb)
