"""What a client may not write to a debtor."""

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from minnelijk.flow.sentences import MAX_CHARACTERS, sentence_problem

REFUSED = {
    "link": gettext_noop("Laat links en mailadressen weg. Die vertrouwt niemand in een mail."),
    "iban": gettext_noop("Laat het rekeningnummer weg. Het goede nummer staat al in de mail."),
    "costs": gettext_noop("Schrijf niets over kosten of rente. Die zijn er in deze fase niet."),
    "agency": gettext_noop("Schrijf niets over een incassobureau. Leg alleen de rekening uit."),
    "court": gettext_noop("Schrijf niets over een rechter of deurwaarder."),
    "threat": gettext_noop("Schrijf het vriendelijk, zonder druk. Leg alleen de rekening uit."),
}
OVERLAP = 60


def words_problem(words: str) -> str:
    """Return what must go out of the client's answer, or ""; days and amounts may be told."""
    for piece in _pieces(words):
        reasons = (sentence_problem(piece), sentence_problem(re.sub(r"[\d€$£]", "", piece)))
        for reason in reasons:
            if reason in REFUSED:
                return _(REFUSED[reason])
    return ""


def _pieces(words: str) -> list[str]:
    """Windows that overlap: what is forbidden may not hide on an edge."""
    text = " ".join(words.split())
    step = MAX_CHARACTERS - OVERLAP
    return [text[at : at + MAX_CHARACTERS] for at in range(0, max(len(text), 1), step)]
