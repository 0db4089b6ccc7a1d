"""What goes with a mail: a notice as a letter, a copy of one that went by post, an invoice."""

from dataclasses import dataclass
from datetime import date

from minnelijk.flow.words import Channel, Purpose
from minnelijk.post.paper.paper_letter import letter_name, render_letter
from minnelijk.post.words.letter import CannotWrite
from minnelijk.records.documents import read
from minnelijk.records.models import Message


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A PDF with a mail."""

    name: str
    content: bytes


def enclosures(message: Message, on: date) -> list[Enclosed]:
    """Return what is attached to this message. Raises CannotWrite, CannotOpen and DocumentGone."""
    if message.channel != Channel.EMAIL:
        return []
    if message.purpose == Purpose.NOTICE:
        return [Enclosed(letter_name(message), render_letter(message, on))]
    if message.purpose == Purpose.NOTICE_COPY:
        return [_copied(message)]
    if message.purpose == Purpose.COPY:
        return [_invoice(message)]
    return []


def _invoice(message: Message) -> Enclosed:
    """The client's own copy of the invoice, as it gave it."""
    if message.document is None:
        raise CannotWrite("There is no copy to send.")
    return Enclosed(f"{message.case}-m{message.id}.pdf", read(message.document))


def _copied(message: Message) -> Enclosed:
    """The very bytes that went on the post, never a letter made again."""
    letters = Message.objects.filter(case=message.case, id=message.facts.get("letter"))
    letter = letters.select_related("document", "case").first()
    if letter is None or letter.document is None:
        raise CannotWrite("There is no letter to send a copy of.")
    return Enclosed(letter_name(letter), read(letter.document))
