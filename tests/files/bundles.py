"""A hand-over file as the tests need it: one case with everything in it, and ways to spoil it."""

import json
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256
from io import BytesIO
from typing import Any

from minnelijk.files.bundle.case import Chain, Dossier, Recorded, Schema
from minnelijk.files.bundle.owed import (
    Claim,
    Entry,
    Figure,
    Handed,
    HandOver,
    LawPack,
    Notice,
    Part,
)
from minnelijk.files.bundle.parties import (
    Account,
    Address,
    Debtor,
    LawChoice,
    Laws,
    Party,
    Point,
    Registered,
    Wish,
)
from minnelijk.files.bundle.told import (
    Attached,
    Contact,
    Dispute,
    DisputedPart,
    Instalment,
    Message,
    Promise,
    Situation,
)
from minnelijk.files.bundle.writing import sealed, write, zipped
from minnelijk.files.chain import CHAIN_START, Link, event_hash

MADE_AT = datetime(2026, 4, 7, 8, 30, tzinfo=UTC)
OPENED_AT = datetime(2026, 2, 2, 9, 0, tzinfo=UTC)
LETTER, LETTER_NAME = b"%PDF-1.7 a letter as it was posted", "messages/001-notice.pdf"
PHOTO, PHOTO_NAME = b"\xff\xd8 a broken tap", "documents/001-kraan.jpg"
HOME = Address("Lindelaan", "14", "3512 JE", "Utrecht", "nl")
SEAT = Address("Kade", "12", "1012 AB", "Amsterdam", "nl")
PACK = LawPack("nl", "2026.11", "ab" * 32)
STEP = Figure("costs.first_tier", "15% van de eerste € 214,50: € 32,18.", "Bik art. 2", {}, 3218)


def party(name: str) -> Party:
    return Party(
        name=name,
        country="nl",
        enterprise_no="68750110",
        address=SEAT,
        phone="+31201234567",
        email="hallo@vriendt.example",
        website="",
        registrations=(Registered("wki", "WKI-000123", "nl"),),
    )


def debtor() -> Debtor:
    return Debtor(
        number_at_creditor="K00001",
        name="Fatma Yildiz",
        kind="consumer",
        enterprise_no="",
        country="nl",
        language="nl",
        careful=False,
        points=(
            Point(1, "email", "fatma@post.example", None, "good", OPENED_AT.date(), None),
            Point(2, "post", "Lindelaan 14", HOME, "good", OPENED_AT.date(), None),
        ),
        wishes=(Wish("only_writing", "", "", date(2026, 3, 6), None),),
    )


def claim() -> Claim:
    return Claim(
        number=1,
        invoice_number="F-1001",
        kind="invoice",
        invoice_on=date(2026, 1, 5),
        last_on=date(2026, 1, 19),
        last_day_agreed=True,
        description="Water, 4e kwartaal",
        contract="",
        vat_cents=None,
        principal_cents=26_450,
        open_cents=21_450,
        disputed_cents=0,
        withdrawn_on=None,
    )


def entry(kind: str, cents: int, on: date = date(2026, 2, 2)) -> Entry:
    at = datetime(on.year, on.month, on.day, 9, 0, tzinfo=UTC)
    return Entry(1, kind, cents, on, at, on, "import")


def notice() -> Notice:
    return Notice(
        number=1,
        kind="fourteen_days",
        channel="post",
        language="nl",
        claims=(Part(1, 21_450),),
        principal_cents=21_450,
        on_top_cents=4_000,
        issued_on=date(2026, 3, 9),
        sent_on=date(2026, 3, 9),
        received_on=None,
        proof="",
        first_on=date(2026, 3, 12),
        last_on=date(2026, 3, 30),
        charges_from=date(2026, 3, 31),
        charges_from_law=date(2026, 3, 26),
        extra_days=0,
        told_by_creditor=False,
        message=1,
        files=(LETTER_NAME,),
        figures=(STEP,),
        law_pack=PACK,
        void=None,
    )


def hand_over() -> HandOver:
    return HandOver(
        made_at=datetime(2026, 4, 7, 8, 0, tzinfo=UTC),
        handed_on=date(2026, 4, 7),
        with_notice=True,
        no_notice_nothing_on_top=False,
        sentence="Bovenop de hoofdsom komt € 40,00.",
        sentence_en="EUR 40.00 comes on top of the principal.",
        claims=(Handed(1, 21_450, (1,)),),
        principal_cents=21_450,
        on_top_cents=4_000,
        total_cents=25_450,
        figures=(STEP,),
        law_pack=PACK,
    )


