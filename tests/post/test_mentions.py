"""A notice in which one thing is missing that the law asks for does not leave: each in turn, for
every country, kind of debtor, notice, way and language."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction

from minnelijk.flow.letters import LANGUAGES
from minnelijk.flow.words import Channel, PointChannel
from minnelijk.law.country import country
from minnelijk.law.kinds import DebtorKind
from minnelijk.law.notices import NoticeKind
from minnelijk.post.words.foot import locked_lines
from minnelijk.post.words.letter import letter_of
from minnelijk.post.words.mentions import missing_from
from minnelijk.records.models import (
    Account,
    Brand,
    Bureau,
    Case,
    Client,
    ContactPoint,
    Message,
    Registration,
    TemplateVersion,
)
from tests import world
from tests.post import lettering
from tests.post.lettering import at_home

BY_LAW = {
    (code, kind): {
        notice
        for due_agreed in (True, False)
        for notice in country(code).notices.needed(
            kind=kind, due_agreed=due_agreed, third_party=True
        )
    }
    or {NoticeKind.DEMAND}
    for code in ("nl", "be")
    for kind in DebtorKind
}
"""Where the law asks for no letter we send one of courtesy, and it must be whole too."""
LEAVING = [
    (code, kind, notice) for (code, kind), notices in BY_LAW.items() for notice in sorted(notices)
]
FIGURES: dict[tuple[str, NoticeKind], dict[str, Any]] = {
    ("nl", NoticeKind.FOURTEEN_DAYS): {"costs": lettering.WITH_VAT},
    ("nl", NoticeKind.DEFAULT): {},
    ("nl", NoticeKind.DEMAND): {"costs": lettering.COSTS, "interest_percent": "10.15"},
    ("be", NoticeKind.FIRST_REMINDER): {"damages": lettering.DAMAGES},
    ("be", NoticeKind.BELGIAN_NOTICE): {},
    ("be", NoticeKind.DEMAND): {"interest_percent": "10.15"},
}


def languages(code: str, notice: NoticeKind, way: Channel) -> list[str]:
    """The languages in which a notice can leave: those with a wording that holds."""
    if notice is NoticeKind.DEMAND:
        return list(LANGUAGES)
    rows = country(code).notices.wordings.wordings
    known = [one for one in rows if one.holds and notice in one.notices]
    return sorted({one.language for one in known if one.channel == way.value})


def ways(code: str, kind: DebtorKind, notice: NoticeKind) -> list[tuple[Channel, str]]:
    """Every language; a letter of courtesy by post or by mail, turn and turn about, which over the
    kinds of debtor makes both for each language."""
    found = [
        (way, language)
        for way in (Channel.POST, Channel.EMAIL)
        for language in languages(code, notice, way)
    ]
    if notice is not NoticeKind.DEMAND:
        return found
    turn = list(DebtorKind).index(kind)
    return [pair for pair in found if (turn + LANGUAGES.index(pair[1]) + (pair[0] == "post")) % 2]


Take = Callable[[Message], None]


def out_of_text(*words: str) -> Take:
    """Take a field or a mark out of the text."""

    def take(message: Message) -> None:
        version = message.template_version
        assert version is not None
        body = version.body
        assert any(word in body for word in words)
        for word in words:
            body = body.replace(f"| {word}", "| https://x.example").replace(word, "")
        TemplateVersion.objects.filter(id=version.id).update(body=body)

    return take


def out_of_claims(**gone: str) -> Take:
    """Take something out of every invoice."""

    def take(message: Message) -> None:
        claims = [line | gone for line in message.facts["claims"]]
        Message.objects.filter(id=message.id).update(facts=message.facts | {"claims": claims})
        if "what" in gone:
            Client.objects.filter(id=message.case.client_id).update(goods={})

    return take


def of_bureau(**gone: str) -> Take:
    return lambda message: void(Bureau.objects.update(**gone))


def of_creditor(message: Message) -> None:
    Brand.objects.filter(client_id=message.case.client_id).update(address={})
    Client.objects.filter(id=message.case.client_id).update(enterprise_no="")


def of_debtor(message: Message) -> None:
    points = ContactPoint.objects.filter(debtor=message.case.debtor, channel=PointChannel.POST)
    points.update(quality="wrong")


def of_account(message: Message) -> None:
    Account.objects.filter(client_id=message.case.client_id).update(holder="")


def of_register(_message: Message) -> None:
    Registration.objects.update(number="")


def void(_done: object) -> None:
    """An update says how many rows it changed; nobody here asks."""


CLAIMS = [out_of_text("[claims]")]
CARRIERS: dict[str, list[Take]] = {
    "debtor": [of_debtor],
    "creditor": [of_creditor],
    "basis": [out_of_claims(what="")],
    "claims": [*CLAIMS, out_of_claims(number="")],
    "principals": CLAIMS,
    "sum": CLAIMS,
    "amount_now": [out_of_text("{{ amount }}")],
    "balance": [out_of_text("{{ amount }}")],
    "interest": [out_of_text("{{ no_interest }}", "{{ interest_percent }}")],
    "term": [out_of_text("{{ term }}")],
    "consequence": [out_of_text("{{ after_sum }}")],
    "costs": [out_of_text("{{ costs }}")],
    "vat": [
        out_of_text(f"{{{{ {name} }}}}") for name in ("costs_vat", "vat_percent", "costs_total")
    ],
    "vat_declaration": [out_of_text("{{ vat_declaration }}")],
    "free_in_time": [out_of_text("{{ free_in_time }}")],
    "account": [out_of_text("[bank]"), of_account],
    "reference": [out_of_text("[bank]", "{{ reference }}")],
    "dispute": [out_of_text("{{ phone }}"), out_of_text("{{ page_link }}")],
    "help": [out_of_text("{{ help }}")],
    "bureau": [of_bureau(email=""), of_bureau(phone="")],
    "bureau_addresses": [of_bureau(street="")],
    "wki_number": [of_register],
    "damages": [out_of_text("{{ damages }}"), out_of_text("{{ interest_percent }}")],
    "description": [out_of_claims(what=""), out_of_claims(due_on="")],
    "due_day": [out_of_claims(due_on="None"), *CLAIMS],
    "collector": [of_bureau(enterprise_no=""), of_bureau(street="")],
    "supervisor": [out_of_text("{{ supervisor }}")],
    "breakdown": [*CLAIMS, out_of_text("{{ only_principal }}")],
    "measures": [out_of_text("{{ measures }}")],
    "instalments": [out_of_text("{{ instalments_right }}")],
    "mediation": [out_of_text("{{ mediation }}")],
    "amicable_frame": [out_of_text("{{ amicable }}"), out_of_text("[frame]", "[/frame]")],
}
"""What carries each mention: taken away one by one. The way to complain has no entry: the frame
prints it always, and a test of its own says so."""
ALWAYS_THERE = {"complaints"}


def fresh(message: Message) -> Message:
    rows = Message.objects.select_related("case__client", "case__debtor", "template_version")
    return rows.get(id=message.id)


def asked_of(message: Message, code: str, notice: NoticeKind) -> Iterator[str]:
    """The mentions that this notice needs here: a bureau sends it, with VAT or without."""
    vat = bool(message.facts["notice"].get("costs", {}).get("vat_cents"))
    for mention in country(code).notices.mentions(notice, world.DAY):
        if mention.required_when != "vat" or vat:
            yield mention.code


def lacking_without(take: Take, message: Message) -> list[str]:
    """What is missing once this is taken away; afterwards it is there again."""
    with transaction.atomic():
        take(message)
        found = missing_from(fresh(message), world.DAY)
        transaction.set_rollback(True)
    return found


@pytest.mark.parametrize(("code", "kind", "notice"), LEAVING)
def test_each_mention_that_is_taken_out_is_missed_by_name(
    cast: world.Cast, code: str, kind: DebtorKind, notice: NoticeKind
) -> None:
    case = at_home(cast.delta if code == "nl" else cast.webshop, kind=kind)
    for way, language in ways(code, kind, notice):
        message = whole_notice(case, code, notice, way, language)
        for mention in asked_of(message, code, notice):
            for take in CARRIERS.get(mention, []):
                found = lacking_without(take, message)
                assert mention in found, (way, language, mention)
        assert missing_from(fresh(message), world.DAY) == []


def whole_notice(case: Case, code: str, notice: NoticeKind, way: Channel, language: str) -> Message:
    """A notice in which nothing is missing."""
    goods = dict.fromkeys(LANGUAGES, "water")
    Client.objects.filter(id=case.client_id).update(goods=goods)
    case.client.refresh_from_db()
    made = lettering.notice(case, notice, language=language, way=way, **FIGURES[code, notice])
    assert missing_from(fresh(made), world.DAY) == [], (way, language)
    return made


def test_every_mention_of_both_countries_has_a_carrier_that_is_tried() -> None:
    asked = {
        mention.code
        for code, _kind, notice in LEAVING
        for mention in country(code).notices.mentions(notice, world.DAY)
    }

    assert asked == set(CARRIERS) | ALWAYS_THERE


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_way_to_complain_stands_in_the_frame_of_every_language(
    cast: world.Cast, language: str
) -> None:
    case = at_home(cast.delta, kind=DebtorKind.LEGAL_ENTITY)
    message = lettering.notice(case, NoticeKind.DEMAND, language=language, way=Channel.EMAIL)

    lines = locked_lines(letter_of(message, world.DAY))

    assert any(link.endswith("/klacht/") for line in lines for _words, link in line)
    assert any("klachten@vriendt.example" in words for line in lines for words, _link in line)
