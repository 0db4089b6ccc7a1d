"""A mail of ready pieces is the very mail that the library would have written."""

from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest

from minnelijk.post.mail.enclosures import Enclosed
from minnelijk.post.mail.mime import Envelope, wire_bytes
from minnelijk.post.mail.render import Image, Rendered, mail_of

AT = datetime(2026, 3, 5, 9, 30, tzinfo=UTC)
HEADERS = {
    "Message-ID": "<m12.0123456789abcdef@delta.example>",
    "Auto-Submitted": "auto-generated",
    "Content-Language": "nl",
}
LOGO = Image("logo", "logo.png", "image/png", bytes(range(256)) * 9)
CODE = Image("qr", "qr.png", "image/png", b"\x89PNG" + bytes(700))
PAPER = Enclosed("D12-brief.pdf", b"%PDF-1.7\r\n" + bytes(range(256)) * 4)
TEXTS = {
    "plain": "Beste mevrouw,\n\nDank u wel.\n",
    "accents": "Vóór 5 maart: € 120,00 – niet 'later'.\n\n\n",
    "dots": ".\n.hidden\n..\nFrom the start\n--=_m_alternative\n",
    "blanks": "ends in a blank \nends in a tab\t\n  begins with two\n\x0bodd\n",
    "long": "woord " * 400 + "\n" + "x" * 3_000 + "\n",
    "equals": "a=b & c=3D\n=\n=20 =_m_related\n",
    "no end": "no line end",
}
NAMES = {
    "Delta": "Uw afspraak",
    "Müller, Zoon & Co.": "Onze afspraak – één bericht",
    'De "Beste" Winkel': "Een bericht van Sanne van de klantenservice van Waterbedrijf Delta, " * 3,
    "水": "水" * 60,
}


def both(rendered: Rendered, name: str = "Delta") -> tuple[EmailMessage, EmailMessage]:
    """The mail as we write it and as the library does, read again."""
    about: dict[str, Any] = {"name": name, "address": "post@delta.example", "to": "f@post.example"}
    ours = wire_bytes(Envelope(**about, at=AT), rendered)
    theirs = bytes(mail_of(rendered, **about, at=AT))
    return read(ours), read(theirs)


def read(content: bytes) -> EmailMessage:
    mail = message_from_bytes(content, policy=default)
    assert isinstance(mail, EmailMessage)
    return mail


def shape(mail: EmailMessage) -> list[tuple[Any, ...]]:
    """Every part: what it is, what it is called, and what is in it."""
    return [
        (
            part.get_content_type(),
            part.get_content_charset(),
            part.get_content_disposition(),
            part.get_filename(),
            part["Content-ID"],
            None if part.is_multipart() else part.get_payload(decode=True),
            list(part.defects),
        )
        for part in mail.walk()
    ]


def named(mail: EmailMessage) -> dict[str, str]:
    skipped = {"content-type", "content-transfer-encoding"}
    return {name.lower(): value for name, value in mail.items() if name.lower() not in skipped}


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize(
    ("images", "enclosed"), [((), ()), ((LOGO,), ()), ((LOGO, CODE), (PAPER,)), ((), (PAPER,))]
)
def test_every_part_is_the_same_as_the_library_writes(
    text: str, images: tuple[Image, ...], enclosed: tuple[Enclosed, ...]
) -> None:
    html = f"<p>{TEXTS[text]}</p>\n"
    rendered = Rendered("Uw afspraak", TEXTS[text], html, images, HEADERS, enclosed)

    ours, theirs = both(rendered)

    assert unended(shape(ours)) == unended(shape(theirs))
    assert named(ours) == named(theirs)


def unended(parts: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """The library adds a line end to a text without one; nobody sees the difference."""
    return [
        (*part[:5], part[5].replace(b"\r\n", b"\n").rstrip(b"\n"), part[6])
        if part[0].startswith("text/")
        else part
        for part in parts
    ]


@pytest.mark.parametrize("name", NAMES)
def test_names_and_subjects_read_the_same(name: str) -> None:
    ours, theirs = both(Rendered(NAMES[name], "Hallo\n", "<p>Hallo</p>\n", (), HEADERS), name)

    assert named(ours) == named(theirs)
    assert ours["From"].addresses[0].display_name == name


@pytest.mark.parametrize("text", TEXTS)
def test_every_line_fits_the_wire(text: str) -> None:
    content = wire_bytes(
        Envelope("Delta", "post@delta.example", "f@post.example", AT),
        Rendered("水" * 60, TEXTS[text], TEXTS[text], (LOGO,), HEADERS),
    )

    lines = content.split(b"\r\n")
    assert content.isascii()
    assert content.count(b"\n") == len(lines) - 1
    assert max(map(len, lines)) <= 78


def test_an_answer_goes_where_it_is_told() -> None:
    envelope = Envelope("Delta", "d@x.example", "f@post.example", AT, reply_to="post@delta.example")

    mail = read(wire_bytes(envelope, Rendered("Hallo", "Hallo\n", "<p>Hallo</p>\n")))

    assert mail["Reply-To"] == "post@delta.example"
