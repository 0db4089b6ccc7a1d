"""The cast on the debtor's page: a clock that stands still, texts that can leave, a visitor."""

import html
import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from minnelijk.records.actions.core import Act
from minnelijk.records.actions.links import debtor_token
from minnelijk.records.actions.texts import install_texts
from minnelijk.records.models import Case
from minnelijk.site import clock
from tests import world


@dataclass
class Clock:
    """The moment at which everything happens; tests move it on."""

    at: datetime = world.AT

    def later(self, **more: float) -> None:
        self.at += timedelta(**more)


@dataclass
class Visitor:
    """Somebody with a link, in a browser of his own."""

    case: Case
    seed: str = "a1b2c3"
    browser: Client = field(default_factory=Client)

    @property
    def token(self) -> str:
        return debtor_token(self.case.id, self.seed)

    def url(self, path: str = "") -> str:
        return f"/r/{self.token}/{path}"

    def get(self, path: str = "") -> Any:
        return self.browser.get(self.url(path))

    def post(self, path: str = "", **told: Any) -> Any:
        return self.browser.post(self.url(path), told)

    def check(self, postcode: str = world.POSTCODE, house: str = world.HOUSE_NUMBER) -> Any:
        return self.post(check="1", postcode=postcode, house=house)

    def inside(self) -> "Visitor":
        assert self.check().status_code == 302
        return self

    def fresh(self) -> "Visitor":
        """The same link in another browser."""
        return Visitor(self.case, self.seed)


def told(visitor: Visitor, **more: Any) -> dict[str, Any]:
    """What the debtor fills in when one of two invoices is wrong."""
    claim = visitor.case.claims.get(number="F-1021")
    return {
        "reason": "amount",
        "words": "De meterstand klopt niet.",
        "claims": [claim.id],
        "prefers": "phone",
        **more,
    }


def text_of(response: Any) -> str:
    """The words of a page, without its markup, on one line."""
    body = re.sub(r"(?s)<head>.*?</head>", "", response.content.decode())
    words = re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", body)))
    return re.sub(r" ([.,:])", r"\1", words)


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The house's only clock, standing still on a Thursday morning."""
    stands = Clock()
    monkeypatch.setattr(clock, "now", lambda: stands.at)
    return stands


@pytest.fixture
def cast(db: None, now: Clock) -> world.Cast:
    everybody = world.cast()
    install_texts(Act(world.AT, by=everybody.manager))
    return everybody


@pytest.fixture
def fatma(cast: world.Cast) -> Visitor:
    """Owes Waterbedrijf Delta 214.50 on two invoices."""
    invoices = (
        world.Invoice("F-1021", 12_000, description="Water juli"),
        world.Invoice("F-1044", 9_450, description="Water augustus"),
    )
    return Visitor(world.case(cast.delta, invoices=invoices))


__all__ = ["Clock", "Visitor", "cast", "fatma", "now", "text_of", "told"]
