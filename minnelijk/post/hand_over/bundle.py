"""Makes the file of a hand-over: gathered, with its index as PDF, and checked before it leaves."""

import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from threading import Lock

from minnelijk.files.bundle import Problem, verify, write
from minnelijk.files.bundle.case import Dossier
from minnelijk.post.hand_over.bundle_index import page_of
from minnelijk.post.hand_over.bundle_words import say
from minnelijk.post.paper.typesetting import compiler
from minnelijk.records.bundle_of import bundle_of
from minnelijk.records.models import HandOver

SHEET = Path(__file__).parent / "bundle.typ"
STANDARDS = ["a-2a", "ua-1"]
ONE_AT_A_TIME = Lock()


class DoesNotFit(Exception):
    """What the records say of a hand-over contradicts itself: no agency gets that, a person looks.

    The sentences hold no names, only numbers and names of files.
    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(" ".join(str(problem) for problem in problems))
        self.problems = tuple(problems)


def make_bundle(hand_over: HandOver, at: datetime) -> bytes:
    """Return the zip of one hand-over as it stands at this moment.

    The same records and moment give the same bytes. Raises DoesNotFit, and DocumentGone or
    CannotOpen where a stored message or document is not there or does not open.
    """
    gathered = bundle_of(hand_over, at, say)
    index = index_of(gathered.dossier)
    made = write(gathered.dossier, gathered.events, index, gathered.files)
    problems = verify(made)
    if problems:
        raise DoesNotFit(problems)
    return made


def file_name(hand_over: HandOver) -> str:
    """Return the name of the zip, without personal data."""
    return f"{hand_over.case}-{hand_over.handed_on}.zip"


def index_of(dossier: Dossier) -> bytes:
    """Return the index of a dossier as PDF: the same bytes for the same facts."""
    with ONE_AT_A_TIME:
        made = compiler(SHEET).compile(
            format="pdf",
            sys_inputs={"page": json.dumps(page_of(dossier))},
            pdf_standards=STANDARDS,  # type: ignore[arg-type]
            timestamp=int(dossier.made_at.timestamp()),
        )
    if not isinstance(made, bytes):
        raise TypeError("The index came in pages and not as one PDF.")
    return made
