"""What a letter on paper shows, gathered from a message as plain values for the typesetter."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from babel import Locale

from minnelijk.flow.letters import blocks, heading_of, subject_of
from minnelijk.flow.markup import Block, BlockKind, Span
from minnelijk.flow.words import Channel, PointChannel
from minnelijk.law.references import format_iban
from minnelijk.post.paper.paper_claims import claims_table
from minnelijk.post.paper.qr import bank_squares, page_code
from minnelijk.post.paper.qr_bits import drawn
from minnelijk.post.paper.windows import side_of, window_of
from minnelijk.post.words import formats
from minnelijk.post.words.foot import alone, creditor_line, who_we_are
from minnelijk.post.words.letter import CannotWrite, Letter, filled, letter_of, values_of
from minnelijk.post.words.locked import addressee, word
from minnelijk.post.words.owed import whole
from minnelijk.records.actions.notice_facts import card_of
from minnelijk.records.actions.texts import TextRefused, template_for
from minnelijk.records.documents import DocumentGone, read
from minnelijk.records.models import Message
from minnelijk.records.queries import usable_points
from minnelijk.records.words import WindowSide

PICTURES = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/svg+xml": "svg"}


def page_of(message: Message, on: date) -> dict[str, Any]:
    """Return everything that the letter shows, as plain values for `letter.typ`."""
    letter = whole(letter_of(message, on))
    parts = [_part(letter, note="")]
    translation = _translated(message, letter)
    if translation is not None:
        original = word(letter.language, translation.language)
        note = word("translation", translation.language, original=original)
        parts.append(_part(translation, note=note))
    return {
        "language": letter.language,
        "title": parts[0]["heading"],
        "face": letter.face,
        "number": f"m{message.id}",
        "accent": letter.accent,
        "logo": _logo(letter),
        **_placed(letter),
        "window": _window(message, letter),
        "facts": _facts(letter),
        "parts": parts,
        "foot": _foot(letter),
        "page_of": word("page_of", letter.language, n="{n}", all="{all}"),
    }


def _translated(message: Message, letter: Letter) -> Letter | None:
    """Return the letter in the debtor's language, where the law has words for its term there."""
    language = message.case.language
    notice = letter.facts.get("notice") or {}
    use, term = str(letter.facts.get("use", "")), notice.get("translation")
    if not term or language == letter.language:
        return None
    try:
        version = template_for(letter.client, use, language, Channel(message.channel))
    except TextRefused:
        return None
    if version.template.language != language:
        return None
    facts = {**letter.facts, "notice": {**notice, "term": term}}
    return replace(letter, body=version.body, language=language, facts=facts)


def _part(letter: Letter, *, note: str) -> dict[str, Any]:
    text = filled(letter.body, values_of(letter))
    heading = heading_of(text) or subject_of(text)
    if not heading:
        raise CannotWrite("The letter has no heading.")
    return {
        "language": letter.language,
        "heading": heading,
        "note": note,
        "blocks": _blocks(letter, blocks(text)),
    }


def _blocks(letter: Letter, found: list[Block]) -> list[dict[str, Any]]:
    """One block after another; a frame and the bank details under it share one frame."""
    made: list[dict[str, Any]] = []
    for number, block in enumerate(found):
        following = found[number + 1].kind if number + 1 < len(found) else None
        before = found[number - 1] if number else None
        if block.kind is BlockKind.FRAME and following is BlockKind.BANK and _has_bank(letter):
            continue
        framed = before if before is not None and before.kind is BlockKind.FRAME else None
        new = _block(letter, block, framed)
        if block.kind is BlockKind.BUTTON and made and made[-1]["kind"] == "paragraph":
            new[0]["spans"] = made.pop()["spans"]  # what it is for stands beside the code
        made += new
    return made


def _block(letter: Letter, block: Block, framed: Block | None) -> list[dict[str, Any]]:
    match block.kind:
        case BlockKind.BANK:
            return [_pay(letter, framed)] if _has_bank(letter) else []
        case BlockKind.FRAME:
            return [{"kind": "frame", "spans": _spans(block.spans)}]
        case BlockKind.CLAIMS | BlockKind.INVOICES:
            return claims_table(letter, whole=block.kind is BlockKind.CLAIMS)
        case BlockKind.BUTTON:
            return [_button(letter, block)]
    return _paragraph(block)


def _paragraph(block: Block) -> list[dict[str, Any]]:
    """A first line all in bold is a heading over the rest."""
    first, *rest = block.text.split("\n", 1)
    spans = Block(block.kind, first).spans
    if rest and len(spans) == 1 and spans[0].bold:
        return [
            {"kind": "heading", "text": formats.glued(spans[0].text)},
            *_paragraph(Block(block.kind, rest[0])),
        ]
    return [{"kind": "paragraph", "spans": _spans(block.spans)}]


