"""Everything that reaches a consumer in a state: messages, the phone, pages, every text."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain
from typing import Any

from django.db import transaction

from minnelijk.flow.letters import TEXTS
from minnelijk.flow.words import Channel, MessageState, Phase, Purpose
from minnelijk.law.notices import NoticeKind
from minnelijk.post.mail.render import render, render_promise_preview
from minnelijk.post.paper.paper_page import page_of
from minnelijk.post.words.letter import CannotWrite, filled, letter_of, values_of
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.last_look import last_look
from minnelijk.records.actions.messages import point_of, step_facts
from minnelijk.records.actions.promises import offer
from minnelijk.records.actions.texts import TextRefused, template_for
from minnelijk.records.facts import facts_of
from minnelijk.records.ids import reserve
from minnelijk.records.models import Brand, Case, Message, PolicyVersion, Promise
from minnelijk.rooms.debtor.urls import urlpatterns
from minnelijk.rooms.desk.person import person_of
from minnelijk.rooms.desk.script import Agreed, steps_of
from tests import world
from tests.records.noticing import moment
from tests.rooms.debtor_cast import Visitor
from tests.speech.most import most_of, most_of_message
from tests.speech.reader import Most, too_early, words_of

FORMS = {"email": Channel.EMAIL, "letter": Channel.POST}
SHIPPED = sorted({tuple(path.name.split(".")[:2]) for path in TEXTS.glob("*/*.liquid")})
LEAVING = (MessageState.WAITING, MessageState.PRINTED, MessageState.SENDING, MessageState.SENT)
NOTICES = frozenset(kind.value for kind in NoticeKind)
OF_A_PROMISE = frozenset({"promise", "promise_correction", "promise_cancelled"})
NOT_READ = frozenset({"spans", "qr", "bytes", "accent", "link"})
PAGES = [
    one.name for one in urlpatterns if one.name not in {"new_link", "longer", "leave", "language"}
]
"""Every page that is shown; the four others only take something."""


@dataclass(frozen=True)
class Read:
    """Words that a consumer reads or hears, where, and the most that may stand there."""

    where: str
    words: str
    most: Most

    @property
    def problems(self) -> list[str]:
        return [f"{self.where}: {problem}" for problem in too_early(self.words, self.most)]


def everything(case: Case, on: date, cast: world.Cast) -> list[Read]:
    """All that reaches this debtor as the case stands."""
    parts = (messages(case, on), phoned(case, on, cast), pages(case, on), shipped(case, on))
    return [one for part in parts for one in part]


# Messages ------------------------------------------------------------------------------------


def messages(case: Case, on: date) -> Iterator[Read]:
    """What waits, lies printed or was sent, each way in which it is read."""
    for message in Message.objects.filter(case=case, state__in=LEAVING).select_related("case"):
        if not _stays_true(message, on):
            continue
        most = most_of_message(message, on)
        name = f"{message.facts['use']} by {message.channel}"
        yield from (Read(f"{name} {part}", words, most) for part, words in written(message, on))


def _stays_true(message: Message, on: date) -> bool:
    """What waits gets the figures of its last look; what that refuses for good never leaves."""
    if message.state != MessageState.WAITING:
        return True
    look = last_look(message.case, message, Act(moment(on, 11)))
    message.facts = look.figures
    return not look.word or look.later is not None


def written(message: Message, on: date) -> Iterator[tuple[str, str]]:
    """Subject, text and HTML of a mail; every word of a letter's page. Raises CannotWrite."""
    if message.channel == Channel.POST:
        yield "PDF", "\n".join(_values(page_of(message, on)))
        return
    mail = render(message, on)
    yield "subject", mail.subject
    yield "text", mail.text
    yield "HTML", words_of(mail.html)


def _values(page: Any) -> Iterator[str]:
    """Every text on a letter's page; a paragraph and a row of a table stay together."""
    if isinstance(page, str):
        yield page
    elif isinstance(page, list | tuple):
        if page and all(isinstance(cell, str) for cell in page):
            yield " | ".join(page)
        else:
            yield from chain.from_iterable(_values(one) for one in page)
    elif isinstance(page, dict):
        yield "".join(span["text"] for span in page.get("spans", []))
        shown = (value for key, value in page.items() if key not in NOT_READ)
        yield from chain.from_iterable(_values(value) for value in shown)


# The phone -----------------------------------------------------------------------------------


def phoned(case: Case, on: date, cast: world.Cast) -> Iterator[Read]:
    """The script of this case, those of the other calls, and the mail that is shown beside it.

    An agent who looks at a case of phase two can have both scripts: each is looked at.
    """
    most = most_of(case, on)
    yield from (Read(f"script {word}", words, most) for word, words in script(case, on, cast))
    two_phase = PolicyVersion.objects.filter(policy__name="two_phase").last()
    for step in ("first_call", "second_call"):
        other = Case.objects.get(id=case.id)
        other.step = step
        other.policy_version = two_phase or other.policy_version
        for word, words in script(other, on, cast):
            yield Read(f"script of {step}, {word}", words, most)
    if facts_of(case, on).askable(on) and case.phase != Phase.HANDED_OVER:
        possible = offer(facts_of(case, on), on)
        _, text, subject = render_promise_preview(
            case, possible.cents, possible.day, "", on, seat=cast.sanne
        )
        yield Read("preview of the promise", f"{subject}\n{text}", most)


