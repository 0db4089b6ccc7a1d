"""Letters become PDFs on their day: kept sealed, put out for the printer, made anew the next."""

from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

from minnelijk.flow.words import (
    ApprovalAnswer,
    Channel,
    MessageState,
    PointChannel,
    PointQuality,
)
from minnelijk.law.notices import NoticeKind
from minnelijk.post.paper.printing import folder_of, print_due
from minnelijk.post.sending.outbox import send_due
from minnelijk.records import documents
from minnelijk.records.actions import contact, letters
from minnelijk.records.actions.core import Act, changing
from minnelijk.records.models import Case, Message, TemplateVersion
from minnelijk.site.worker import Worker
from tests import world
from tests.post.lettering import lives, notice, with_card
from tests.records.noticing import law_is_signed, moment, run, says

pytestmark = pytest.mark.django_db

MONDAY, TUESDAY, WEDNESDAY = date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 4)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: object) -> Path:
    settings.PRINT_FOLDER = str(tmp_path / "print")  # type: ignore[attr-defined]
    return tmp_path / "print"


@pytest.fixture
def case(cast: world.Cast) -> Case:
    """Fatma owes 500.00; the law is read, the card is whole, and her client wants the letter."""
    law_is_signed(cast)
    with_card(cast.delta)
    version = world.policy(cast.delta, "notice_only")
    made = world.case(cast.delta, on=MONDAY, invoices=[world.Invoice("F-1", 50_000)])
    lives(made)
    Case.objects.filter(id=made.id).update(policy_version=version)
    run(MONDAY)
    says(made, ApprovalAnswer.YES, MONDAY, cast.delta_seat)
    run(MONDAY)
    made.refresh_from_db()
    return made


def letter(case: Case) -> Message:
    return Message.objects.get(case=case, channel="post")


def test_a_letter_is_printed_once_kept_sealed_and_put_out_for_the_printer(case: Case) -> None:
    first = print_due(moment(TUESDAY))
    again = print_due(moment(TUESDAY, 10))

    made = letter(case)
    assert (first, again) == (Counter(printed=1), Counter())
    assert (made.state, made.printed_on) == (MessageState.PRINTED, TUESDAY)
    assert made.document is not None
    pdf = documents.read(made.document)
    assert pdf.startswith(b"%PDF-1.7")
    assert made.document.kind == "letter"
    files = list(folder_of(TUESDAY).iterdir())
    assert [file.read_bytes() for file in files] == [pdf]
    assert files[0].name == f"{case}-fourteen_days-m{made.id}.pdf"
    assert folder_of(TUESDAY).stat().st_mode & 0o077 == 0


def test_what_nobody_posted_is_made_again_the_next_day_with_that_day_on_it(case: Case) -> None:
    print_due(moment(TUESDAY))
    old = letter(case).document

    done = print_due(moment(WEDNESDAY))

    made = letter(case)
    assert done == Counter(again=1, printed=1)
    assert (made.printed_on, made.state) == (WEDNESDAY, MessageState.PRINTED)
    assert made.document is not None and made.document != old
    assert not folder_of(TUESDAY).exists()
    assert len(list(folder_of(WEDNESDAY).iterdir())) == 1


def test_a_letter_that_was_posted_is_not_printed_again(case: Case, cast: world.Cast) -> None:
    print_due(moment(TUESDAY))
    letters.posted([letter(case).id], Act(moment(TUESDAY, 15), cast.sanne))

    assert print_due(moment(WEDNESDAY)) == Counter()
    assert letter(case).state == MessageState.SENT


def test_a_letter_to_an_address_that_fell_out_of_use_is_pulled_and_made_anew(
    case: Case, cast: world.Cast
) -> None:
    print_due(moment(TUESDAY))
    old, act = letter(case).contact_point, Act(moment(TUESDAY, 10), cast.sanne)
    assert old is not None
    with changing(case.id) as locked:
        contact.mark(locked, old, PointQuality.WRONG, act)
        there = {"street": "Nieuweweg", "number": "9", "postcode": "3512 AB", "city": "Utrecht"}
        new = contact.add_point(locked, PointChannel.POST, there, act, source="call")

    done = letters.posted([letter(case).id], Act(moment(TUESDAY, 15), cast.sanne))

    assert (done.sent, done.pulled) == ([], [(letter(case).id, "other_address")])
    assert not case.notices.filter(sent_on__isnull=False).exists()
    assert print_due(moment(TUESDAY, 16)) == Counter(printed=1)
    assert letter(case).contact_point == new


def test_a_letter_that_lacks_what_the_law_asks_for_stays_here_and_a_person_fills_it_in(
    case: Case, cast: world.Cast
) -> None:
    cast.delta.brands.update(address={})

    assert print_due(moment(TUESDAY)) == Counter(incomplete=1)
    assert print_due(moment(TUESDAY, 10)) == Counter()

    made = letter(case)
    item = case.work_items.get(task="notice_incomplete")
    event = case.events.get(kind="notice_incomplete")
    assert (made.state, made.why, made.document) == (
        MessageState.STOPPED,
        "notice_incomplete",
        None,
    )
    assert item.state == "open"
    assert event.args == {"kind": NoticeKind.FOURTEEN_DAYS, "missing": ["creditor"]}
    assert not folder_of(TUESDAY).exists()


def test_a_text_that_does_not_fill_stops_its_letter_and_no_other(
    case: Case, cast: world.Cast
) -> None:
    made = letter(case)
    broken = TemplateVersion.objects.get(id=made.template_version_id)
    TemplateVersion.objects.filter(id=broken.id).update(body=broken.body + "\n{{ nobody }}\n")

    assert print_due(moment(TUESDAY)) == Counter(not_written=1)

    made.refresh_from_db()
    assert (made.state, made.why) == (MessageState.STOPPED, "not_written")
    assert case.work_items.filter(task="text_broken").exists()


def test_without_an_address_nothing_is_printed(case: Case) -> None:
    case.debtor.points.filter(channel=PointChannel.POST).update(until_on=MONDAY)

    assert print_due(moment(TUESDAY)) == Counter(stopped=1)
    assert letter(case).why == "no_point"


def test_a_folder_that_cannot_be_written_keeps_no_letter_from_the_screen(
    case: Case, folder: Path
) -> None:
    folder.write_text("a file stands in the way")

    assert print_due(moment(TUESDAY)) == Counter(printed=1)
    assert letter(case).document is not None


def test_the_worker_prints_by_itself(case: Case) -> None:
    at = moment(TUESDAY)
    worker = Worker(lambda: at, "one")

    done = worker.turn()

    assert done["printed"] == 1
    assert worker.turn() == Counter()
    at = at + timedelta(days=1)
    assert worker.turn()["again"] == 1


def test_a_mailed_notice_that_lacks_what_the_law_asks_for_stays_here_too(
    case: Case, cast: world.Cast
) -> None:
    Message.objects.filter(id=letter(case).id).update(state=MessageState.STOPPED, step="before")
    mail = notice(case, NoticeKind.FOURTEEN_DAYS, way=Channel.EMAIL, extra_days=0)
    Message.objects.filter(id=mail.id).update(not_before_at=moment(MONDAY), made_at=moment(MONDAY))
    case.notices.update(message=mail, channel=Channel.EMAIL)
    cast.delta.brands.update(address={})

    assert send_due("one", moment(TUESDAY)) == Counter(incomplete=1)

    mail.refresh_from_db()
    assert (mail.state, mail.why) == (MessageState.STOPPED, "notice_incomplete")
