"""How a text reads for a real case before anybody gets it: as a mail, in plain words, on paper."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from typst import TypstError

from minnelijk.flow.house import house
from minnelijk.flow.letters import TextProblem, blocks, examples, fill
from minnelijk.flow.words import Channel, Purpose
from minnelijk.law.country import country
from minnelijk.law.notices import NoticeKind
from minnelijk.post.mail.render import Rendered, rendered_of
from minnelijk.post.paper.paper_letter import ONE_AT_A_TIME, SHEET, SIZES, render_letter, sheet_of
from minnelijk.post.paper.paper_page import addressed, page_of
from minnelijk.post.paper.typesetting import compiler
from minnelijk.post.words.foot import locked_lines
from minnelijk.post.words.letter import CannotWrite, Letter, filled, letter_of, values_of
from minnelijk.records.actions.core import day_of
from minnelijk.records.actions.messages import frozen_facts
from minnelijk.records.actions.notice_making import foreseen
from minnelijk.records.actions.promises import offer
from minnelijk.records.facts import facts_of
from minnelijk.records.models import Brand, Case, Message, Template, TemplateVersion

POINTS_PER_INCH = 96
EXAMPLE_CENTS = 21_450
"""What an amount is that the case has not: the one of every example."""


@dataclass(frozen=True, slots=True)
class Wording:
    """Words that nobody may have stored: for a use, by a channel, in a language."""

    use: str
    channel: Channel
    language: str
    body: str


@dataclass(frozen=True, slots=True)
class Seen:
    """A mail to look at: `words` without its frame, `locked` the lines that no text can leave out.

    `lent`: the fields that the case has no value for, filled as examples.
    """

    subject: str
    text: str
    html: str
    words: str
    locked: tuple[str, ...] = ()
    lent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """A letter to look at: the PDF, and each page as a PNG."""

    pdf: bytes
    pages: tuple[bytes, ...]
    lent: tuple[str, ...] = ()


def mail_seen(case: Case, wording: Wording, at: datetime, *, brand: Brand | None = None) -> Seen:
    """Return a text as this case's debtor would get it by mail, without a link that works.

    `brand` is a face that is only tried. Raises CannotWrite, and LawRefusal where the law of this
    case knows no such letter.
    """
    message = _message(case, wording, at, brand)
    letter, lent = _filled_up(letter_of(message, day_of(at)), case)
    words = "\n\n".join(block.plain for block in blocks(filled(letter.body, values_of(letter))))
    if wording.channel is not Channel.EMAIL:
        return Seen("", words, "", words, lent=lent)
    to = addressed(message, letter) if message.purpose == Purpose.NOTICE else ""
    made = rendered_of(letter, inline=True, to=to)
    locked = tuple(" ".join(part for part, _ in line) for line in locked_lines(letter))
    return Seen(made.subject, made.text, made.html, words, locked, lent)


def mail_tried(case: Case, wording: Wording, at: datetime, first: str) -> Rendered:
    """Return the mail of a test: the figures of a real case, an invented name, examples for what
    the debtor or the client wrote, and `first` as its first line. Raises as `mail_seen`.
    """
    letter, _ = _filled_up(letter_of(_message(case, wording, at, None), day_of(at)), case)
    told = {name: _example(name, wording.language) for name, own in letter.words.items() if own}
    nobody = {"name": "F. de Vries", "last_name": "de Vries", "salutation": "mevrouw"}
    return rendered_of(replace(letter, name=nobody, words={**letter.words, **told}), to=first)


def paper_seen(case: Case, wording: Wording, at: datetime) -> Paper:
    """Return a text as a letter to this case's debtor. Raises CannotWrite and LawRefusal."""
    message, on = _message(case, wording, at, None), day_of(at)
    letter, lent = _filled_up(letter_of(message, on), case)
    message.facts = dict(letter.facts)
    pdf = render_letter(message, on)
    return Paper(pdf, _pages(page_of(message, on)), lent)


def _pages(page: Mapping[str, Any]) -> tuple[bytes, ...]:
    """The pages as pictures, for who looks at them on a screen."""
    sheet = sheet_of({**page, "size": SIZES[0], "counted": False})
    with ONE_AT_A_TIME:
        try:
            made = compiler(SHEET).compile(
                input=sheet,  # type: ignore[type-var]
                format="png",
                ppi=POINTS_PER_INCH,
            )
        except TypstError as problem:
            raise CannotWrite("The letter cannot be set.") from problem
    pages: list[bytes | None] = [*made] if isinstance(made, list) else [made]
    return tuple(one for one in pages if one)


