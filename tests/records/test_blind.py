"""Sealed names, numbers and addresses are found and recognised again without opening them."""

import hashlib
import hmac
from datetime import date

import pytest
from pytest_django import Settings

from minnelijk.records.blind import (
    KnownFacts,
    fold,
    person_marks,
    phone_tail,
    search_keys,
    token,
    tokens,
)
from minnelijk.records.models import SearchKey
from minnelijk.records.words import KeyKind, SearchKind
from tests import world
from tests.world import Cast

OTHER_KEY = bytes.fromhex("77" * 32)


@pytest.fixture
def cast(db: None) -> Cast:
    return world.cast()


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Müller-Şen", "muller sen"),
        ("van 't Hoff", "van t hoff"),
        ("  D'Hondt,  José ", "dhondt jose"),
        ("Ærø Œuvre", "aero oeuvre"),
        ("B.V. De_Gracht 3", "b v de gracht 3"),
        ("IJsbrand Łuczak", "ijsbrand luczak"),
        ("YILDIZ", "yildiz"),
        ("Y\u0131ld\u0131z", "yildiz"),
    ],
)
def test_names_are_compared_without_accents_and_capitals(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    "same",
    [
        ("06 12345678", "+31 6 1234 5678", "0031612345678", "+31 (0)6 12345678"),
        ("020-1234567", "+31201234567"),
        ("02 123 45 67", "+32 2 123 45 67", "0032 2 1234567"),
        ("0471 23 45 67", "+32471234567"),
    ],
)
def test_one_phone_number_has_one_tail(same: tuple[str, ...]) -> None:
    assert len({phone_tail(text) for text in same}) == 1


def test_a_debtor_is_found_by_part_of_the_name_by_mail_phone_and_address(cast: Cast) -> None:
    case = world.case(cast.delta, name="Fatma Yildiz")

    for kind, typed in (
        (SearchKind.NAME, "YIL"),
        (SearchKind.NAME, "fatma"),
        (SearchKind.MAIL, "Fatma@Post.example "),
        (SearchKind.PHONE, "06-1234 5678"),
        (SearchKind.POSTCODE, "3512je 14"),
    ):
        found = SearchKey.objects.filter(client=cast.delta, kind=kind, token=token(kind, typed))
        assert [key.debtor_id for key in found] == [case.debtor_id], typed
    assert not SearchKey.objects.filter(
        client=cast.noord, token=token(SearchKind.NAME, "yildiz")
    ).exists()


def test_a_token_says_which_kind_it_is_of_and_hangs_on_the_key(settings: Settings) -> None:
    before = token(SearchKind.NAME, "jan")
    assert before != token(SearchKind.MAIL, "jan")

    settings.INDEX_KEY = OTHER_KEY

    assert token(SearchKind.NAME, "jan") != before
    assert len(before) == 8


def test_two_letters_find_only_a_name_of_two_letters() -> None:
    assert token(SearchKind.NAME, "ya") not in tokens(SearchKind.NAME, "Yara Li")
    assert token(SearchKind.NAME, "li") in tokens(SearchKind.NAME, "Yara Li")


def test_an_empty_fact_makes_no_key() -> None:
    facts = KnownFacts(name="", country="nl")

    assert search_keys(facts) == set()
    assert person_marks(facts) == set()


FATMA = KnownFacts(
    name="Fatma Yildiz",
    country="nl",
    birth_on=date(1988, 4, 17),
    emails=("Fatma@post.example",),
    phones=("0612345678",),
    postcode="3512 JE",
    house_number="14",
)


def test_one_person_is_recognised_whatever_the_writing() -> None:
    elsewhere = FATMA._replace(
        name="YILDIZ, Fatma", emails=("fatma@post.example",), phones=("+31612345678",)
    )

    assert person_marks(elsewhere) == person_marks(FATMA)


def test_a_family_shares_weak_marks_only() -> None:
    brother = FATMA._replace(name="Emre Yildiz", birth_on=date(1990, 1, 2))

    shared = person_marks(brother) & person_marks(FATMA)

    assert {mark.kind for mark in shared} == {KeyKind.PHONE, KeyKind.ADDRESS}
    assert not any(mark.strong for mark in shared)


def test_a_company_is_recognised_by_its_number_in_its_own_country() -> None:
    written = KnownFacts(name="De Gracht bv", country="be", enterprise_no="BE 0123.456.749")
    plain = KnownFacts(name="Gracht", country="be", enterprise_no="0123456749")
    dutch = KnownFacts(name="Gracht", country="nl", enterprise_no="0123456749")

    assert {m for m in person_marks(written) & person_marks(plain) if m.strong}
    assert not person_marks(dutch) & person_marks(plain)


def test_a_token_is_the_beginning_of_a_keyed_hash(settings: Settings) -> None:
    key = hmac.digest(settings.INDEX_KEY, b"search", hashlib.sha256)
    assert token(SearchKind.NAME, "Fatma") == hmac.digest(key, b"name|fatma", hashlib.sha256)[:8]
    assert tokens(SearchKind.NAME, "Fatma") == {
        token(SearchKind.NAME, beginning) for beginning in ("fat", "fatm", "fatma")
    }


def test_the_words_of_a_name_have_other_tokens_under_another_key(settings: Settings) -> None:
    before = tokens(SearchKind.NAME, "Fatma Yildiz")
    settings.INDEX_KEY = OTHER_KEY
    assert not before & tokens(SearchKind.NAME, "Fatma Yildiz")
