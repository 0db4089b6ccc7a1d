"""How a mail is built: for Outlook, Gmail and Apple Mail, without pictures, on dark screens."""

import re
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from html.parser import HTMLParser
from typing import Any

import pytest

from minnelijk.flow.words import Channel
from minnelijk.law.dated import LawRefusal
from minnelijk.law.notices import NoticeKind
from minnelijk.post.mail.preview import Wording, mail_tried
from minnelijk.post.mail.render import mail_of
from minnelijk.records import documents
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.texts import install_texts
from minnelijk.records.models import Brand, Case, TemplateVersion
from minnelijk.site.demo import logos
from tests import world

GMAIL_CUTS_AT = 100_000
IBAN = "NL91 ABNA 0417 1643 00"
BELGIAN = {NoticeKind.FIRST_REMINDER, NoticeKind.BELGIAN_NOTICE}
REMOTE = re.compile(r"(?:src|background|srcset)\s*=\s*[\"']?https?:|url\(\s*['\"]?https?:|@import")


class Tags(HTMLParser):
    """The tags of a page with their attributes, and its words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.tags if name == tag]

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).replace("\u00a0", " ").split())


@pytest.fixture
def cases(cast: world.Cast) -> dict[str, Case]:
    """One case in each country, of clients with a logo."""
    install_texts(Act(world.AT))
    for client in (cast.delta, cast.webshop):
        picture = logos.png("#0b5fa5", logos.drop)
        logo = documents.store(client, "logo", picture, "image/png", "logo", world.AT)
        Brand.objects.filter(client=client).update(logo_document=logo)
    day = world.DAY - timedelta(days=1)
    other = {"name": "Jan Peeters", "email": "jan@post.example"}
    return {"nl": world.case(cast.delta, on=day), "be": world.case(cast.webshop, on=day, **other)}


def wordings(**which: str) -> Iterator[Wording]:
    rows = TemplateVersion.objects.filter(template__layer="shipped", template__channel="email")
    for row in rows.filter(**which).select_related("template").order_by("template__use"):
        yield Wording(row.template.use, Channel.EMAIL, row.template.language, row.body)


def written(wording: Wording, cases: dict[str, Case]) -> EmailMessage:
    """The whole mail, as it goes on the wire."""
    case = cases["be" if wording.use in BELGIAN else "nl"]
    rendered = mail_tried(case, wording, world.AT, "")
    mail = mail_of(
        rendered, name="Delta", address="a@delta.example", to="b@post.example", at=world.AT
    )
    read = message_from_bytes(bytes(mail), policy=default)
    assert isinstance(read, EmailMessage)
    return read


def part(mail: EmailMessage, kind: str) -> str:
    found = mail.get_body(preferencelist=(kind,))
    assert found is not None
    return str(found.get_content()).replace("\r\n", "\n")


def pictures(mail: EmailMessage) -> dict[str, Any]:
    return {
        str(one["Content-ID"]).strip("<>"): one
        for one in mail.walk()
        if one.get_content_maintype() == "image"
    }


def test_every_shipped_mail_holds_what_each_mail_program_needs(cases: dict[str, Case]) -> None:
    seen = 0
    for wording in wordings(template__language="nl"):
        mail = written(wording, cases)
        html = part(mail, "html")
        seen += 1

        assert len(html.encode()) < GMAIL_CUTS_AT, wording.use
        assert not REMOTE.search(html), wording.use
        assert "prefers-color-scheme: dark" in html, wording.use
        assert 'name="color-scheme" content="light dark"' in html, wording.use
        assert "<!--[if mso" in html, wording.use
        assert not re.search(r"display:\s*(flex|grid)|position:\s*(fixed|absolute)", html)
        page = Tags(html)
        assert not {"script", "form", "iframe", "object", "video", "link"} & {
            name for name, attrs in page.tags if "fonts" not in str(attrs.get("href"))
        }, wording.use
        assert page.all("html")[0]["lang"] == "nl"
    assert seen >= 25


def test_every_picture_is_in_the_mail_and_has_words(cases: dict[str, Case]) -> None:
    for wording in wordings(template__use__in=["promise", "still_open", "thanks"]):
        mail = written(wording, cases)
        inside = pictures(mail)

        shown = Tags(part(mail, "html")).all("img")
        sources = [str(one["src"]) for one in shown]

        assert "cid:logo" in sources
        assert {source.removeprefix("cid:") for source in sources} == set(inside)
        assert all(str(one.get("alt") or "").strip() for one in shown), wording.language
        assert not {"0", "1"} & {
            str(one.get(side)) for one in shown for side in ("width", "height")
        }


def test_everything_in_the_code_stands_beside_it_in_words(cases: dict[str, Case]) -> None:
    for wording in wordings(template__use="promise"):
        mail = written(wording, cases)

        assert "qr" in pictures(mail)
        for words in (Tags(part(mail, "html")).text, part(mail, "plain").replace("\u00a0", " ")):
            assert IBAN in words
            assert "Waterbedrijf Delta" in words
            assert str(cases["nl"]) in words
            assert "120,00" in words or "120.00" in words


def test_the_plain_part_comes_first_and_says_the_same_in_the_same_order(
    cases: dict[str, Case],
) -> None:
    for wording in wordings(template__use__in=["promise", "fourteen_days"]):
        if wording.use in set(NoticeKind) and wording.language != "nl":
            continue
        mail = written(wording, cases)
        kinds = [
            one.get_content_type() for one in mail.walk() if one.get_content_maintype() == "text"
        ]

        assert kinds == ["text/plain", "text/html"]
        plain, page = part(mail, "plain"), Tags(part(mail, "html")).text
        assert "<" not in plain.replace("<https", "")
        told = [line for line in plain.split("\n\n") if len(line) > 30 and line[0] != "-"]
        told = [line for line in told if "\n" not in line][:6]
        places = [page.find(" ".join(line.replace("**", "").split())[:30]) for line in told]
        assert len(places) >= 3
        assert -1 not in places
        assert places == sorted(places)


def test_without_pictures_the_name_is_there_all_the_same(cases: dict[str, Case]) -> None:
    [wording] = wordings(template__use="promise", template__language="nl")

    page = Tags(part(written(wording, cases), "html"))

    assert page.text.index("Waterbedrijf Delta") < page.text.index("Beste")
    assert any(str(one.get("alt")) == "Logo Waterbedrijf Delta" for one in page.all("img"))


def test_a_button_is_a_cell_with_a_colour_so_that_outlook_draws_it(
    cases: dict[str, Case],
) -> None:
    [wording] = wordings(template__use="promise", template__language="nl")

    html = part(written(wording, cases), "html")

    accent = Brand.objects.get(client=cases["nl"].client).colours["accent"]
    assert f'bgcolor="{accent}"' in html


def test_all_mails_of_a_law_can_be_looked_at_in_their_own_country(cases: dict[str, Case]) -> None:
    refused = []
    for wording in wordings(template__use__in=sorted(NoticeKind), template__language="nl"):
        try:
            written(wording, cases)
        except LawRefusal as problem:
            refused.append(f"{wording.use}: {problem}")

    assert refused == []
