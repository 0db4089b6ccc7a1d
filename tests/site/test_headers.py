"""Every answer says what a browser may do with it: show what is ours, and nothing else."""

import re
from pathlib import Path
from typing import Any

from django.http.response import HttpResponseBase
from django.test import Client as Visitor
from django.urls import NoReverseMatch, reverse

from minnelijk.site.headers import POLICY, WITH_A_MAIL, policy_of
from tests import world

PLACES = Path(__file__).parents[2] / "minnelijk"


def test_every_answer_carries_the_policy(db: None) -> None:
    world.cast()
    for path in ("/in/", "/r/nothing/", "/no-such-page/", "/bel/", "/static/x"):
        is_guarded(Visitor().get(path))


def test_who_is_reached_by_https_is_reached_by_nothing_else(db: None, settings: Any) -> None:
    world.cast()
    assert "Strict-Transport-Security" not in Visitor().get("/in/").headers
    settings.SESSION_COOKIE_SECURE = True
    assert Visitor().get("/in/")["Strict-Transport-Security"] == "max-age=31536000"


def is_guarded(answer: HttpResponseBase) -> None:
    policy = answer["Content-Security-Policy"]
    assert "script-src 'self';" in policy
    assert "style-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer["Referrer-Policy"] in {"same-origin", "no-referrer"}
    assert "camera=()" in answer["Permissions-Policy"]


def test_no_page_ever_allows_a_script_inside() -> None:
    for name in ("", *WITH_A_MAIL):
        script = policy_of(name).partition("script-src ")[2].partition(";")[0]
        assert script == "'self'"


def test_style_inside_is_for_pages_with_a_mail_alone() -> None:
    assert "unsafe" not in policy_of("desk:day")
    assert all("style-src 'self' 'unsafe-inline'" in policy_of(name) for name in WITH_A_MAIL)


def test_what_is_not_named_is_forbidden() -> None:
    assert POLICY["default-src"] == "'none'"
    assert not any("*" in sources or "http" in sources for sources in POLICY.values())


def test_every_page_with_a_mail_exists() -> None:
    known = {"case_id": 1, "use": "promise", "channel": "email", "language": "nl"}
    for name in WITH_A_MAIL:
        assert _found(name, known), name


def _found(name: str, known: dict[str, object]) -> bool:
    values = list(known.items())
    for count in range(len(values) + 1):
        for first in range(len(values)):
            try:
                reverse(name, kwargs=dict(values[first : first + count]))
            except NoReverseMatch:
                continue
            return True
    return False


def test_no_template_holds_a_script_or_a_style() -> None:
    for file in PLACES.rglob("*.html"):
        words = file.read_text().lower()
        assert "<style" not in words, file
        assert ' style="' not in words, file
        assert "javascript:" not in words, file
        assert not any(f" on{event}=" in words for event in ("click", "load", "change", "submit"))
        assert all(" src=" in tag for tag in re.findall(r"<script[^>]*>", words)), file