def script(case: Case, on: date, cast: world.Cast) -> Iterator[tuple[str, str]]:
    """Every section, also what is only said when the debtor says something."""
    facts = facts_of(case, on)
    possible = offer(facts, on)
    agreed = Agreed(possible.cents, possible.day)
    sections = steps_of(case, cast.sanne, person_of(case, on), facts, agreed, on)
    yield "whole", "\n".join(line for part in sections for line in part.paragraphs)


# The debtor's page ---------------------------------------------------------------------------


def pages(case: Case, on: date) -> Iterator[Read]:
    """Every page in Dutch and in English, before and after the check."""
    for language in ("nl", "en"):
        visitor = Visitor(case)
        visitor.browser.cookies["django_language"] = language
        if language == "nl":
            yield from _walk(visitor, on, "before the check")
        visitor.check()
        yield from _walk(visitor, on, f"{language}, inside")


def _walk(visitor: Visitor, on: date, where: str) -> Iterator[Read]:
    case = visitor.case
    most = most_of(case, on)
    for path in _paths(case):
        answer = visitor.get(path)
        if answer.status_code == 302:
            continue
        words = words_of(answer.content.decode())
        assert words, path
        yield Read(f"page /{path} ({where})", words, most)


def _paths(case: Case) -> list[str]:
    fixed = [str(one.pattern).removeprefix("<str:token>/") for one in urlpatterns
             if one.name in PAGES]  # fmt: skip
    numbers = {
        "delen/<int:number>/dag/": [
            number
            for promise in case.promises_made.all()
            for number in promise.instalments.values_list("number", flat=True)
        ],
        "klopt-niet/<int:number>/": list(case.disputes.values_list("id", flat=True)),
    }
    return [
        path.replace("<int:number>", str(number))
        for path in fixed
        for number in numbers.get(path, [0])
    ]


# Every text, also the ones that this state would not send ------------------------------------


def shipped(case: Case, on: date) -> Iterator[Read]:
    """Every shipped text, filled for this case as if somebody sent it now: what the last look
    refuses for good, or cannot be written, reaches nobody."""
    most = most_of(case, on)
    for use, form in SHIPPED:
        if form in FORMS:
            with transaction.atomic():
                text = _as_if_sent(case, on, use, FORMS[form])
                transaction.set_rollback(True)
            if text:
                yield Read(f"as if sent: {use} by {form}", text, most)


def _as_if_sent(case: Case, on: date, use: str, channel: Channel) -> str:
    message = _message(case, on, use, channel)
    if message is None:
        return ""
    message.save(force_insert=True)
    if not _stays_true(message, on):
        return ""
    letter = letter_of(message, on)
    try:
        return filled(letter.body, values_of(letter))
    except CannotWrite:
        return ""


def _message(case: Case, on: date, use: str, channel: Channel) -> Message | None:
    """A message as an action would write it; None where there is no text or no address."""
    point = point_of(case, channel, on)
    try:
        version = template_for(case.client, use, case.language, channel, case=case, on=on)
    except TextRefused:
        return None
    if point is None:
        return None
    promise = case.promises_made.order_by("-id").first() if use in OF_A_PROMISE else None
    return Message(
        **_fixed(case, on, channel),
        id=reserve(Message, 1)[0],
        step=use,
        purpose=_purpose(use, promise),
        contact_point=point,
        template_version=version,
        promise=promise,
        facts=_figures(case, on, promise) | {"use": use},
    )


def _purpose(use: str, promise: Promise | None) -> Purpose:
    if use in NOTICES:
        return Purpose.NOTICE
    return Purpose.CONFIRMATION if promise else Purpose.STEP


def _figures(case: Case, on: date, promise: Promise | None) -> dict[str, Any]:
    """All days and figures that any text asks for."""
    before = str(on - timedelta(days=1))
    days = {"day": str(on), "answer_day": str(on), "made_on": before, "promised_on": before}
    if promise is not None:
        days["day"] = str(max(promise.instalments.values_list("due_on", flat=True)))
    return {**days, **step_facts(case, on), "day": days["day"]}


def _fixed(case: Case, on: date, channel: Channel) -> dict[str, Any]:
    return {
        "case": case,
        "client_id": case.client_id,
        "occurrence": 900,
        "channel": channel,
        "basis": "ours",
        "language": case.language,
        "brand": Brand.objects.filter(client_id=case.client_id).last(),
        "sender": case.client.senders.filter(active=True).first(),
        "token_seed": "0" * 32,
        "case_rev": case.rev,
        "made_at": moment(on, 9),
        "state": MessageState.WAITING,
        "not_before_at": moment(on, 9),
    }
