"""What every answer tells the browser that it may do: nothing but show what is ours."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

Handler = Callable[[HttpRequest], HttpResponseBase]

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "frame-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
"""No script and no style inside a page, nothing of elsewhere, and no page of ours inside another.
`data:` are the pages of a letter and the code of squares, made for who looks at them."""

WITH_A_MAIL = frozenset(
    {
        *("desk:call", "desk:tick", "desk:save", "desk:email"),
        *("portal:text", "portal:text_languages", "portal:house_style"),
    }
)
"""Pages with a mail as it will look, in a closed frame that inherits the policy of its page. A mail
has its style inside, so style (never script) may stand inside here (decisions/0037)."""

A_YEAR = "max-age=31536000"
MAY_NOT = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"


def headers(get_response: Handler) -> Handler:
    """Put the headers on every answer; a view that sets a policy of its own keeps it."""

    def handle(request: HttpRequest) -> HttpResponseBase:
        answer = get_response(request)
        answer.headers.setdefault("Content-Security-Policy", policy_of(_name_of(request)))
        answer.headers.setdefault("Permissions-Policy", MAY_NOT)
        answer.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        answer.headers.setdefault("X-Permitted-Cross-Domain-Policies", "none")
        if settings.SESSION_COOKIE_SECURE:  # a proxy speaks TLS, so no request of ours looks safe
            answer.headers.setdefault("Strict-Transport-Security", A_YEAR)
        return answer

    return handle


def policy_of(name: str) -> str:
    """Return the policy of the page with this name."""
    style = "'self' 'unsafe-inline'" if name in WITH_A_MAIL else POLICY["style-src"]
    rules = {**POLICY, "style-src": style}
    return "; ".join(f"{part} {sources}" for part, sources in rules.items())


def _name_of(request: HttpRequest) -> str:
    match = request.resolver_match
    return match.view_name if match else ""