def _message(case: Case, wording: Wording, at: datetime, brand: Brand | None) -> Message:
    """A message that is never stored; it takes the figures of one that left, where there is one."""
    like = Message.objects.filter(case=case, facts__use=wording.use).order_by("-id").first()
    template = Template(use=wording.use, language=wording.language, channel=wording.channel)
    facts = (
        dict(like.facts) if like and _alike(like, wording) else _facts(case, wording, day_of(at))
    )
    newest = Brand.objects.filter(client_id=case.client_id).order_by("-version").first()
    return Message(
        case=case,
        client_id=case.client_id,
        purpose=Purpose.NOTICE if wording.use in set(NoticeKind) else Purpose.STEP,
        channel=wording.channel,
        language=wording.language,
        template_version=TemplateVersion(template=template, body=wording.body),
        brand=brand or newest,
        dispute=like.dispute if like else None,
        made_by=like.made_by if like else None,
        made_at=at,
        facts=facts,
    )


def _alike(like: Message, wording: Wording) -> bool:
    """A letter of the law has its words in the frozen figures: only in its own language and way."""
    own = (like.language, like.channel) == (wording.language, wording.channel)
    return own or wording.use not in set(NoticeKind)


def _facts(case: Case, wording: Wording, on: date) -> dict[str, Any]:
    if wording.use in set(NoticeKind):
        kind = NoticeKind(wording.use)
        facts = foreseen(case, kind, wording.channel, wording.language, on)
        alone = {**facts["notice"], "translation": None}  # these words, and no other language
        return {**facts, "notice": alone, "use": wording.use}
    possible = offer(facts_of(case, on), on)
    claims = possible.claims or tuple(case.claims.values_list("id", flat=True))
    frozen = frozen_facts(case, claims, on)
    return {**frozen, "open_cents": frozen["amount_cents"], "use": wording.use}


def _filled_up(letter: Letter, case: Case) -> tuple[Letter, tuple[str, ...]]:
    """Lend an example to each field that the text prints and the case has no value for."""
    lent: list[str] = []
    while True:
        name = _lacking(fill(letter.body, values_of(letter))[1])
        if not name or name in lent or not (name in LENT or name in letter.words):
            return letter, tuple(lent)
        lent.append(name)
        if name in letter.words:
            example = {name: _example(name, letter.language)}
            letter = replace(letter, words={**letter.words, **example})
        else:
            letter = replace(letter, facts={**letter.facts, **LENT[name](case, letter.on)})


def _lacking(problems: tuple[TextProblem, ...]) -> str:
    return next((dict(one.args)["name"] for one in problems if one.word == "no_value"), "")


def _example(name: str, language: str) -> str:
    return str(examples(language)[name])


def _day(case: Case, on: date) -> date:
    return offer(facts_of(case, on), on).day


def _answer_day(case: Case, on: date) -> date:
    days = country(case.country).days
    return days.working_day_after(on, house().desk.dispute_answer_working_days)


LENT: Mapping[str, Callable[[Case, date], Mapping[str, Any]]] = {
    "amount": lambda _case, _on: {"amount_cents": EXAMPLE_CENTS},
    "open_amount": lambda _case, _on: {"open_cents": EXAMPLE_CENTS},
    "paid_amount": lambda _case, _on: {"paid_cents": EXAMPLE_CENTS},
    "disputed_amount": lambda _case, _on: {"disputed_cents": EXAMPLE_CENTS},
    "day": lambda case, on: {"day": str(_day(case, on))},
    "promised_on": lambda case, on: {"promised_on": str(_day(case, on))},
    "answer_day": lambda case, on: {"answer_day": str(_answer_day(case, on))},
    "made_on": lambda _case, on: {"made_on": str(on)},
    "mailed_on": lambda _case, on: {"mailed_on": str(on)},
}
"""What a text may print before it happened in the case it is shown with."""


def read_aloud(wording: Wording) -> str:
    """Return a text with example values, for who has no case yet; "" where it cannot be filled."""
    return fill(wording.body, examples(wording.language))[0]