def _spans(spans: tuple[Span, ...]) -> list[dict[str, Any]]:
    return [{"text": formats.glued(span.text), "bold": span.bold} for span in spans]


def _has_bank(letter: Letter) -> bool:
    return bool(letter.facts.get("iban"))


def _pay(letter: Letter, framed: Block | None) -> dict[str, Any]:
    facts, language = letter.facts, letter.language
    code = bank_squares(
        holder=str(facts.get("holder", "")),
        iban=str(facts["iban"]),
        cents=letter.pay_cents,
        reference=str(facts.get("reference", "")),
    )
    bank = {
        "iban": formats.glued(format_iban(str(facts["iban"]))),
        "holder": word("holder", language, holder=str(facts.get("holder", ""))),
        "label": word("reference", language),
        "reference": str(facts.get("reference", "")),
        "scan": word("pay_scan", language),
        "alt": word("qr", language),
        "qr": drawn(code) if code else "",
    }
    return {"kind": "pay", "spans": _spans(framed.spans) if framed else [], "bank": bank}


def _button(letter: Letter, block: Block) -> dict[str, Any]:
    """On paper a button is where it leads: its address, and a code for a phone."""
    return {
        "kind": "button",
        "spans": [],
        "words": word("go_to", letter.language, words=block.text),
        "link": block.link,
        "scan": word("scan_page", letter.language),
        "alt": word("qr_page", letter.language),
        "qr": drawn(page_code(block.link)),
    }


def _facts(letter: Letter) -> list[tuple[str, str]]:
    language = letter.language
    return [
        (word("date", language), formats.full_day(letter.on, language)),
        (word("reference", language).capitalize(), str(letter.facts.get("reference", ""))),
        (word("phone", language), formats.glued(letter.phone)),
    ]


def _placed(letter: Letter) -> dict[str, Any]:
    """Where the address stands, beside it the facts, and where the letter begins: under all that
    a window can ever show."""
    brand = letter.brand
    window = window_of(letter.client.country, side_of(brand.colours) if brand else None)
    box, right = window.always, window.side is WindowSide.RIGHT
    return {
        "box": [box.left, box.top, box.width, box.height],
        "beside": [LEFT_EDGE, window.ever.left - LEFT_EDGE] if right else [BESIDE, EDGE - BESIDE],
        "below": window.ever.bottom,
        "return_to": _return_to(letter),
        "return_shows": window.return_line,
    }


LEFT_EDGE, EDGE = 22, 190
BESIDE = 114
"""Millimetres: what the writing keeps to, and where the facts begin beside a left window."""


def _return_to(letter: Letter) -> str:
    """Where the letter comes back to; no name: a window shows it to everybody."""
    office = letter.bureau
    ours = f"{office.street}, {office.postcode} {office.city}"
    place = card_of(letter.client, letter.brand).address or ours
    return word("return", letter.language, place=place)


def _window(message: Message, letter: Letter) -> list[str]:
    """Name and address as they show in the window of the envelope."""
    address = _address(message, letter)
    street = f"{address.get('street', '')} {address.get('number', '')}".strip()
    town = f"{address.get('postcode', '')}{formats.NO_BREAK} {address.get('city', '')}".strip()
    if message.channel == Channel.POST and not (street and address.get("city")):
        raise CannotWrite("There is no address to write to.")
    abroad = letter.home != letter.bureau.country
    country = Locale("en").territories.get(letter.home.upper(), "") if abroad else ""
    lines = [addressee(letter.name, letter.language), street, town.upper(), country.upper()]
    return [line for line in lines if line.strip()]


def addressed(message: Message, letter: Letter) -> str:
    """Return to whom a notice is written, in one line, for the mail that has no window."""
    return word("to", letter.language, name=", ".join(_window(message, letter)))


def _address(message: Message, letter: Letter) -> Mapping[str, Any]:
    """The address that the message goes to; one that goes by e-mail shows the known one."""
    point = message.contact_point
    if point is None or point.channel != PointChannel.POST:
        points = usable_points(message.case, letter.on)
        point = next((one for one in points if one.channel == PointChannel.POST), None)
    return point.open() if point else {}


def _foot(letter: Letter) -> list[str]:
    """What no letter can leave out: how to know it is real, who writes, and for whom."""
    language = letter.language
    never = "letter_never_own" if alone(letter) else "letter_never"
    lines = [
        creditor_line(letter),
        "" if letter.bureau.own_collection else who_we_are(letter),
        f"{word(never, language, client=letter.face)} "
        f"{word('letter_not_you', language, phone=letter.phone)} "
        f"{word('complaint_page', language)}",
    ]
    return [formats.glued(line) for line in lines if line]


def _logo(letter: Letter) -> dict[str, Any] | None:
    document = letter.brand.logo_document if letter.brand else None
    if document is None or document.media_type not in PICTURES:
        return None
    try:
        content = read(document)
    except DocumentGone:
        return None
    return {"format": PICTURES[document.media_type], "bytes": list(content)}
