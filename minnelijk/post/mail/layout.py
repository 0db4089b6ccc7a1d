"""The look of a mail: blocks become one table of 600 points, and plain text in the same order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from html import escape
from pathlib import Path

from mjml import mjml2html

from minnelijk.flow.markup import Block, BlockKind, Span
from minnelijk.post.mail.sections import columns, joined
from minnelijk.post.mail.slots import Kind, Slots, cut
from minnelijk.post.words.formats import NO_BREAK, glued
from minnelijk.records.colours import contrast, ink_on

FRAME = Path(__file__).parent / "mail.mjml"
MARK_OPEN, MARK_CLOSE = "\ue000", "\ue001"
"""Stand around what follows a form on screen; no text can hold them."""


@dataclass(frozen=True, slots=True)
class Bank:
    """Where to pay, as it reads; `ask`, `holder`, `label` and `scan` are words of the language."""

    iban: str
    holder: str
    label: str
    reference: str
    ask: str
    scan: str
    alt: str
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One invoice: what it is, what it was for, how much; `due` is only told in a notice."""

    name: str
    what: str
    amount: str
    due: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything that the look needs; no row of the database comes this far."""

    language: str
    subject: str
    face: str
    accent: str
    ink: str
    logo: str
    blocks: Sequence[Block]
    bank: Bank | None
    lines: Sequence[Line]
    total: Line
    footer: Sequence[Sequence[tuple[str, str]]]
    """The locked lines: each a row of words with their address ("" where they are no link)."""


def text_of(sheet: Sheet) -> str:
    """Return the plain text, in the order of the HTML."""
    parts = [part for block in sheet.blocks if (part := _plain_block(block, sheet))]
    parts.append("-- \n" + "\n".join(map(_plain_line, sheet.footer)))
    text = "\n\n".join(parts).replace(NO_BREAK, " ")
    return text.replace(MARK_OPEN, "").replace(MARK_CLOSE, "") + "\n"


def _plain_block(block: Block, sheet: Sheet) -> str:
    if block.kind is BlockKind.BUTTON:
        return f"{block.text}:\n{block.link}"
    if block.kind in {BlockKind.INVOICES, BlockKind.CLAIMS}:
        return "\n".join(f"- {_plain_invoice(line)}" for line in _lines(block, sheet))
    if block.kind is BlockKind.BANK:
        return "\n".join(_bank_lines(sheet.bank)) if sheet.bank else ""
    return block.plain


def _lines(block: Block, sheet: Sheet) -> list[Line]:
    """A notice tells of every invoice also its last day, and closes the list with the sum."""
    if block.kind is BlockKind.INVOICES:
        return [replace(line, due="") for line in sheet.lines]
    whole = [
        replace(line, what=" · ".join(part for part in (line.what, line.due) if part))
        for line in sheet.lines
    ]
    return [*whole, sheet.total]


def _plain_invoice(line: Line) -> str:
    return (
        f"{line.name}: {line.what}, {line.amount}" if line.what else f"{line.name}: {line.amount}"
    )


def _plain_line(line: Sequence[tuple[str, str]]) -> str:
    pieces = (f"{words}: {link}" if link else words for words, link in line)
    return " ".join(pieces).replace("?: ", "? ")


def _bank_lines(bank: Bank) -> list[str]:
    return [bank.ask, bank.iban, bank.holder, f"{bank.label} {bank.reference}"]


def html_of(sheet: Sheet) -> str:
    """Return the HTML of the mail; every value is escaped here.

    Mails of one text and brand have all but their values in common, so the frame around these is
    made once and filled many times.
    """
    slots = Slots()
    slotted = _slotted(sheet, slots)
    body = joined(_body(slotted))
    source = _template()
    for name, part in (
        ("{{language}}", escape(sheet.language)),
        ("{{subject}}", slots.put(sheet.subject, Kind.AS_IS)),
        ("{{accent}}", escape(sheet.accent)),
        ("{{head}}", _head(slotted)),
        ("{{body}}", body),
        ("{{footer}}", "".join(map(_footer_line, slotted.footer))),
    ):
        source = source.replace(name, part)
    html = slots.filled(_frame(source))
    return html.replace(MARK_OPEN, "<mark>").replace(MARK_CLOSE, "</mark>")


@lru_cache(maxsize=512)
def _frame(source: str) -> tuple[str, ...]:
    """The HTML of a frame, cut where values go."""
    return cut(mjml2html(source))


def _slotted(sheet: Sheet, slots: Slots) -> Sheet:
    """The same sheet with marks where its values go."""
    return replace(
        sheet,
        face=slots.put(sheet.face),
        logo=slots.put(sheet.logo, Kind.AS_IS),
        blocks=[_slotted_block(sheet, number, slots) for number in range(len(sheet.blocks))],
        bank=_slotted_bank(sheet.bank, slots) if sheet.bank else None,
        lines=[_slotted_line(line, slots) for line in sheet.lines],
        total=_slotted_line(sheet.total, slots),
        footer=[
            [(slots.put(words), slots.put(link, Kind.AS_IS)) for words, link in line]
            for line in sheet.footer
        ],
    )


def _slotted_block(sheet: Sheet, number: int, slots: Slots) -> Block:
    """A bold piece stays one; words before the invoices lose their colon."""
    block = sheet.blocks[number]
    following = sheet.blocks[number + 1] if number + 1 < len(sheet.blocks) else None
    heads = following is not None and following.kind is BlockKind.INVOICES
    *before, last = block.spans or (Span(""),)
    text = "".join(_slotted_span(span, Kind.WORDS, slots) for span in before)
    text += _slotted_span(last, Kind.NO_COLON if heads else Kind.WORDS, slots)
    return replace(block, text=text, link=slots.put(block.link, Kind.AS_IS))


def _slotted_span(span: Span, kind: Kind, slots: Slots) -> str:
    mark = slots.put(span.text, kind)
    return f"**{mark}**" if span.bold and mark else mark


def _slotted_bank(bank: Bank, slots: Slots) -> Bank:
    words = ("iban", "holder", "label", "reference", "ask", "scan")
    put = {name: slots.put(getattr(bank, name)) for name in words}
    as_is = {name: slots.put(getattr(bank, name), Kind.AS_IS) for name in ("alt", "picture")}
    return replace(bank, **put, **as_is)


def _slotted_line(line: Line, slots: Slots) -> Line:
    return replace(
        line,
        **{name: slots.put(getattr(line, name)) for name in ("name", "what", "amount", "due")},
    )


@cache
def _template() -> str:
    return FRAME.read_text(encoding="utf-8")


def _safe(text: str) -> str:
    return escape(glued(text)).replace("\n", "<br />")


def _head(sheet: Sheet) -> str:
    """The client's name, and its logo in a white box of its own: dark screens keep it readable."""
    name = f'<td class="ink name">{_safe(sheet.face)}</td>'
    if not sheet.logo:
        return f"<tr>{name}</tr>"
    alt = escape(f"Logo {sheet.face}")
    picture = f'<img src="{escape(sheet.logo)}" alt="{alt}" height="40" class="picture" />'
    return f'<tr><td class="logo">{picture}</td><td class="gap">&nbsp;</td>{name}</tr>'


