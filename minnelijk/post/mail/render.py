"""A message row becomes a mail: subject, plain text, HTML, pictures and headers."""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr
from functools import lru_cache
from hashlib import sha256

from minnelijk.flow.letters import Value, blocks, fields_of, heading_of, subject_of
from minnelijk.flow.markup import Block, BlockKind
from minnelijk.flow.placeholders import LINKS
from minnelijk.flow.sentences import subject_problem
from minnelijk.flow.words import Channel, Purpose
from minnelijk.law.references import format_iban
from minnelijk.post.mail.enclosures import Enclosed, enclosures
from minnelijk.post.mail.layout import (
    MARK_CLOSE,
    MARK_OPEN,
    Bank,
    Line,
    Sheet,
    html_of,
    text_of,
)
from minnelijk.post.paper.paper_page import addressed
from minnelijk.post.paper.qr import bank_qr
from minnelijk.post.words.foot import locked_lines
from minnelijk.post.words.letter import (
    CannotWrite,
    Letter,
    agent_name,
    filled,
    gather,
    invoice_lines,
    letter_of,
    values_of,
)
from minnelijk.post.words.locked import word
from minnelijk.post.words.owed import whole
from minnelijk.records.actions.messages import frozen_facts
from minnelijk.records.actions.promises import offer
from minnelijk.records.actions.texts import template_for
from minnelijk.records.documents import read
from minnelijk.records.facts import facts_of
from minnelijk.records.models import Brand, Case, Message, Seat

__all__ = [
    "CannotWrite",
    "Rendered",
    "mail_of",
    "render",
    "render_promise_preview",
    "rendered_of",
]

PICTURES = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif"}
"""What mail programs show; a drawing (SVG) is left out and the name stands alone."""

FOLLOWS_FORM = ("amount", "day", "sentence")


@dataclass(frozen=True, slots=True)
class Image:
    """A picture inside the mail, named by its content id."""

    cid: str
    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Rendered:
    """A mail ready to be put on the wire, but for its sender and receiver."""

    subject: str
    text: str
    html: str
    images: Sequence[Image] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    enclosed: Sequence[Enclosed] = ()
    values: Mapping[str, str] = field(default_factory=dict)


def render(message: Message, on: date) -> Rendered:
    """Return what a stored message says today. Raises CannotWrite."""
    letter = whole(letter_of(message, on))
    to = addressed(message, letter) if message.purpose == Purpose.NOTICE else ""
    rendered = rendered_of(letter, to=to)
    seed = sha256(f"{message.id}:{message.token_seed}".encode()).hexdigest()[:16]
    domain = message.sender.address.rpartition("@")[2] if message.sender else "localhost"
    headers = {
        "Message-ID": f"<m{message.id}.{seed}@{domain}>",
        "Auto-Submitted": "auto-generated",
        "Content-Language": letter.language,
    }
    return replace(rendered, headers=headers, enclosed=enclosures(message, on))


def render_promise_preview(  # noqa: PLR0913 - the form of the desk, in full
    case: Case,
    cents: int,
    day: date,
    sentence: str,
    on: date,
    *,
    marks: bool = True,
    seat: Seat | None = None,
) -> tuple[str, str, str]:
    """Return (html, text, subject) of the confirmation that this promise would get.

    With `marks` the values that follow the form stand in <mark>. Raises CannotWrite.
    """
    possible = offer(facts_of(case, on), on)
    frozen = frozen_facts(case, possible.claims, on)
    facts = {
        **frozen,
        "open_cents": frozen["amount_cents"],
        "amount_cents": cents,
        "day": str(day),
        "made_on": str(on),
    }
    letter = gather(
        case,
        template_for(case.client, "promise", case.language, Channel.EMAIL, case=case, on=on),
        on,
        facts=facts,
        brand=Brand.objects.filter(client_id=case.client_id).order_by("-version").first(),
        agent=agent_name(seat, case),
        seed="",
        words={"sentence": sentence},
    )
    rendered = rendered_of(letter, marked=FOLLOWS_FORM if marks else (), inline=True)
    return rendered.html, rendered.text, rendered.subject


def rendered_of(
    letter: Letter, *, marked: Sequence[str] = (), inline: bool = False, to: str = ""
) -> Rendered:
    """Return a letter as a mail: its pictures inside the page where it is looked at (`inline`),
    `to` as its first line. Raises CannotWrite.
    """
    values = values_of(letter)
    plain = filled(letter.body, values)
    text = filled(letter.body, _marked(values, marked)) if marked else plain
    subject = _subject(letter, plain)
    images = [image for image in (_logo(letter), _qr(letter)) if image is not None]
    sources = {image.cid: _data(image) if inline else f"cid:{image.cid}" for image in images}
    sheet = _sheet(letter, text, subject, sources, amount=str(values.get("amount", "")))
    if to:
        sheet = replace(sheet, blocks=[Block(BlockKind.PARAGRAPH, to), *sheet.blocks])
    used = [image for image in images if image.cid != "qr" or _has_bank(sheet)]
    return Rendered(subject, text_of(sheet), html_of(sheet), used, values=_kept(letter, values))