def attached(name: str, what: str, content: bytes) -> Attached:
    media = "application/pdf" if what == "message" else "image/jpeg"
    return Attached(name, what, media, sha256(content).hexdigest(), len(content))


def events() -> list[Recorded]:
    """Three links of a chain, hashed as the house does it."""
    rows, head = [], CHAIN_START
    for seq, kind in enumerate(("opened", "call", "sent"), 1):
        args = {"cents": 26_450, "names": ["é", {"b": True, "a": None}]}
        link = Link(9, seq, OPENED_AT.date(), OPENED_AT, kind, "machine", args=args)
        head = event_hash(head, link)
        said = {name: getattr(link, name) for name in Link._fields if name != "case_id"}
        rows.append(Recorded(**{**said, "note_commit": None}, hash=head.hex()))
    return rows


def dossier() -> Dossier:
    rest = Instalment(1, 5_000, date(2026, 2, 16), None, "kept", date(2026, 2, 18))
    here = LawChoice("nl", "residence", "Hier woont wie de rekening kreeg.")
    sent_at = datetime(2026, 3, 9, 15, 0, tzinfo=UTC)
    letter = attached(LETTER_NAME, "message", LETTER)
    return Dossier(
        schema=Schema(),
        made_at=MADE_AT,
        reference="D-1",
        currency="EUR",
        bureau=party("Vriendt Incasso"),
        creditor=party("Waterbedrijf Delta"),
        account=Account("NL91ABNA0417164300", "", "Waterbedrijf Delta"),
        agency=party("Bureau Vervolg"),
        debtor=debtor(),
        law=Laws(here, here, here, ""),
        claims=(claim(),),
        ledger=(entry("principal", 26_450), entry("payment", -5_000, date(2026, 2, 16))),
        notices=(notice(),),
        hand_over=hand_over(),
        promises=(
            Promise(
                *(date(2026, 2, 9), "call", 5_000, (1,), (rest,)),
                *("kept", date(2026, 2, 18), None, None),
            ),
        ),
        disputes=(
            Dispute(
                reason="quality",
                words="De kraan lekt.",
                asked_at=OPENED_AT,
                via="page",
                rest_agreed=False,
                parts=(DisputedPart(1, 1_000, 0),),
                answer="rejected",
                answer_words="Dat is gemaakt.",
                answered_at=OPENED_AT,
                withdrawn_at=None,
                files=(PHOTO_NAME,),
            ),
        ),
        situations=(Situation("debt_help", date(2026, 2, 3), None, date(2026, 2, 5)),),
        contacts=(
            Contact(
                *(OPENED_AT, OPENED_AT.date(), "call", "out", "right", "promise"),
                *("Sanne", 240, 1, None),
            ),
        ),
        messages=(
            Message(
                *(1, "notice", "fourteen_days", "post", "nl", sent_at, "sent", None, None, 2),
                file=LETTER_NAME,
                sha256=letter.sha256,
            ),
        ),
        files=(letter, attached(PHOTO_NAME, "document", PHOTO)),
        events=Chain("events.json", 9, 3, events()[-1].hash),
    )  # fmt: skip


def bundle(case: Dossier | None = None, rows: list[Recorded] | None = None) -> bytes:
    """The whole file, as the house writes it."""
    files = {LETTER_NAME: LETTER, PHOTO_NAME: PHOTO}
    return write(case or dossier(), rows or events(), b"%PDF-1.7 index", files)


def unzipped(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_files(contents: Mapping[str, bytes]) -> bytes:
    """The zip of these files; checksums and manifest stay as they are."""
    return zipped(contents, MADE_AT)


def resealed(contents: Mapping[str, bytes]) -> bytes:
    """The zip of somebody who changed files and then counted the checksums anew."""
    kept = {n: c for n, c in contents.items() if n not in ("checksums.sha256", "manifest.json")}
    return zipped(sealed(kept, MADE_AT), MADE_AT)


def retold(change: Callable[[Any], object], file: str = "case.json") -> bytes:
    """A resealed bundle of which one JSON file says something else."""
    contents = unzipped(bundle())
    said = json.loads(contents[file])
    change(said)
    return resealed({**contents, file: json.dumps(said).encode()})


def with_hand_over(**changes: Any) -> Dossier:
    return replace(dossier(), hand_over=replace(hand_over(), **changes))