def _body(sheet: Sheet) -> Iterator[str]:
    """One section after another; a button and the bank details under it share one."""
    waiting: Block | None = None
    for number, block in enumerate(sheet.blocks):
        following = sheet.blocks[number + 1] if number + 1 < len(sheet.blocks) else None
        if block.kind is BlockKind.BUTTON and _is_bank(following, sheet):
            waiting = block
        elif block.kind is BlockKind.BANK:
            yield _pay(waiting, sheet) if sheet.bank else ""
            waiting = None
        else:
            yield _section(block, sheet, heading=following)


def _is_bank(block: Block | None, sheet: Sheet) -> bool:
    return block is not None and block.kind is BlockKind.BANK and sheet.bank is not None


def _section(block: Block, sheet: Sheet, *, heading: Block | None) -> str:
    if block.kind is BlockKind.FRAME:
        return (
            '<mj-section css-class="paper" padding="4px 32px 12px"><mj-column border-radius="10px"'
            ' css-class="frame" border="2px solid #182022" padding="16px 20px">'
            f'<mj-text css-class="ink" padding="0" font-size="19px">{_spans(block)}</mj-text>'
            "</mj-column></mj-section>"
        )
    if block.kind is BlockKind.BUTTON:
        return columns(_button(block, sheet))
    if block.kind in {BlockKind.INVOICES, BlockKind.CLAIMS}:
        lines = _lines(block, sheet)
        rows = "".join(_row(line, last=line is lines[-1]) for line in lines)
        return columns(f'<mj-table css-class="ink">{rows}</mj-table>' if rows else "")
    words = _spans(block)
    if heading is not None and heading.kind is BlockKind.INVOICES:
        words = f"<b>{words.rstrip(':')}</b>"
    return columns(f'<mj-text css-class="ink">{words}</mj-text>')


