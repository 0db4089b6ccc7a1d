"""Letters for tests: a client with a whole card, a debtor at home, and one frozen message."""

from datetime import timedelta
from typing import Any

from minnelijk.flow.words import Basis, Channel, MessageState, PointChannel, Purpose
from minnelijk.law.country import country
from minnelijk.law.notices import NoticeKind
from minnelijk.records.actions.messages import frozen_facts
from minnelijk.records.actions.texts import template_for
from minnelijk.records.ids import reserve
from minnelijk.records.models import Brand, Case, Client, Message
from tests import world

SEED = "0123456789abcdef0123456789abcdef"
COSTS = {
    "base_cents": 12_000,
    "costs_cents": 4_000,
    "vat_percent": "",
    "vat_cents": 0,
    "total_cents": 4_000,
}
WITH_VAT = COSTS | {"vat_percent": "21", "vat_cents": 840, "total_cents": 4_840}
DAMAGES = {"lump_cents": 2_000, "percent": "10.5"}


def with_card(client: Client) -> None:
    """The client's face has its address, so that a letter can come back."""
    address = {"street": "Waterweg", "number": "1", "postcode": "3500 AA", "city": "Utrecht"}
    Brand.objects.filter(client=client).update(address=address, phone_shown=client.phone_shown)
    goods = {"nl": "levering van water", "en": "delivery of water", "fr": "livraison d'eau"}
    Client.objects.filter(id=client.id).update(goods=goods)
    client.refresh_from_db()


def lives(case: Case) -> None:
    """The debtor has an address and a salutation."""
    world.point(
        case.debtor,
        PointChannel.POST,
        {"street": "Biltstraat", "number": "48", "postcode": "3512 JK", "city": "Utrecht"},
        case.opened_on,
    )
    opened = case.debtor.open()
    case.debtor.close(opened | {"salutation": "mevrouw"})
    case.debtor.save()


def at_home(client: Client, count: int = 1, **more: Any) -> Case:
    """A case of a client with a whole card, and a debtor with an address."""
    with_card(client)
    case = world.case(client, invoices=invoices(count), **more)
    lives(case)
    return case


def invoices(count: int) -> list[world.Invoice]:
    """So many invoices of one month each."""
    due = world.DAY - timedelta(days=40)
    return [
        world.Invoice(f"F-10{n:02}", 4_000 + 125 * n, due - timedelta(days=30 * n), f"water {n}")
        for n in range(1, count + 1)
    ]


def facts_of_notice(
    case: Case, kind: NoticeKind, way: Channel, language: str, **more: Any
) -> dict[str, Any]:
    """The frozen facts of a notice, as the action writes them."""
    facts = frozen_facts(case, [claim.id for claim in case.claims.all()], world.DAY)
    rules = country(case.country).notices
    term = rules.term(notice=kind, sent_on=world.DAY, channel=way.value)
    words = "" if kind is NoticeKind.DEMAND else rules.wording(kind, way.value, language)
    on_top = sum(int(more.get("costs", {}).get(key, 0)) for key in ("total_cents",))
    on_top += int(more.get("damages", {}).get("lump_cents", 0))
    notice = {
        "kind": kind.value,
        "channel": way.value,
        "sent_on": str(world.DAY),
        "term": words,
        "first_on": str(term.first_on or ""),
        "last_on": str(term.last_on or ""),
        "translation": "",
        "costs": {},
        "damages": {},
        "interest_percent": "",
        "after_cents": facts["amount_cents"] + on_top,
    }
    return facts | {"use": kind.value, "notice": notice | more}


def message(
    case: Case,
    use: str,
    facts: dict[str, Any],
    *,
    language: str = "nl",
    way: Channel = Channel.POST,
    purpose: Purpose = Purpose.NOTICE,
) -> Message:
    """One stored message of this case, by post unless told otherwise."""
    channel = PointChannel.POST if way is Channel.POST else PointChannel.EMAIL
    made: Message = Message.objects.create(
        id=reserve(Message, 1)[0],
        case=case,
        client_id=case.client_id,
        step="notice",
        occurrence=Message.objects.count() + 1,
        purpose=purpose,
        channel=way,
        basis=Basis.DUTY,
        language=language,
        contact_point=case.debtor.points.filter(channel=channel).order_by("-version").first(),
        template_version=template_for(case.client, use, language, way),
        brand=Brand.objects.filter(client=case.client).first(),
        sender=case.client.senders.filter(active=True).first(),
        facts=facts | {"use": use},
        token_seed=SEED,
        case_rev=case.rev,
        made_at=world.AT,
        state=MessageState.WAITING,
        not_before_at=world.AT,
    )
    return made


def notice(
    case: Case,
    kind: NoticeKind,
    *,
    language: str = "nl",
    way: Channel = Channel.POST,
    **more: Any,
) -> Message:
    """One notice of a case, with what would follow in `more`."""
    facts = facts_of_notice(case, kind, way, language, **more)
    return message(case, kind.value, facts, language=language, way=way)
