"""Two languages: one English for one Dutch sentence in all rooms; hours as people read them."""

from collections import defaultdict
from datetime import time
from pathlib import Path

from babel.messages.pofile import read_po
from django.utils.translation import override

from minnelijk.rooms import parts
from minnelijk.rooms.parts.formats import hours

ROOMS = Path(str(parts.__file__)).parents[1]


def test_a_sentence_that_several_rooms_share_has_one_english() -> None:
    english: dict[object, set[object]] = defaultdict(set)
    for file in ROOMS.glob("*/locale/en/LC_MESSAGES/django.po"):
        with file.open("rb") as content:
            for message in read_po(content):
                one = message.id if isinstance(message.id, str) else message.id[0]
                if one:
                    english[message.context, one].add(str(message.string))

    assert len(english) > 1_000
    assert {sentence: told for sentence, told in english.items() if len(told) > 1} == {}


def test_an_hour_reads_as_the_reader_writes_it() -> None:
    with override("nl"):
        assert hours(time(9, 5)) == "9.05"
    with override("en"):
        assert hours(time(9, 5)) == "09:05"
