"""The envelope address of a message: read back by us alone, whatever servers do to it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minnelijk.files.mails.verp import BaseTooLong, envelope_of, read_envelope

KEY = b"k" * 32
IDS = st.integers(min_value=0, max_value=2**53)


@given(IDS)
def test_an_envelope_is_read_back(message_id: int) -> None:
    envelope = envelope_of(message_id, KEY, "answers@post.example")

    assert read_envelope(envelope, KEY) == message_id
    assert envelope.endswith("@post.example")
    assert envelope.startswith(f"answers+m{message_id}-")


@given(IDS, IDS)
def test_the_mark_of_one_message_opens_no_other(one: int, other: int) -> None:
    mark = envelope_of(one, KEY, "a@x.nl").partition("-")[2]

    assert (read_envelope(f"a+m{other}-{mark}", KEY) == other) == (one == other)


def test_another_key_reads_nothing() -> None:
    assert read_envelope(envelope_of(12, KEY, "a@x.nl"), b"other") is None


@pytest.mark.parametrize("text", ["{}", "<{}>", "prvs=0123456789={}", "SRS0=aB3=TT=x.nl={}"])
def test_capitals_brackets_and_signs_in_front_do_not_matter(text: str) -> None:
    envelope = text.format(envelope_of(12, KEY, "answers@x.nl"))

    assert read_envelope(envelope, KEY) == 12
    assert read_envelope(envelope.upper(), KEY) == 12


@given(st.text())
def test_any_text_is_read_without_a_crash(text: str) -> None:
    assert read_envelope(text, KEY) is None


@pytest.mark.parametrize("base", ["", "answers", "@x.nl", "answers@"])
def test_a_base_that_is_no_address_is_refused(base: str) -> None:
    with pytest.raises(ValueError, match="needs an address"):
        envelope_of(1, KEY, base)


def test_a_name_that_leaves_no_room_is_refused() -> None:
    with pytest.raises(BaseTooLong):
        envelope_of(10**17, KEY, "a" * 40 + "@x.nl")
