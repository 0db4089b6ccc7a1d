"""The list of an agency: what asks for it first, what is over last and without a name."""

from django.http import HttpResponse

from minnelijk.rooms.agency.door import agency
from minnelijk.rooms.parts.people import Request


@agency
def cases(request: Request) -> HttpResponse:
    return HttpResponse("")
