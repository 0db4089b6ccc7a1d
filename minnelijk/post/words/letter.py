"""All that one message says, gathered at the last second: words, figures, face and names."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.conf import settings

from minnelijk.flow.letters import fill
from minnelijk.flow.placeholders import Value
from minnelijk.flow.words import Channel
from minnelijk.law.kinds import DebtorKind, is_natural
from minnelijk.post.words import formats
from minnelijk.post.words.locked import greeting, spoken_name, word
from minnelijk.post.words.notice_words import notice_values
from minnelijk.records.actions.links import debtor_token
from minnelijk.records.actions.notice_facts import registration_of
from minnelijk.records.models import (
    Brand,
    Bureau,
    Case,
    Client,
    Message,
    Registration,
    Seat,
    TemplateVersion,
)
from minnelijk.records.queries import bureau, last_caller


class CannotWrite(Exception):
    """The text of a message cannot be filled in; says why, without personal data."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One message before it becomes text and HTML; `facts` are the frozen figures."""

    body: str
    language: str
    on: date
    facts: Mapping[str, Any]
    client: Client
    brand: Brand | None
    bureau: Bureau
    registration: Registration | None
    home: str
    natural: bool
    name: Mapping[str, str]
    agent: str
    link: str
    on_paper: bool = False
    words: Mapping[str, str] = field(default_factory=dict)
    """`sentence` of the agent, `summary` of the debtor, `answer_words` of the client."""

    @property
    def face(self) -> str:
        return self.brand.name if self.brand else self.client.name

    @property
    def accent(self) -> str:
        colours = self.brand.colours if self.brand else {}
        return str(colours.get("accent") or "#1f4e5f")

    @property
    def ink(self) -> str:
        """The letters that the client wants on its colour; "" leaves them to us."""
        return str((self.brand.colours if self.brand else {}).get("ink") or "")

    @property
    def phone(self) -> str:
        shown = self.brand.phone_shown if self.brand else ""
        number = shown or self.client.phone_shown or self.bureau.phone
        return formats.phone(number, self.home)

    @property
    def pay_cents(self) -> int:
        """What the QR code asks: the next part of what is agreed, never more than is open."""
        parts = self.facts.get("parts") or []
        asked = int(parts[0]["cents"] if parts else self.facts.get("amount_cents", 0))
        return min(asked, int(self.facts.get("open_cents", asked)))


def letter_of(message: Message, on: date) -> Letter:
    """Gather one stored message; names are opened here and nowhere before."""
    version = message.template_version
    if version is None:
        raise ValueError(f"message {message.id} has no text")
    dispute = message.dispute.open() if message.dispute else {}
    words = {
        "sentence": message.open().get("sentence", ""),
        "summary": dispute.get("words", ""),
        "answer_words": dispute.get("answer_words", ""),
    }
    letter = gather(
        message.case,
        version,
        on,
        facts=message.facts,
        brand=message.brand,
        agent=agent_name(message.made_by, message.case, version.template.language),
        seed=message.token_seed,
        words=words,
    )
    return replace(letter, on_paper=message.channel == Channel.POST)


def gather(  # noqa: PLR0913 - a message is one wide row
    case: Case,
    version: TemplateVersion,
    on: date,
    *,
    facts: Mapping[str, Any],
    brand: Brand | None,
    agent: str,
    seed: str,
    words: Mapping[str, str],
) -> Letter:
    """Gather what is said to one debtor. An empty seed makes no link that works (a preview)."""
    token = debtor_token(case.id, seed) if seed else "…"
    return Letter(
        body=version.body,
        language=version.template.language,
        on=on,
        facts=facts,
        client=case.client,
        brand=brand,
        bureau=bureau(),
        registration=registration_of(case.country, on),
        home=case.country,
        natural=is_natural(DebtorKind(case.kind)),
        name=case.debtor.open(),
        agent=agent,
        link=f"{settings.PUBLIC_URL.rstrip('/')}/r/{token}/",
        words=words,
    )


def agent_name(seat: Seat | None, case: Case, language: str = "") -> str:
    """Return the first name of who wrote this, of who last called, of the client's contact here.

    Else a team signs, in the language of the text: the bureau's own name may hold a word that no
    subject may.
    """
    if seat is None:
        seat = last_caller(case) or case.client.contact_person
    named = seat.user.name.split() if seat is not None else []
    if named:
        return named[0]
    return word("team", language or case.language)


def values_of(letter: Letter) -> dict[str, Value]:
    """Return every placeholder as it reads in the language of the message."""
    facts, language = letter.facts, letter.language
    days = {name: _day(letter, name) for name in ("day", "promised_on", "answer_day")}
    dates = {name: _date(letter, name) for name in ("made_on", "mailed_on")}
    return {
        **_amounts(facts, language),
        **days,
        **dates,
        **letter.words,
        "greeting": greeting(letter.name, natural=letter.natural, language=language),
        "person": spoken_name(letter.name, language),
        "client": letter.face,
        "agent": letter.agent,
        "phone": letter.phone,
        "reference": str(facts.get("reference", "")),
        "page_link": letter.link,
        "invoices": invoice_lines(letter),
        "instalments": _instalments(letter),
        "bureau": "" if letter.bureau.own_collection else letter.bureau.name,
        "goods": str(letter.client.goods.get(language, "")),
        **notice_values(
            facts, language=language, on=letter.on, home=letter.home, client=letter.face
        ),
    }


def _amounts(facts: Mapping[str, Any], language: str) -> dict[str, str]:
    asked = int(facts.get("amount_cents", 0))
    amounts = {
        "amount": asked,
        "open_amount": int(facts.get("open_cents", asked)),
        "paid_amount": int(facts.get("paid_cents", 0)),
        "disputed_amount": int(facts.get("disputed_cents", 0)),
    }
    return {name: formats.money(cents, language) for name, cents in amounts.items() if cents > 0}


def filled(body: str, values: Mapping[str, Value]) -> str:
    """Return a text with its values; raises CannotWrite."""
    text, problems = fill(body, values)
    if problems:
        raise CannotWrite("; ".join(str(problem) for problem in problems))
    return text


def _day(letter: Letter, name: str) -> str:
    day = letter.facts.get(name)
    return formats.weekday(date.fromisoformat(day), letter.language, letter.on) if day else ""


def _date(letter: Letter, name: str) -> str:
    day = letter.facts.get(name)
    return formats.plain_day(date.fromisoformat(day), letter.language, letter.on) if day else ""


def invoice_lines(letter: Letter) -> list[dict[str, str]]:
    """Return the invoices that the message is about, as they read."""
    return [
        {
            "number": str(line["number"]),
            "date": _known_day(letter, line["invoice_on"]),
            "due": _known_day(letter, line["due_on"]),
            "what": str(line.get("what") or ""),
            "amount": formats.money(int(line["cents"]), letter.language),
        }
        for line in letter.facts.get("claims", [])
    ]


def _known_day(letter: Letter, text: str) -> str:
    """A claim may have no agreed last day; it is stored as the word None."""
    if not text or text == "None":
        return ""
    return formats.plain_day(date.fromisoformat(text), letter.language, letter.on)


def _instalments(letter: Letter) -> list[dict[str, str]]:
    parts = letter.facts.get("parts") or []
    if len(parts) < 2:
        return []
    return [
        {
            "day": formats.weekday(date.fromisoformat(part["day"]), letter.language, letter.on),
            "amount": formats.money(int(part["cents"]), letter.language),
        }
        for part in parts
    ]