def _kept(letter: Letter, values: Mapping[str, Value]) -> dict[str, str]:
    """The words that really filled this text, for the proof: a list as its lines.

    Not the debtor's own link: who has that may act as the debtor.
    """
    used = _fields(letter.body) - LINKS
    return {name: _told(value) for name, value in values.items() if name in used and value}


@lru_cache(maxsize=256)
def _fields(body: str) -> frozenset[str]:
    return fields_of(body)


def _told(value: Value) -> str:
    if isinstance(value, str):
        return value
    return "\n".join(" · ".join(text for text in line.values() if text) for line in value)


def _subject(letter: Letter, text: str) -> str:
    """Others read a subject; what stands over a letter is inside its envelope."""
    subject = subject_of(text)
    if not subject and letter.on_paper:
        subject = heading_of(text)
    elif subject_problem(subject):
        subject = ""
    if not subject:
        raise CannotWrite("The subject is empty or tells too much.")
    return subject


def _marked(values: Mapping[str, Value], names: Sequence[str]) -> dict[str, Value]:
    return {
        name: f"{MARK_OPEN}{value}{MARK_CLOSE}" if name in names and value else value
        for name, value in values.items()
    }


def _sheet(
    letter: Letter, text: str, subject: str, sources: Mapping[str, str], *, amount: str
) -> Sheet:
    lines = [
        Line(_invoice_name(letter, line), line["what"], line["amount"], _due(letter, line))
        for line in invoice_lines(letter)
    ]
    return Sheet(
        language=letter.language,
        subject=subject,
        face=letter.face,
        accent=letter.accent,
        ink=letter.ink,
        logo=sources.get("logo", ""),
        blocks=blocks(text),
        bank=_bank(letter, sources.get("qr", "")),
        lines=lines,
        total=Line(word("sum", letter.language), "", amount),
        footer=locked_lines(letter),
    )


def _has_bank(sheet: Sheet) -> bool:
    return any(block.kind is BlockKind.BANK for block in sheet.blocks)


def _invoice_name(letter: Letter, line: Mapping[str, str]) -> str:
    return word("invoice", letter.language, number=line["number"], day=line["date"])


def _due(letter: Letter, line: Mapping[str, str]) -> str:
    return word("due_line", letter.language, day=line["due"]) if line["due"] else ""


def _bank(letter: Letter, picture: str) -> Bank | None:
    facts, language = letter.facts, letter.language
    if not facts.get("iban"):
        return None
    return Bank(
        iban=format_iban(str(facts["iban"])),
        holder=word("holder", language, holder=str(facts["holder"])),
        label=word("reference", language),
        reference=str(facts["reference"]),
        ask=word("transfer", language),
        scan=word("scan", language),
        alt=word("qr", language),
        picture=picture,
    )


def _logo(letter: Letter) -> Image | None:
    document = letter.brand.logo_document if letter.brand else None
    if document is None or document.media_type not in PICTURES:
        return None
    name = f"logo.{PICTURES[document.media_type]}"
    return Image("logo", name, document.media_type, read(document))


def _qr(letter: Letter) -> Image | None:
    facts = letter.facts
    code = bank_qr(
        holder=str(facts.get("holder", "")),
        iban=str(facts.get("iban", "")),
        cents=letter.pay_cents,
        reference=str(facts.get("reference", "")),
    )
    return Image("qr", "qr.png", "image/png", code) if code else None


def _data(image: Image) -> str:
    return f"data:{image.media_type};base64,{b64encode(image.content).decode()}"


def mail_of(rendered: Rendered, *, name: str, address: str, to: str, at: datetime) -> EmailMessage:
    """Return the whole mail: text first, then HTML with its pictures."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = formataddr((name, address))
    mail["To"] = to
    mail["Subject"] = rendered.subject
    mail["Date"] = format_datetime(at)
    mail.set_content(rendered.text, cte="quoted-printable")
    mail.add_alternative(rendered.html, subtype="html", cte="quoted-printable")
    page = mail.get_payload()[1]  # type: ignore[index]
    for image in rendered.images:
        main, _, kind = image.media_type.partition("/")
        page.add_related(  # type: ignore[union-attr]
            image.content,
            main,
            kind,
            cid=f"<{image.cid}>",
            filename=image.name,
            disposition="inline",
        )
    for enclosed in rendered.enclosed:
        mail.add_attachment(
            enclosed.content, maintype="application", subtype="pdf", filename=enclosed.name
        )
    for header, value in rendered.headers.items():
        mail[header] = value  # last: setting a body drops what begins with Content
    return mail
