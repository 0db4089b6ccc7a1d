"""The start of the office: the clients, and what asks for somebody."""

from django.http import HttpResponse

from minnelijk.rooms.office import waiting
from minnelijk.rooms.office.frame import office, show
from minnelijk.rooms.parts.people import Request


@office
def home(request: Request) -> HttpResponse:
    """Show the clients and the list of what asks for somebody."""
    lines = waiting.client_lines(request.scope, request.on)
    page = {"clients": lines, "asks": waiting.asks(request, lines)}
    return show(request, "home.html", page)
