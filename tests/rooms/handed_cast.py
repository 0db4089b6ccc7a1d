"""A case whose letter is on the post, and the same one at an agency, as the desk finds it."""

import re
from datetime import date

from django.test import Client as Browser

from minnelijk.records.actions import agency as agencies
from minnelijk.records.actions.core import Act, by_tick
from minnelijk.records.actions.texts import install_texts
from minnelijk.records.models import Case
from tests import world
from tests.records.noticing import MONDAY, at_agency, law_is_signed, letter_posted, moment

LATER = date(2026, 3, 30)


def scene() -> world.Cast:
    """The cast with the shipped texts, and the law read by a lawyer."""
    everybody = world.cast()
    install_texts(by_tick(moment(MONDAY)))
    law_is_signed(everybody)
    return everybody


def noticed(cast: world.Cast) -> Case:
    """Fatma's letter of fourteen days is on the post since Tuesday."""
    return letter_posted(cast)


def handed(cast: world.Cast) -> Case:
    """Fatma's case lies at Incasso Zuid, as its number Z-77."""
    case = noticed(cast)
    made = at_agency(case, cast)
    agencies.acknowledge(made.id, "Z-77", Act(moment(date(2026, 3, 26))))
    case.refresh_from_db()
    return case


def text(page: str) -> str:
    """What a person reads, on one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", page.replace("\N{NO-BREAK SPACE}", " ")).split())


def file_of(visitor: Browser, case: Case) -> str:
    """The file of a case, as read."""
    answer = visitor.get(f"/bel/zaak/{case.id}/dossier/")
    assert answer.status_code == 200
    return text(answer.content.decode())
