"""The mail that an agent sees while the debtor is on the line is the mail that leaves."""

import re
from datetime import date

import pytest

from minnelijk.post.mail.render import render_promise_preview
from minnelijk.post.paper.qr import bank_qr
from minnelijk.post.sending.outbox import send_due
from minnelijk.records.models import Event, Message, Promise
from tests import world
from tests.post.acting import WEEK_LATER, agreed, later, with_logo
from tests.post.server import MailServer

LINKS = re.compile(r"https://incasso\.example/r/[^/]+/")


def test_the_preview_is_what_leaves(cast: world.Cast, mail_server: MailServer) -> None:
    with_logo(cast.delta)
    case = world.case(cast.delta)

    html, text, subject = render_promise_preview(
        case, 12_000, WEEK_LATER, "Tot ziens.", world.DAY, seat=cast.sanne
    )
    agreed(case, cast.sanne, sentence="Tot ziens.")
    send_due("one", later(11))

    [mail] = mail_server.mails
    assert subject == mail.subject
    assert LINKS.sub("", text).split() == LINKS.sub("", mail.text).split()
    assert html.count("<mark>") == 3
    assert "data:image/png;base64," in html


def test_the_preview_stores_nothing(cast: world.Cast) -> None:
    case = world.case(cast.delta)
    before = Event.objects.filter(case=case).count()

    render_promise_preview(case, 5_000, date(2026, 3, 10), "", world.DAY)

    assert (Promise.objects.count(), Message.objects.count()) == (0, 0)
    assert Event.objects.filter(case=case).count() == before


def test_marks_stand_around_what_the_form_says(cast: world.Cast) -> None:
    case = world.case(cast.delta)

    marked, _, _ = render_promise_preview(case, 5_000, WEEK_LATER, "", world.DAY)
    plain, _, _ = render_promise_preview(case, 5_000, WEEK_LATER, "", world.DAY, marks=False)

    assert re.findall(r"<mark>(.*?)</mark>", marked.replace("\N{NO-BREAK SPACE}", " ")) == [
        "€ 50,00",
        "donderdag 12 maart",
    ]
    assert "<mark>" not in plain


@pytest.mark.parametrize(
    ("holder", "iban", "cents", "reference"),
    [
        ("Delta", "NL91ABNA0417164301", 100, "D-1"),
        ("Delta", "", 100, "D-1"),
        ("Delta", "NL91ABNA0417164300", 0, "D-1"),
        ("", "NL91ABNA0417164300", 100, "D-1"),
        ("D" * 71, "NL91ABNA0417164300", 100, "D-1"),
        ("Delta", "NL91ABNA0417164300", 100, ""),
    ],
)
def test_a_code_that_might_pay_somebody_else_is_not_made(
    holder: str, iban: str, cents: int, reference: str
) -> None:
    assert bank_qr(holder=holder, iban=iban, cents=cents, reference=reference) is None


def test_a_line_end_in_a_name_adds_no_line_to_the_code() -> None:
    one = bank_qr(
        holder="Delta\nNL02ABNA0123456789", iban="NL91ABNA0417164300", cents=1, reference="D"
    )
    other = bank_qr(
        holder="Delta NL02ABNA0123456789", iban="NL91ABNA0417164300", cents=1, reference="D"
    )

    assert one == other
