"""Two clients with everything in their cases: Delta's must stay unseen, Garage's is the visitor's.

One row or more of every kind that an address can name; `Home.ids` knows them by a word.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from minnelijk.flow.words import Channel, EntryCause, Outcome, Role
from minnelijk.records import documents
from minnelijk.records.actions import calls, payments, texts
from minnelijk.records.actions.agency_file import new_link
from minnelijk.records.actions.call_effects import Report
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.links import debtor_token
from minnelijk.records.models import (
    Account,
    Approval,
    BankLine,
    Brand,
    Case,
    Claim,
    Client,
    ClientNote,
    Dispute,
    HandOver,
    Hold,
    Inbound,
    ListJob,
    Message,
    Notice,
    Partner,
    Placement,
    PlacementRow,
    Policy,
    PrintBatch,
    Seat,
    Template,
    WorkItem,
)
from tests import world
from tests.records.at_desk import KNOWN
from tests.records.noticing import agency
from tests.records.scope_cast import one_of_everything
from tests.rooms.agency.agency_cast import HANDED_ON, NOW, handed_over
from tests.rooms.desk_cast import waits
from tests.rooms.portal_world import GOOD, signed_in, upload
from tests.world import Cast, Invoice

YESTERDAY = NOW.date() - timedelta(days=1)
TEXT = ("promise", "nl", Channel.EMAIL)
MAIL = b"From: x@post.example\r\nSubject: Re: afspraak\r\n\r\nIk betaal vrijdag.\r\n"


@dataclass
class Home:
    """One client, its people, and the ids of what is its own."""

    client: Client
    people: Seat
    partner: Partner
    partner_seat: Seat
    case: Case
    made: HandOver
    ids: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Sort:
    """What tells two homes apart on a page."""

    name: str
    phone: str
    email: str
    invoice: str
    cents: int
    number: int


OURS = Sort("Aurelia Vondelaar", "+31655501234", "aurelia@vondel.example", "QX-77881", 123_457, 0)
THEIRS = Sort("Boris Kwakernaat", "+31655509876", "boris@kwak.example", "ZW-11223", 45_600, 0)
"""Whose data is looked for everywhere, and who looks."""


def homes(cast: Cast) -> tuple[Home, Home]:
    """Write both; everything happened before `NOW`."""
    zuid = agency()
    made = handed_over(cast, zuid, name=OURS.name, email=OURS.email, phone=OURS.phone)
    ours = _home(cast, cast.delta, cast.delta_seat, OURS, zuid, made)
    other = agency(name="Incasso Elders")
    theirs = _home(cast, cast.garage, cast.charlie, THEIRS, other, None)
    return ours, theirs


def _home(
    cast: Cast, client: Client, people: Seat, sort: Sort, partner: Partner, made: HandOver | None
) -> Home:
    who = {"name": sort.name, "phone": sort.phone, "email": sort.email}
    case = world.case(client, invoices=[Invoice(sort.invoice, sort.cents)], on=YESTERDAY, **who)
    Case.objects.filter(id=case.id).update(number=sort.cents * 7)
    one_of_everything(case)
    case.refresh_from_db()
    if made is None:
        made = _raw_hand_over(case, partner)
    seat = world.seat(f"p{client.code}", Role.PARTNER, partner=partner)
    home = Home(client, people, partner, seat, case, made)
    home.ids |= {
        "case": case.id,
        "case_number": case.number,
        "code": client.code,
        "client": client.id,
        "hand_over": made.id,
        "partner_seat": seat.id,
        **_talk(cast, case),
        **_rows(home),
        **_papers(home, sort),
        **_office(home),
        **_links(home),
    }
    return home


def _raw_hand_over(case: Case, partner: Partner) -> HandOver:
    made = HandOver.objects.get(case=case)
    HandOver.objects.filter(id=made.id).update(partner=partner, sent_at=NOW)
    return HandOver.objects.get(id=made.id)


def _talk(cast: Cast, case: Case) -> dict[str, Any]:
    """A call with a promise, and a part of the money."""
    item, task = waits(case), waits(case)
    lease = {"leased_by": cast.sanne, "leased_until": NOW}
    WorkItem.objects.filter(id=item.id).update(**lease)
    act = Act(NOW - timedelta(hours=3), cast.sanne)
    report = Report(Outcome.PROMISE, identity=KNOWN, cents=12_000, day=NOW.date())
    logged = calls.log_call(case.id, report, act, item_id=item.id)
    paid = payments.book(case.id, 1_000, YESTERDAY, act, cause=EntryCause.REPORT, key="isolation")
    unclear = {"message": logged.message_id}
    asks = {"kind": "review", "task": "unclear_message", "reason_args": unclear, "step": "look"}
    WorkItem.objects.filter(id=task.id).update(**asks)
    return {
        "item": item.id,
        "task": task.id,
        "call": logged.call_id,
        "message": logged.message_id,
        "hold": Hold.objects.filter(case=case).order_by("id")[0].id,
        "entry": paid[0].id,
        "claim": Claim.objects.filter(case=case).order_by("id")[0].id,
    }


def _rows(home: Home) -> dict[str, Any]:
    """What one_of_everything wrote, by its word."""
    own = {"client": home.client}
    job = ListJob.objects.get(**own)
    placement = Placement.objects.get(id=job.placement_id)
    row = PlacementRow(placement=placement, place="rij 7", problems=[], state="waiting")
    row.save()
    row.close({"row": {"invoice": "QX-1"}, "problems": []})
    row.save()
    dispute = Dispute.objects.get(case=home.case)
    dispute.close({"words": "Dit klopt niet."})
    dispute.save()
    credit = ClientNote.objects.create(
        **own,
        case=home.case,
        kind="credit_unlinked",
        made_at=NOW,
        args={"claim": Claim.objects.filter(case=home.case).order_by("id")[0].id},
    )
    return {
        "job": job.id,
        "placement": placement.id,
        "row": row.id,
        "dispute": dispute.id,
        "approval": Approval.objects.filter(case=home.case).order_by("id")[0].id,
        "note": credit.id,
        "news": ClientNote.objects.filter(case=home.case, kind="claim_gone")[0].id,
        "line": BankLine.objects.get(account__client=home.client).id,
    }


def _papers(home: Home, sort: Sort) -> dict[str, Any]:
    """A letter with its PDF, a mail that came in, a notice of the client's own, a batch."""
    at, client, case = NOW - timedelta(hours=2), home.client, home.case
    said = sort.name.encode()
    pdf = documents.store(client, "letter", b"%PDF-1.7 " + said, "application/pdf", "b.pdf", at)
    mail = documents.store(client, "mail", MAIL + said, "message/rfc822", "m.eml", at)
    batch = PrintBatch.objects.create(
        day_on=NOW.date(), number=client.id % 30_000, made_at=at, document=pdf, count=1, pages=1
    )
    letter = Message.objects.create(
        case=case, client=client, channel="post", basis="ours", occurrence=7, purpose="step",
        language="nl", case_rev=0, made_at=at, state="printed", not_before_at=at,
        printed_on=NOW.date(),
        document=pdf, batch=batch,
    )  # fmt: skip
    answer = Inbound.objects.create(
        channel="email", fingerprint=b"in" + bytes(13) + bytes([client.id % 256]), received_at=at,
        kind="reply", client=client, case=case, document=mail,
    )  # fmt: skip
    notice = Notice.objects.create(
        case=case, number=9, kind="first_reminder", channel="email", language="nl",
        issued_on=YESTERDAY, issued_at=at, told_by_client=True, document=pdf, principal_cents=1,
    )  # fmt: skip
    return {
        "letter": letter.id,
        "batch": batch.id,
        "inbound": answer.id,
        "notice": notice.id,
        "document": pdf.id,
    }


