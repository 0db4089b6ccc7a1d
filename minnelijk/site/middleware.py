"""What every request gets before a room sees it: the moment, and the language of its reader."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from minnelijk.site import clock

Handler = Callable[[HttpRequest], HttpResponse]


def moment(get_response: Handler) -> Handler:
    """Give the request its moment (`request.at`, aware UTC): the only way rooms know the time."""

    def handle(request: HttpRequest) -> HttpResponse:
        request.at = clock.now()  # type: ignore[attr-defined]
        return get_response(request)

    return handle


def language(get_response: Handler) -> Handler:
    """Speak the language of who is signed in, until another is chosen with the language switch."""

    def handle(request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        spoken = getattr(request.user, "language", "")
        if not chosen and spoken in dict(settings.LANGUAGES):
            translation.activate(spoken)
            request.LANGUAGE_CODE = spoken
        return get_response(request)

    return handle
