"""A case at an agency, with its file made, and a browser on each side of the door."""

from datetime import date, datetime
from typing import Any

from django.http import HttpResponse
from django.test import Client as Browser

from minnelijk.flow.words import ApprovalAnswer, Role
from minnelijk.post.hand_over.handing import make_due
from minnelijk.records.actions import agency_file
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.texts import install_texts
from minnelijk.records.models import Case, HandOver, Partner, PolicyVersion, Seat
from tests import world
from tests.records.noticing import law_is_signed, letter, moment, posts, run, says

MONDAY = date(2026, 3, 2)
HANDED_ON = date(2026, 3, 25)
NOW = moment(date(2026, 3, 26), 10)
FATMA = ("Fatma", "Yildiz", "214,50", "F-1001", "3512", "yildiz")
"""What tells of the debtor; nothing of it may stand where nobody should read it."""


def scene() -> world.Cast:
    cast = world.cast()
    install_texts(Act(world.AT))
    law_is_signed(cast)
    return cast


def handed_over(cast: world.Cast, partner: Partner, **more: Any) -> HandOver:
    """Fatma's case by the letter alone, through every step to this agency, file and all."""
    known = PolicyVersion.objects.filter(policy__client=cast.delta, policy__name="notice_only")
    version = known.first() or world.policy(cast.delta, "notice_only")
    invoices = more.pop("invoices", [world.Invoice("F-1001", 21_450)])
    made = world.case(cast.delta, on=MONDAY, invoices=invoices, **more)
    Case.objects.filter(id=made.id).update(policy_version=version)
    run(MONDAY)
    says(made, ApprovalAnswer.YES, MONDAY, cast.delta_seat)
    run(MONDAY)
    posts(letter(made), date(2026, 3, 3), cast.sanne)
    run(date(2026, 3, 18))
    says(made, ApprovalAnswer.YES, date(2026, 3, 18), cast.delta_seat, partner=partner)
    run(HANDED_ON)
    make_due(moment(HANDED_ON, 7))
    return HandOver.objects.get(case=made)


def somebody(name: str, partner: Partner) -> Seat:
    """Somebody who works at this agency."""
    return world.seat(name, Role.PARTNER, partner=partner)


def at_work(seat: Seat) -> Browser:
    visitor = Browser(headers={"accept-language": "nl"})
    visitor.force_login(seat.user)
    return visitor


def link_to(made: HandOver, at: datetime = NOW) -> tuple[str, str]:
    """The address and the code that the client passes on."""
    token, code = agency_file.new_link(made.id, Act(at))
    return f"/overdracht/{token}/", code


def opened(url: str, code: str) -> Browser:
    visitor = Browser(headers={"accept-language": "nl"})
    visitor.post(url, {"code": code})
    return visitor


def text_of(answer: HttpResponse) -> str:
    return answer.content.decode()