def _office(home: Home) -> dict[str, Any]:
    """What waits for a manager: an account, a table, a text; and an agency of the client's own."""
    client = home.client
    account = Account.objects.create(
        client=client, iban=f"NL{20 + client.id}RABO0300065264", holder=client.name, proposed_at=NOW
    )
    body = f"Subject: Onze afspraak\nBeste {{{{ name }}}}, dit is van {client.name}."
    use, language, channel = TEXT
    saved, _problems = texts.save_template(
        client, use=use, language=language, channel=channel, body=body, act=Act(NOW)
    )
    Template.objects.filter(client=client, use="not_reached").delete()
    own = Partner.objects.create(
        client=client, name=f"Eigen bureau van {client.code}", country="nl", email="e@x.example",
        phone="+31201230000", registration="WKI-2", from_on=YESTERDAY,
    )  # fmt: skip
    return {
        "account": account.id,
        "policy": Policy.objects.filter(client=client).order_by("id")[0].id,
        "text_version": saved.id,
        "brand": Brand.objects.get(client=client).id,
        "own_partner": own.id,
        "seat": home.people.id,
    }


def _links(home: Home) -> dict[str, Any]:
    """What opens without a seat: the debtor's link, the agency's link, a list being checked."""
    token, code = new_link(home.made.id, Act(NOW))
    where = upload(signed_in(home.people), GOOD)
    return {
        "debtor_link": debtor_token(home.case.id, "a1b2c3"),
        "agency_link": token,
        "agency_code": code,
        "draft": where.rstrip("/").rpartition("/")[2],
    }


__all__ = ["HANDED_ON", "NOW", "OURS", "THEIRS", "Home", "homes"]
