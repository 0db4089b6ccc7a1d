"""Notices and copies by mail: whole in their body, with the letter as a PDF."""

from email import message_from_bytes
from typing import Any

import pytest

from minnelijk.flow.words import Channel, MessageState, Purpose
from minnelijk.law.notices import NoticeKind
from minnelijk.post.mail.render import render
from minnelijk.post.paper.paper_letter import letter_name, render_letter
from minnelijk.post.sending.outbox import write
from minnelijk.post.words.letter import CannotWrite
from minnelijk.records.documents import store
from minnelijk.records.models import Message
from tests import world
from tests.post import lettering
from tests.post.lettering import at_home


def attached(message: Message) -> dict[str, bytes]:
    mail = message_from_bytes(write(message, world.AT).content)
    return {
        str(part.get_filename()): bytes(part.get_payload(decode=True))
        for part in mail.walk()
        if part.get_content_type() == "application/pdf"
    }


def test_a_notice_by_mail_is_whole_in_its_body_and_carries_its_letter(cast: world.Cast) -> None:
    case = at_home(cast.delta, 2)
    more = {"way": Channel.EMAIL, "costs": lettering.COSTS}
    notice = lettering.notice(case, NoticeKind.FOURTEEN_DAYS, **more)

    rendered = render(notice, world.DAY)
    text = " ".join(rendered.text.split())

    assert rendered.subject == f"Een bericht voor u over nummer {case}"
    for words in (
        "Aan: Mevrouw Fatma Yildiz, Biltstraat 48, 3512 JK UTRECHT",
        "Betaal € 83,75 binnen 15 dagen nadat deze e-mail bij u is bezorgd.",
        "Rekening F-1001, 11 december 2025: water 1 · te betalen uiterlijk 25 december 2025, ",
        "Dit betaalt u nu: € 83,75",
        "incassokosten bij. Die zijn € 40,00.",
        "NL91 ABNA 0417 1643 00",
        "Waterweg 1, 3500 AA Utrecht · 020 111 22 33 · rekening@delta.example · KvK 12345678",
        "Wki-nummer WKI-000123",
        "hallo@vriendt.example",
    ):
        assert words in text, words
    assert "25 december 2025" in rendered.html.replace("\xa0", " ")
    assert attached(notice) == {letter_name(notice): render_letter(notice, world.DAY)}


def test_the_copy_of_a_letter_is_the_letter_that_was_posted(cast: world.Cast) -> None:
    case = at_home(cast.delta)
    letter = lettering.notice(case, NoticeKind.DEFAULT)
    posted = store(cast.delta, "letter", b"%PDF-posted", "application/pdf", "l.pdf", world.AT)
    Message.objects.filter(id=letter.id).update(document=posted, state=MessageState.SENT)
    facts = letter.facts | {"letter": letter.id}
    more: dict[str, Any] = {"way": Channel.EMAIL, "purpose": Purpose.NOTICE_COPY}

    copy = lettering.message(case, "notice_copy", facts, **more)
    french = lettering.message(case, "notice_copy", facts, language="fr", **more)

    assert attached(copy) == {letter_name(letter): b"%PDF-posted"}
    assert "tellen vanaf de brief, niet vanaf deze mail" in render(copy, world.DAY).text
    assert render(french, world.DAY).headers["Content-Language"] == "fr"
    assert "n'est pas pour vous" in render(french, world.DAY).text


def test_a_copy_without_its_letter_does_not_leave(cast: world.Cast) -> None:
    case = at_home(cast.delta)
    facts = lettering.facts_of_notice(case, NoticeKind.DEFAULT, Channel.POST, "nl")
    copy = lettering.message(
        case, "notice_copy", facts, way=Channel.EMAIL, purpose=Purpose.NOTICE_COPY
    )

    with pytest.raises(CannotWrite, match="no letter"):
        render(copy, world.DAY)
