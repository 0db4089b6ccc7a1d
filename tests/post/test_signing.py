"""A signed mail is believed by others, whatever the mail looks like, and only as it was signed."""

import time
from collections.abc import Iterator
from functools import partial

import dkim
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from minnelijk.post.sending.signing import CannotSign, Signer, new_key, public_record
from tests.post.zones import Zone, served

DOMAIN, SELECTOR = "delta.example", "mnl1"
PEM, RECORD = new_key()
SIGNER = Signer(DOMAIN, SELECTOR, PEM)
HEAD = (
    b"From: Delta Energie <post@delta.example>\r\n"
    b"To: k.bakker@debtor.example\r\n"
    b"Subject: Uw afspraak met Delta\r\n"
    b"Date: Mon, 02 Mar 2026 10:00:00 +0100\r\n"
    b"Message-ID: <a1@delta.example>\r\n"
    b"Reply-To: antwoord@delta.example\r\n"
    b"MIME-Version: 1.0\r\n"
    b"Content-Type: text/plain; charset=utf-8\r\n"
    b"Content-Language: nl\r\n"
    b"Auto-Submitted: auto-generated\r\n"
    b"X-Other: not vouched for\r\n"
)
BODY = b"Geachte heer Bakker,\r\n\r\nDank u wel.  Tot dan.\t \r\n.\r\n\r\n\r\n"
MAIL = HEAD + b"\r\n" + BODY


@pytest.fixture(scope="module")
def zone() -> Iterator[Zone]:
    with served(Zone({f"{SELECTOR}._domainkey.{DOMAIN} TXT": [RECORD]})) as running:
        yield running


def believed(zone: Zone, content: bytes) -> bool:
    try:
        return bool(dkim.DKIM(content).verify(dnsfunc=partial(Zone.txt, zone)))
    except dkim.DKIMException:
        return False


def test_an_independent_reader_believes_a_signed_mail(zone: Zone) -> None:
    signed = SIGNER.sign(MAIL)

    assert signed.endswith(MAIL), "what was written stays as it was"
    assert believed(zone, signed)
    assert f"{SELECTOR}._domainkey.{DOMAIN} TXT" in zone.asked


def test_the_signature_names_what_it_vouches_for() -> None:
    head = SIGNER.sign(MAIL).partition(b"\r\nFrom:")[0].replace(b"\r\n\t", b"")

    names = head.partition(b"h=")[2].partition(b";")[0].split(b":")

    assert names.count(b"from") == 2, "named once more than it is there"
    assert set(names) == {
        b"from",
        b"to",
        b"subject",
        b"date",
        b"message-id",
        b"reply-to",
        b"mime-version",
        b"content-type",
        b"content-language",
        b"auto-submitted",
    }


def test_no_line_of_a_signature_is_longer_than_mail_likes() -> None:
    head = SIGNER.sign(MAIL).partition(b"\r\nFrom:")[0]

    assert max(len(line) for line in head.split(b"\r\n")) <= 100


@pytest.mark.parametrize(
    "old, new",
    [
        (b"Dank u wel", b"Dank u vel"),
        (b"Uw afspraak", b"Uw afsprak"),
        (b"k.bakker@", b"j.bakker@"),
        (b"10:00:00", b"10:00:01"),
        (b"antwoord@", b"antwoort@"),
        (b"Bakker,\r\n\r\nDank", b"Bakker,\r\n\r\n\r\nDank"),
        (b"utf-8", b"utf-7"),
        (b"<a1@", b"<a2@"),
        (b"To: k.", b"From: somebody@else.example\r\nTo: k."),
        (b"Delta Energie", b"DeltaEnergie"),
    ],
)
def test_a_changed_byte_is_not_believed(zone: Zone, old: bytes, new: bytes) -> None:
    signed = SIGNER.sign(MAIL)

    changed = signed.replace(old, new, 1)

    assert changed != signed
    assert not believed(zone, changed)


def test_what_is_not_vouched_for_may_change_on_the_way(zone: Zone) -> None:
    signed = SIGNER.sign(MAIL)

    changed = b"Received: from a by b\r\n" + signed.replace(b"not vouched for", b"else")

    assert believed(zone, changed)


@pytest.mark.parametrize(
    "body", [b"", b"\r\n", b"\r\n\r\n\r\n", b" \r\n", b"\t\r\n \r\n", b"a\r\n"]
)
def test_an_empty_body_is_a_body_too(zone: Zone, body: bytes) -> None:
    assert believed(zone, SIGNER.sign(HEAD + b"\r\n" + body))