def _spans(block: Block) -> str:
    big = block.kind is BlockKind.FRAME
    style = ' style="font-size:22px;line-height:30px;"' if big else ""
    return "".join(
        f"<b{style}>{_safe(span.text)}</b>" if span.bold else _safe(span.text)
        for span in block.spans
    )


def _button(block: Block, sheet: Sheet) -> str:
    edge = "" if contrast(sheet.accent, "#ffffff") >= 3 else ' border="2px solid #182022"'
    return (
        f'<mj-button href="{escape(block.link)}" background-color="{escape(sheet.accent)}"'
        f' color="{escape(ink_on(sheet.accent, sheet.ink))}"{edge}>{_safe(block.text)}</mj-button>'
    )


def _pay(button: Block | None, sheet: Sheet) -> str:
    """Button, bank details, QR code: side by side, under each other on a phone."""
    bank = sheet.bank
    assert bank is not None  # noqa: S101 - the caller asked
    left = (_button(button, sheet) if button else "") + (
        f'<mj-text css-class="ink" padding="8px 0 8px">{_safe(bank.ask)}<br />'
        f'<b class="hold">{_safe(bank.iban)}</b><br />{_safe(bank.holder)}<br />'
        f'{_safe(bank.label)} <b class="hold">{_safe(bank.reference)}</b></mj-text>'
    )
    if not bank.picture:
        return columns(left)
    right = (
        f'<mj-image src="{escape(bank.picture)}" alt="{escape(bank.alt)}" width="144px" />'
        f'<mj-text mj-class="soft" css-class="soft" align="center">{_safe(bank.scan)}</mj-text>'
    )
    return (
        f'<mj-section css-class="paper"><mj-column width="64%">{left}</mj-column>'
        f'<mj-column width="36%">{right}</mj-column></mj-section>'
    )


def _row(line: Line, *, last: bool) -> str:
    edge = "row" if last else "row rule"
    what = f'<br /><span class="soft small">{_safe(line.what)}</span>' if line.what else ""
    return (
        f'<tr><td class="{edge}">{_safe(line.name)}{what}</td>'
        f'<td align="right" valign="top" class="hold {edge}">'
        f"{_safe(line.amount)}</td></tr>"
    )


def _footer_line(line: Sequence[tuple[str, str]]) -> str:
    pieces = [
        f'<a class="soft" href="{escape(link)}">{_safe(words)}</a>' if link else _safe(words)
        for words, link in line
    ]
    return f'<mj-text mj-class="soft" css-class="soft">{" ".join(pieces)}</mj-text>'
