"""What bureau and agency told each other, as its reader sees it: words, or what happened."""

from django.utils.translation import gettext

from minnelijk.records.actions.agency_notes import MISTAKE
from minnelijk.records.models import AgencyNote
from minnelijk.rooms.parts.sentences import UnknownWord, say


def told_words(note: AgencyNote) -> str:
    """Return the words of a note; news that we gave by itself is said in the reader's language."""
    opened = note.open()
    news = str(opened.get("news", ""))
    return _news(news) if news else str(opened.get("words", ""))


def _news(word: str) -> str:
    if word == MISTAKE:
        return gettext("Het bericht hiervoor was een vergissing.")
    try:
        return say(word, of="Happening")
    except UnknownWord:
        return say(word, of="HoldKind")
