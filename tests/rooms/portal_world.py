"""The cast with the shipped texts, and people of clients in front of the portal."""

from datetime import UTC, datetime
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client as Browser

from minnelijk.flow.facts import Happened
from minnelijk.flow.words import Channel, DisputeReason, Happening, Question
from minnelijk.records.actions import disputes, happenings
from minnelijk.records.actions.core import Act, by_tick, changing, plan_again, tell_client
from minnelijk.records.actions.policies import install_shipped
from minnelijk.records.models import Approval, Case, Dispute, Seat
from tests import world

AT = datetime(2026, 3, 5, 9, 30, tzinfo=UTC)
"""Thursday morning in Amsterdam, as the cast begins."""

HEAD = "Debiteurnummer;Naam;Factuurnummer;Factuurdatum;Vervaldatum;Openstaand;Telefoon;E-mail"
GOOD = "10001;F. el Amrani;F-1;01-01-2026;15-01-2026;118,40;0612345678;f@post.example"
ALSO = "10002;B. Claes;F-2;02-01-2026;16-01-2026;64,00;0612345679;b@post.example"
BAD = "10003;W. Postma;F-3;03-01-2026;17-01-2026;12,5o;0612345670;w@post.example"


def everybody() -> world.Cast:
    """Write the cast and the shipped texts."""
    cast = world.cast()
    install_shipped(by_tick(AT))
    return cast


def signed_in(seat: Seat) -> Browser:
    browser = Browser()
    browser.force_login(seat.user)
    return browser


def act_of(seat: Seat, at: datetime = AT) -> Act:
    return Act(at, by=seat)


def csv(*rows: str, name: str = "lijst.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, "\n".join([HEAD, *rows]).encode())


def upload(browser: Browser, *rows: str) -> str:
    """Upload a list and return the address of its check."""
    answer = browser.post("/klant/aanleveren/", {"file": csv(*rows)})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def start(browser: Browser, where: str, **more: str) -> Any:
    return browser.post(where, {"what": "start", "feed_on": "2026-03-05", **more})


def words(answer: Any) -> str:
    return str(answer.content.decode())


def disputed(case: Case, cents: int) -> Dispute:
    with changing(case.id) as locked:
        said = disputes.Objection(
            DisputeReason.AMOUNT, "Ik ben verhuisd.", {locked.claims.get().id: cents}
        )
        made = disputes.object_to(locked, said, by_tick(AT), via=Channel.CALL)
        plan_again(locked, world.DAY)
    return made


def said_paid(case: Case) -> None:
    with changing(case.id) as locked:
        happened = Happened(Happening.PAID_CLAIMED, world.DAY, cause="call:1")
        happenings.happen(locked, happened, by_tick(AT))
        plan_again(locked, world.DAY)


def asked(case: Case, occurrence: int = 50) -> Approval:
    with changing(case.id) as locked:
        made = Approval.objects.create(
            client_id=locked.client_id,
            case=locked,
            question=Question.ENGAGE,
            occurrence=occurrence,
            cents=locked.open_cents,
            claims=[claim.number for claim in locked.claims.all()],
            asked_at=AT,
            asked_on=world.DAY,
        )
        tell_client(locked, "asked", by_tick(AT))
        plan_again(locked, world.DAY)
    return made


def do(browser: Browser, case: Case, verb: str, **told: object) -> Any:
    return browser.post(f"/klant/zaken/{case.number}/doe/{verb}/", told)


def press(browser: Browser, case: Case, verb: str) -> Any:
    return browser.post(f"/klant/zaken/{case.number}/knop/{verb}/")


def open_cents(case: Case) -> int:
    return Case.objects.values_list("open_cents", flat=True).get(id=case.id)
