"""What the law asks for in a notice and is not in it: looked at before it leaves, by any way."""

from datetime import date

from minnelijk.flow.words import Purpose
from minnelijk.law.notices import NoticeKind
from minnelijk.post.words.letter import letter_of, values_of
from minnelijk.records.actions.notice_facts import missing_mentions
from minnelijk.records.models import Message


def missing_from(message: Message, on: date) -> list[str]:
    """Return the codes of what is missing in this notice; nothing for any other message.

    Raises CannotOpen, and LawRefusal where the law pack is open.
    """
    if message.purpose != Purpose.NOTICE:
        return []
    letter, kind = letter_of(message, on), NoticeKind(message.facts["notice"]["kind"])
    lacking = missing_mentions(message.case, kind, letter.body, values_of(letter), on)
    return [mention.code for mention in lacking]