def test_a_body_without_a_last_line_end_is_signed_as_it_will_arrive(zone: Zone) -> None:
    signed = SIGNER.sign(HEAD + b"\r\nno end ")

    assert believed(zone, signed + b"\r\n")


BLANKS = st.sampled_from([b" ", b"  ", b"\t", b" \t ", b""])
WORDS = st.binary(min_size=0, max_size=12).map(
    lambda raw: bytes(byte if 33 <= byte < 127 and byte != 58 else 120 for byte in raw)
)
LINES = st.lists(st.tuples(BLANKS, WORDS, BLANKS, WORDS, BLANKS), max_size=6).map(
    lambda rows: b"".join(b"".join(row) + b"\r\n" for row in rows)
)
FOLDS = st.lists(
    st.tuples(st.sampled_from([b"\r\n ", b"\r\n\t", b" ", b"\t  "]), WORDS), max_size=8
)


@settings(max_examples=200, deadline=None)
@given(
    body=LINES,
    tail=st.sampled_from([b"", b"\r\n", b"\r\n\r\n", b" \r\n", b"\t\r\n\r\n"]),
    subject=FOLDS,
    name=st.sampled_from([b"Subject", b"SUBJECT", b"subject"]),
    gap=st.sampled_from([b":", b": ", b":  ", b":\t"]),
)
@example(body=b"", tail=b"", subject=[], name=b"Subject", gap=b":")
def test_whatever_the_lines_and_folds_are_it_is_believed(
    zone: Zone,
    body: bytes,
    tail: bytes,
    subject: list[tuple[bytes, bytes]],
    name: bytes,
    gap: bytes,
) -> None:
    words = b"".join(blank + b"w" + word for blank, word in subject)
    head = HEAD.replace(b"Subject: Uw afspraak met Delta", name + gap + b"s" + words)

    signed = SIGNER.sign(head + b"\r\n" + body + tail)

    assert believed(zone, signed)


@settings(max_examples=100, deadline=None)
@given(place=st.integers(0, len(MAIL) - 1), byte=st.integers(97, 122))
def test_any_other_letter_anywhere_is_not_believed(zone: Zone, place: int, byte: int) -> None:
    signed = SIGNER.sign(MAIL)
    start = len(signed) - len(MAIL)
    letter = MAIL[place : place + 1]
    other = bytes([byte])
    free = MAIL.find(b"X-Other") <= place < MAIL.find(b"\r\n\r\n")
    if not letter.isalpha() or letter.lower() == other or free:
        return

    changed = signed[: start + place] + other + signed[start + place + 1 :]

    assert not believed(zone, changed)


def test_a_repeated_header_is_signed_from_the_last_to_the_first(zone: Zone) -> None:
    twice = HEAD.replace(b"To: k", b"To: first@debtor.example\r\nTo: k")

    signed = SIGNER.sign(twice + b"\r\n" + BODY)

    assert believed(zone, signed)
    assert not believed(zone, signed.replace(b"To: first", b"To: worst"))


def test_a_mail_that_is_not_as_it_goes_on_the_wire_is_refused() -> None:
    with pytest.raises(CannotSign, match="CRLF"):
        SIGNER.sign(MAIL.replace(b"\r\n", b"\n"))


def test_a_mail_without_from_is_refused() -> None:
    with pytest.raises(CannotSign, match="From"):
        SIGNER.sign(b"To: a@b.example\r\n\r\nx\r\n")


@pytest.mark.parametrize("pem", [b"", b"no key", RECORD.encode()])
def test_what_is_not_a_key_is_refused_with_a_sentence(pem: bytes) -> None:
    with pytest.raises(CannotSign, match="PEM"):
        Signer(DOMAIN, SELECTOR, pem)


def test_the_public_text_belongs_to_the_private_key() -> None:
    assert public_record(PEM) == RECORD
    assert new_key()[1] != RECORD
    assert RECORD.startswith("v=DKIM1; k=rsa; p=MIIBIjAN")


def test_signing_is_cheap_enough_for_every_mail() -> None:
    heavy = HEAD + b"\r\n" + (b"<td style=3D'padding:0 0'>  x</td>=\r\n" * 1_000)
    began = time.process_time()

    for _ in range(300):
        SIGNER.sign(heavy)

    spent = time.process_time() - began
    assert 300 / spent > 700, "half of what it should reach, as this machine is shared"
