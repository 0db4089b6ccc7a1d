"""A case whose letter is on the post, and the same one at an agency, as the desk finds it."""

import re
from datetime import date

from django.test import Client as Browser

from minnelijk.flow.words import ApprovalAnswer
from minnelijk.records.actions import agency as agencies
from minnelijk.records.actions.core import Act, by_tick
from minnelijk.records.actions.texts import install_texts
from minnelijk.records.models import Case, HandOver
from tests import world
from tests.records.noticing import agency, law_is_signed, letter, moment, posts, run, says

MONDAY, POSTED, LATER = date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 30)


def scene() -> world.Cast:
    """The cast with the shipped texts, and the law read by a lawyer."""
    everybody = world.cast()
    install_texts(by_tick(moment(MONDAY)))
    law_is_signed(everybody)
    return everybody


def noticed(cast: world.Cast) -> Case:
    """Fatma's letter of fourteen days is on the post since Tuesday."""
    version = world.policy(cast.delta, "notice_only")
    made = world.case(cast.delta, on=MONDAY, invoices=[world.Invoice("F-1", 50_000)])
    Case.objects.filter(id=made.id).update(policy_version=version)
    run(MONDAY)
    says(made, ApprovalAnswer.YES, MONDAY, cast.delta_seat)
    run(MONDAY)
    posts(letter(made), POSTED, cast.sanne)
    made.refresh_from_db()
    return made


def handed(cast: world.Cast) -> Case:
    """Fatma's case lies at Incasso Zuid, as its number Z-77."""
    case = noticed(cast)
    run(date(2026, 3, 18))
    says(case, ApprovalAnswer.YES, date(2026, 3, 18), cast.delta_seat, partner=agency())
    run(date(2026, 3, 25))
    made = HandOver.objects.get(case=case)
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
