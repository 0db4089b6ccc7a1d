"""Whatever the bytes of a mail are, it is read; every character set, and every wrong one."""

import base64
import quopri
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minnelijk.files.mails import Kind, read

CHARSETS = [
    ("utf-8", "Één café € 20"),
    ("iso-8859-1", "Één café"),
    ("iso-8859-15", "Één café € 20"),
    ("windows-1252", "Één café € 20 – “ja”"),
    ("cp850", "Één café"),
    ("utf-16", "Één café € 20"),
    ("koi8-r", "Завтра"),
    ("iso-8859-9", "Şen, Ağaç"),
]


@pytest.mark.parametrize(("charset", "words"), CHARSETS)
@pytest.mark.parametrize("coded", ["base64", "quoted-printable"])
def test_every_character_set_is_read(charset: str, words: str, coded: str) -> None:
    plain = words.encode(charset)
    body = base64.encodebytes(plain) if coded == "base64" else quopri.encodestring(plain)
    head = (
        f"Content-Type: text/plain; charset={charset}\r\nContent-Transfer-Encoding: {coded}\r\n\r\n"
    )

    assert read(head.encode() + body).said == words


WRONG = [
    ("us-ascii", "Één café € 20".encode(), "Één café € 20"),
    ("us-ascii", "Één café € 20".encode("cp1252"), "Één café € 20"),
    ("iso-8859-1", "€ 20 “ja”".encode("cp1252"), "€ 20 “ja”"),
    ("utf-8", "Één café".encode("cp1252"), "Één café"),
    ("x-unknown", "Één café".encode(), "Één café"),
    ("idna", "Één café".encode(), "Één café"),
    ("unicode_escape", b"a\\x41b", "a\\x41b"),
    ("base64", b"plain", "plain"),
    ('"utf-8"', "Één".encode(), "Één"),
]


@pytest.mark.parametrize(("charset", "body", "words"), WRONG)
def test_a_wrong_character_set_costs_no_letter(charset: str, body: bytes, words: str) -> None:
    head = f"Content-Type: text/plain; charset={charset}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"

    assert read(head.encode() + body).said == words


def test_signs_that_turn_the_line_round_are_gone() -> None:
    head = b"Content-Type: text/plain; charset=utf-8\r\n\r\n"

    assert read(head + "Ik \u202ebetaal\x00 niet\u200b".encode()).said == "Ik betaal niet"


NAMES = st.sampled_from(
    [
        "From",
        "To",
        "Subject",
        "Date",
        "Content-Type",
        "Content-Transfer-Encoding",
        "In-Reply-To",
        "References",
        "Return-Path",
        "Content-Disposition",
        "Auto-Submitted",
        "Status",
        "X-Failed-Recipients",
    ]
)
VALUES = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        [
            "multipart/mixed; boundary=b",
            "multipart/report; boundary=b",
            "message/rfc822",
            "text/html",
            "message/delivery-status",
            "text/plain; charset*=x'y'%zz",
            "=?utf-8?B?////?=",
            "=?x?q?=41?=",
            "attachment; filename*0*=a''b; filename*1=c",
            "base64",
            "quoted-printable",
            "x-uuencode",
            "<>",
            "=?utf-8?b?a?=",
            "text/plain; format=flowed; delsp=yes",
            "a@b.nl, <c@d.nl",
        ]
    ),
)


@given(st.binary(max_size=400))
def test_any_bytes_are_read(source: bytes) -> None:
    assert read(source).kind in Kind


@given(
    st.lists(st.tuples(NAMES, VALUES), max_size=8),
    st.lists(
        st.one_of(
            st.binary(max_size=60),
            st.sampled_from([b"--b", b"--b--", b"", b"Content-Type: text/html", b"begin 644 x"]),
        ),
        max_size=12,
    ),
)
def test_any_mail_is_read(heads: list[tuple[str, str]], body: list[bytes]) -> None:
    head = "".join(f"{name}: {value}\r\n" for name, value in heads).encode("utf-8", "replace")

    facts = read(head + b"\r\n" + b"\r\n".join(body))

    assert facts.kind in Kind
    assert "\x00" not in facts.words + facts.subject


HEAVY = {
    "comments without an end": b"Content-Type: text/html\r\n\r\n" + b"<!--" * 250_000,
    "open signs": b"Content-Type: text/html\r\n\r\n" + b"<!x" * 300_000,
    "tags in tags": b"Content-Type: text/html\r\n\r\n" + b"<a " * 300_000 + b">",
    "end tags": b"Content-Type: text/html\r\n\r\n" + b"</" * 400_000 + b">",
    "quotes in quotes": b"Content-Type: text/html\r\n\r\n" + b"<blockquote>x" * 60_000,
    "attributes": b"Content-Type: text/html\r\n\r\n<a " + b"b='" * 300_000 + b">",
    "empty lines": b"Return-Path: <>\r\n\r\n" + b"\n" * 400_000,
    "quote signs": b"Return-Path: <>\r\n\r\n" + b">" * 400_000,
    "coded words": b"Subject: " + b"=?a?q?" * 60_000 + b"\r\n\r\nx",
    "brackets in addresses": b"To: " + b"(" * 100_000 + b"\r\n\r\nx",
    "many addresses": b"To: a@b.nl, c@d.nl\r\n" * 20_000 + b"\r\nx",
    "many ids": b"References: " + b"<a@b>" * 100_000 + b"\r\n\r\nx",
    "attributions": b"\r\n\r\n" + (b"schreef op " * 30 + b":\r\n") * 3_000,
    "parts": b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n\r\nx\r\n" * 300_000,
    "a report in words": b"From: mailer-daemon@x.nl\r\n\r\n" + b"<a@b.nl>: 550 5.1.1\r\n" * 20_000,
}


@pytest.mark.parametrize("source", HEAVY.values(), ids=HEAVY)
def test_a_mail_that_is_made_to_be_slow_is_read_in_time(source: bytes) -> None:
    begun = process_time()

    read(source)

    assert process_time() - begun < 5
