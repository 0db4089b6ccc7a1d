"""A case with everything in it that was handed over, for the tests of its file."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from minnelijk.flow.words import (
    Basis,
    Channel,
    EntryKind,
    HoldKind,
    MessageState,
    Purpose,
)
from minnelijk.law.country import country
from minnelijk.law.kinds import DebtorKind
from minnelijk.law.notices import NoticeKind
from minnelijk.post.sending.outbox import send_due
from minnelijk.records.actions.core import Act, changing, record
from minnelijk.records.documents import store
from minnelijk.records.ids import reserve
from minnelijk.records.models import (
    Brand,
    Case,
    ContactPoint,
    Dispute,
    DisputeFile,
    DisputePart,
    Document,
    Evidence,
    HandOver,
    HandOverClaim,
    Hold,
    Inbound,
    Message,
    Notice,
    NoticeClaim,
    Partner,
    Wish,
)
from minnelijk.records.words import InboundKind, WishWord
from tests import world
from tests.post.acting import agreed, later

HANDED_AT = datetime(2026, 4, 7, 8, 0, tzinfo=UTC)
MADE_AT = datetime(2026, 4, 7, 8, 5, 30, tzinfo=UTC)
POSTED_AT = datetime(2026, 3, 13, 15, 20, tzinfo=UTC)
LETTER, PHOTO, REPLY = b"%PDF-1.7 the letter", b"\xff\xd8\xff a leak", b"Subject: Re\r\n\r\nhallo"
CENTS = 21_450
SECRET = "Onder ons: deze mevrouw huilde aan de telefoon."


@dataclass(frozen=True)
class Handed:
    """The hand-over and what the tests look for in its file."""

    case: Case
    row: HandOver
    notice: Notice
    letter: Document


def handed(cast: world.Cast, *, with_notice: bool = True) -> Handed:
    """Fatma Yildiz promised, disputed, paid a part, got her letter, and goes to an agency."""
    case = world.case(
        cast.delta,
        invoices=[world.Invoice("F-1001", 12_000), world.Invoice("F-1002", 14_450)],
    )
    Case.objects.filter(id=case.id).update(
        law_why={"conduct": "residence", "calendar": "residence", "contract_law": "client_card"}
    )
    _face(cast)
    agreed(case, cast.sanne)
    send_due("one", later(11))
    _disputed(case, cast)
    world.entry(case.claims.order_by("id")[0], EntryKind.PAYMENT, -5_000, on=date(2026, 3, 12))
    letter = store(cast.delta, "letter", LETTER, "application/pdf", "brief.pdf", POSTED_AT)
    notice = _notice(case, _letter(case, letter), with_notice=with_notice)
    _happened(case, cast)
    case.refresh_from_db()
    return Handed(case, _hand_over(case, cast, with_notice=with_notice), notice, letter)


def _face(cast: world.Cast) -> None:
    address = {"street": "Waterweg", "number": "1", "postcode": "8011 AA", "city": "Zwolle"}
    Brand.objects.filter(client=cast.delta).update(address=address)


def _disputed(case: Case, cast: world.Cast) -> None:
    dispute = Dispute(
        id=reserve(Dispute, 1)[0],
        case=case,
        reason="quality",
        asked_at=later(60),
        asked_by=cast.sanne,
        via=Channel.PAGE,
        answer_due_on=date(2026, 3, 12),
        answer="rejected",
        answered_by=cast.delta_seat,
        answered_at=later(600),
    )
    words = {"words": "De *kraan* lekt #let x = 1 <script>", "answer_words": "Dat is gemaakt."}
    dispute.close(words)
    dispute.save(force_insert=True)
    claim = case.claims.order_by("id")[0]
    DisputePart.objects.create(dispute=dispute, claim=claim, cents=1_000, upheld_cents=0)
    name = "../Kraan, keuken (één).JPG"
    photo = store(cast.delta, "dispute_file", PHOTO, "image/jpeg", name, later(60))
    DisputeFile.objects.create(dispute=dispute, document=photo, added_at=later(60))


def _letter(case: Case, document: Document) -> Message:
    point = ContactPoint.objects.get(debtor=case.debtor, channel="post")
    message = Message.objects.create(
        case=case,
        client=case.client,
        step="notice",
        occurrence=900,
        purpose=Purpose.NOTICE,
        channel=Channel.POST,
        basis=Basis.DUTY,
        language="nl",
        contact_point=point,
        facts={"use": "fourteen_days"},
        case_rev=0,
        made_at=POSTED_AT,
        state=MessageState.SENT,
        printed_on=date(2026, 3, 13),
        document=document,
        not_before_at=POSTED_AT,
    )
    Evidence.objects.create(
        message=message, document=document, sha256=document.sha256, sent_at=POSTED_AT
    )
    return message


def _notice(case: Case, message: Message, *, with_notice: bool) -> Notice:
    """The letter of fourteen days, its figures as the law counts them."""
    sent_on = date(2026, 3, 13)
    law = country("nl")
    costs = law.costs.of(kind=DebtorKind.CONSUMER, principal_cents=CENTS, on=sent_on, vat=True)
    term = law.notices.term(notice=NoticeKind.FOURTEEN_DAYS, sent_on=sent_on, channel="post")
    steps = [
        {"word": one.word, "source": one.source, "args": dict(one.args), "cents": one.cents}
        for one in costs.steps
    ]
    notice: Notice = Notice.objects.create(
        case=case,
        number=1,
        kind=NoticeKind.FOURTEEN_DAYS,
        channel=Channel.POST,
        language="nl",
        issued_on=sent_on,
        issued_at=POSTED_AT,
        message=message,
        principal_cents=CENTS,
        on_top_cents=costs.total_cents,
        figures={
            "steps": steps,
            "pack": {"version": law.pack_version, "sha256": law.pack_sha256},
        },
        sent_on=sent_on,
        first_on=term.first_on,
        last_on=term.last_on,
        charges_from=term.charges_from,
        charges_from_law=term.charges_from_law,
        **({} if with_notice else {"void_on": date(2026, 3, 20), "void_why": "returned"}),
    )
    for claim, cents in zip(case.claims.order_by("id"), (7_000, 14_450), strict=True):
        NoticeClaim.objects.create(
            notice=notice,
            claim=claim,
            kind=notice.kind,
            principal_cents=cents,
            void=not with_notice,
        )
    return notice


def _happened(case: Case, cast: world.Cast) -> None:
    """A note among ourselves, a wish, debt help that ended, and the letter in the chain."""
    with changing(case.id) as locked:
        record(locked, "note", Act(later(900), cast.sanne), note=SECRET)
        letter = Message.objects.get(case=case, purpose=Purpose.NOTICE)
        record(locked, "sent", Act(POSTED_AT, cast.sanne), args={"message": letter.id})
    wish = Wish(
        id=reserve(Wish, 1)[0],
        debtor=case.debtor,
        word=WishWord.REPRESENTATIVE,
        from_on=world.DAY,
    )
    wish.close({"name": "Mediator De Wit"})
    wish.save(force_insert=True)
    for number, kind in enumerate((HoldKind.DEBT_HELP, HoldKind.CLIENT_STOPPED)):
        Hold.objects.create(
            case=case,
            kind=kind,
            from_on=world.DAY,
            review_on=world.DAY,
            cause=f"test:{number}",
            made_at=world.AT,
            lifted_on=date(2026, 3, 10),
            lifted_why="person",
        )


def _hand_over(case: Case, cast: world.Cast, *, with_notice: bool) -> HandOver:
    notice = Notice.objects.get(case=case)
    partner = Partner.objects.create(
        name="Bureau Vervolg",
        country="nl",
        registration="WKI-000777",
        address={"street": "Plein", "number": "2", "postcode": "2511 CS", "city": "Den Haag"},
        phone="+31701234567",
        email="post@vervolg.example",
        from_on=world.DAY,
    )
    row: HandOver = HandOver.objects.create(
        case=case,
        client=case.client,
        partner=partner,
        handed_on=date(2026, 4, 7),
        made_at=HANDED_AT,
        made_by=cast.delta_seat,
        with_notice=with_notice,
        principal_cents=CENTS,
        on_top_cents=notice.on_top_cents if with_notice else 0,
        figures=notice.figures if with_notice else {},
        link_hash="11" * 32,
        code_hash="22" * 32,
    )
    for claim, cents in zip(case.claims.order_by("id"), (7_000, 14_450), strict=True):
        HandOverClaim.objects.create(hand_over=row, claim=claim, principal_cents=cents)
    return row


def answered(notice: Notice, content: bytes = REPLY) -> Inbound:
    """The debtor answered the message of a notice: that proves that it arrived."""
    client = notice.case.client
    document = store(client, "mail", content, "message/rfc822", "antwoord.eml", MADE_AT)
    Notice.objects.filter(id=notice.id).update(proof="reply", received_on=date(2026, 3, 16))
    made: Inbound = Inbound.objects.create(
        channel=Channel.EMAIL,
        fingerprint=b"r" * 16,
        received_at=datetime(2026, 3, 16, 9, 0, tzinfo=UTC),
        kind=InboundKind.REPLY,
        client=client,
        case=notice.case,
        message=notice.message,
        document=document,
    )
    return made


def leaks(content: bytes, *secrets: Any) -> list[str]:
    """Which of these stand in a file."""
    return [str(secret) for secret in secrets if str(secret).encode() in content]
