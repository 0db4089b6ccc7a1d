"""The file of a hand-over, made from the records: whole, true, checked, and nothing beside it."""

import json
import zipfile
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest

from minnelijk.files.bundle import check, verify
from minnelijk.flow.words import EntryKind
from minnelijk.post.hand_over.bundle import DoesNotFit, file_name, make_bundle
from minnelijk.records import documents
from minnelijk.records.models import Case, Claim, Event, Evidence, HandOver, Notice
from tests import world
from tests.post.handed import (
    LETTER,
    MADE_AT,
    PHOTO,
    REPLY,
    SECRET,
    Handed,
    answered,
    handed,
    leaks,
)
from tests.post.server import MailServer


@pytest.fixture
def over(cast: world.Cast, mail_server: MailServer) -> Handed:
    assert mail_server
    return handed(cast)


def unzipped(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def told(data: bytes) -> Any:
    return json.loads(unzipped(data)["case.json"])


def test_the_file_of_a_case_fits_as_a_whole(over: Handed) -> None:
    found = check(make_bundle(over.row, MADE_AT))

    assert found.problems == ()
    assert (found.messages, found.reference) == (2, str(over.case))
    assert found.events == Event.objects.filter(case=over.case).count()


def test_the_same_records_give_the_same_bytes(over: Handed) -> None:
    first = make_bundle(over.row, MADE_AT)

    assert make_bundle(HandOver.objects.get(id=over.row.id), MADE_AT) == first
    assert make_bundle(over.row, MADE_AT + timedelta(seconds=2)) != first


def test_the_index_is_a_pdf_that_people_can_read(over: Handed) -> None:
    index = unzipped(make_bundle(over.row, MADE_AT))["index.pdf"]

    assert index.startswith(b"%PDF-1.7")
    assert b"/Lang" in index  # read aloud in the right language


def test_the_name_of_the_file_names_nobody(over: Handed) -> None:
    assert file_name(over.row) == "D-1-2026-04-07.zip"


def test_every_message_is_there_as_it_was_sent(over: Handed) -> None:
    files = unzipped(make_bundle(over.row, MADE_AT))

    mail, letter = Evidence.objects.order_by("sent_at")
    assert files["messages/001-promise.eml"] == documents.read(mail.document)
    assert files["messages/002-fourteen_days.pdf"] == LETTER
    assert b"Fatma" in files["messages/001-promise.eml"]
    assert letter.sha256 in files["case.json"].decode()


def test_the_proof_of_sending_names_the_answer_and_the_day_of_posting(over: Handed) -> None:
    files = unzipped(make_bundle(over.row, MADE_AT))

    mail, letter = json.loads(files["proofs/sending.json"])["messages"]
    assert mail["server_answer"].startswith("250")
    assert mail["mail_id"]
    assert (letter["printed_on"], letter["sent_on"]) == ("2026-03-13", "2026-03-13")
    assert letter["event"] == Event.objects.filter(case=over.case).latest("seq").seq


def test_the_proof_of_receipt_lies_beside_it(over: Handed) -> None:
    answered(over.notice)

    files = unzipped(make_bundle(over.row, MADE_AT))

    (receipt,) = json.loads(files["proofs/receipts.json"])["notices"]
    assert (receipt["proof"], receipt["received_on"]) == ("reply", "2026-03-16")
    assert files[receipt["answers"][0]["file"]] == REPLY


def test_a_paper_of_a_dispute_gets_a_name_that_unpacks_everywhere(over: Handed) -> None:
    data = make_bundle(over.row, MADE_AT)

    assert unzipped(data)["documents/001-kraan-keuken-een.jpg"] == PHOTO
    assert told(data)["disputes"][0]["files"] == ["documents/001-kraan-keuken-een.jpg"]


def test_the_case_says_what_is_owed_and_how_it_was_counted(over: Handed) -> None:
    case = told(make_bundle(over.row, MADE_AT))

    first, second = case["claims"]
    assert (first["principal_cents"], first["open_cents"]) == (12_000, 7_000)
    assert (second["invoice_number"], second["open_cents"]) == ("F-1002", 14_450)
    hand_over = case["hand_over"]
    assert (hand_over["principal_cents"], hand_over["on_top_cents"]) == (21_450, 4_840)
    assert hand_over["claims"][0] == {"claim": 1, "principal_cents": 7_000, "notices": [1]}
    assert hand_over["no_notice_nothing_on_top"] is False
    assert "€\xa048,40" in hand_over["sentence"]
    step = hand_over["figures"][0]
    assert step["word"] == "costs.first_tier"
    assert step["sentence"] == "15% van de eerste €\xa0214,50: €\xa032,18."
    assert step["source"]
    assert len(hand_over["law_pack"]["sha256"]) == 64


def test_the_case_says_which_law_counts_and_why(over: Handed) -> None:
    law = told(make_bundle(over.row, MADE_AT))["law"]

    assert (law["conduct"]["country"], law["conduct"]["why"]) == ("nl", "residence")
    assert law["contract"]["sentence"] == "Dat staat op de kaart van de schuldeiser."


def test_the_case_says_who_is_who_and_who_speaks_for_the_debtor(over: Handed) -> None:
    case = told(make_bundle(over.row, MADE_AT))

    assert case["creditor"]["address"]["city"] == "Zwolle"
    assert case["account"]["iban"] == "NL91ABNA0417164300"
    assert case["agency"]["registrations"] == [
        {"kind": "wki", "number": "WKI-000777", "country": "nl"}
    ]
    debtor = case["debtor"]
    assert debtor["name"] == "Fatma Yildiz"
    post = next(one for one in debtor["points"] if one["channel"] == "post")
    assert post["value"] == "Lindelaan 14, 3512 JE Utrecht"
    assert debtor["wishes"][0]["name"] == "Mediator De Wit"
    assert [one["kind"] for one in case["situations"]] == ["debt_help"]


def test_the_contacts_have_the_first_name_of_the_agent_and_their_message(over: Handed) -> None:
    contacts = told(make_bundle(over.row, MADE_AT))["contacts"]

    call = next(one for one in contacts if one["channel"] == "call")
    mail = next(one for one in contacts if one["channel"] == "email")
    assert (call["agent"], call["outcome"], call["reach"]) == ("Sanne", "promise", "right")
    assert mail["message"] == 1


def test_without_a_notice_that_stands_the_file_says_so_twice(
    cast: world.Cast, mail_server: MailServer
) -> None:
    assert mail_server
    over = handed(cast, with_notice=False)

    data = make_bundle(over.row, MADE_AT)

    hand_over = told(data)["hand_over"]
    assert verify(data) == []
    assert hand_over["no_notice_nothing_on_top"] is True
    assert hand_over["sentence"] == (
        "Er is geen aanmaning: er is niets verschuldigd bovenop de hoofdsom."
    )
    assert hand_over["sentence_en"] == "No notice, nothing on top due."
    assert told(data)["notices"][0]["void"] == {"on": "2026-03-20", "why": "returned"}


def test_nothing_stands_in_it_that_is_not_the_agencys(
    cast: world.Cast, mail_server: MailServer, over: Handed
) -> None:
    """The same person at another client, notes among ourselves, our people, keys and links."""
    assert mail_server
    other = world.case(cast.noord, person=over.case.person, invoices=[world.Invoice("GN-77", 99)])

    files = unzipped(make_bundle(over.row, MADE_AT))

    secrets = [
        *(SECRET, "Groothandel", "GN-77", "people.example", world.BIRTH_ON, "17 april"),
        *("Daan", over.row.link_hash, over.row.code_hash, "client_stopped", "person_id"),
    ]
    for name, content in files.items():
        assert leaks(content, *secrets) == [], name
    assert other.person_id == over.case.person_id


def test_the_chain_in_it_is_that_of_the_case(over: Handed) -> None:
    files = unzipped(make_bundle(over.row, MADE_AT))

    over.case.refresh_from_db()
    chain = json.loads(files["case.json"])["events"]
    assert (chain["count"], chain["head"]) == (over.case.seq, bytes(over.case.head).hex())
    noted = [one for one in json.loads(files["events.json"])["events"] if one["note_commit"]]
    assert [one["kind"] for one in noted] == ["note"]


def test_money_after_the_hand_over_is_in_the_ledger_and_the_file_still_fits(over: Handed) -> None:
    on = date(2026, 4, 8)
    world.entry(Claim.objects.get(number="F-1002"), EntryKind.PAYMENT, -14_450, on=on)

    data = make_bundle(over.row, datetime(2026, 4, 8, 12, 0, tzinfo=UTC))

    assert told(data)["claims"][1]["open_cents"] == 0
    assert verify(data) == []


def test_a_message_that_was_erased_is_named_and_no_more(over: Handed) -> None:
    documents.erase(over.letter, date(2026, 4, 1))

    data = make_bundle(over.row, MADE_AT)

    gone = told(data)["messages"][1]
    assert verify(data) == []
    assert (gone["file"], gone["sha256"]) == ("", over.letter.sha256)


def test_a_message_that_should_be_there_and_is_not_stops_the_file(over: Handed) -> None:
    place = next(documents.place(over.letter).parent.glob(f"*-{over.letter.id}"))
    place.unlink()

    with pytest.raises(documents.DocumentGone):
        make_bundle(over.row, MADE_AT)


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda over: HandOver.objects.update(principal_cents=30_000), "its claims 21450"),
        (lambda over: Notice.objects.update(last_on=over.row.handed_on), "no lapsed one covers"),
        (lambda over: Case.objects.filter(id=over.case.id).update(seq=1), "does not end where"),
    ],
)
def test_records_that_contradict_themselves_make_no_file(
    over: Handed, spoil: Any, sentence: str
) -> None:
    spoil(over)

    with pytest.raises(DoesNotFit, match=sentence):
        make_bundle(HandOver.objects.get(id=over.row.id), MADE_AT)
