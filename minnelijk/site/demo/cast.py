"""The demo's bureau, its people and its three clients, set up by the same actions as real ones."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings

from minnelijk.flow.words import Role
from minnelijk.law.country import COUNTRIES, country
from minnelijk.post.sms.textbox import TOKEN, sink_address
from minnelijk.records import documents
from minnelijk.records.actions import clients, partners, people, senders, text_messages
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.law import sign_law
from minnelijk.records.actions.policies import install_shipped
from minnelijk.records.models import Client, Seat
from minnelijk.records.words import RegistrationKind
from minnelijk.site.demo import logos

PHONE = "+31301234567"


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody in the demo."""

    sanne: Seat
    bram: Seat
    soraya: Seat
    maarten: Seat
    water: Client
    noord: Client
    winkel: Client
    seats: dict[str, Seat]
    partner: Seat


def set_up(act: Act) -> Cast:
    """Open the bureau and its clients as they would be on the first day."""
    _bureau(act)
    maarten = people.invite("maarten@vriendt.example", "Maarten", Role.MANAGER, None, act)
    soraya = people.invite("soraya@vriendt.example", "Soraya", Role.SUPERVISOR, None, act)
    _signed_law(maarten, act)
    sanne = people.invite("sanne@vriendt.example", "Sanne", Role.AGENT, None, act)
    bram = people.invite("bram@vriendt.example", "Bram", Role.AGENT, None, act)
    water, noord, winkel = (_client(card, maarten, soraya, act) for card in CARDS)
    for agent in (sanne, bram):
        people.choose_clients(agent, [water, noord, winkel], act)
    seats = {
        client.code: people.invite(mail, name, Role.CLIENT, client, act)
        for client, mail, name in (
            (water, "mirjam@delta-water.example", "Mirjam Kok"),
            (noord, "henk@noordgroot.example", "Henk de Wit"),
            (winkel, "an@winkelaanzee.example", "An Peeters"),
        )
    }
    partner = _agency(maarten, act)
    return Cast(sanne, bram, soraya, maarten, water, noord, winkel, seats, partner)


def _agency(manager: Seat, act: Act) -> Seat:
    """The bureau's own partner for what stays unpaid, and its seat."""
    made = partners.add_partner(
        None,
        name="Incasso Noordzee",
        country="nl",
        registration="WKI-2024-0377",
        address={"street": "Zuidwal", "number": "8", "postcode": "2512 XR", "city": "Den Haag"},
        phone="+31703456789",
        email="dossiers@incassonoordzee.example",
        act=Act(act.at, manager),
    )
    return people.invite(
        "joost@incassonoordzee.example", "Joost de Graaf", Role.PARTNER, None, act, partner=made
    )


REGISTERED = (
    ("nl", RegistrationKind.WKI, "WKI-2024-0815", date(2024, 4, 1)),
    ("be", RegistrationKind.FOD, "FOD-208-1144", date(2023, 9, 1)),
)


def _bureau(act: Act) -> None:
    clients.open_bureau(
        act=act,
        name="Bureau Vriendt",
        country="nl",
        enterprise_no="68750110",
        street="Oudegracht 112",
        postcode="3511 AW",
        city="Utrecht",
        phone=PHONE,
        email="hallo@vriendt.example",
        website="www.vriendt.example",
        complaints_to="klacht@vriendt.example",
    )
    for code, kind, number, from_on in REGISTERED:
        clients.register(code, kind, number, from_on=from_on, until_on=None, act=act)
    install_shipped(act)


def _signed_law(manager: Seat, act: Act) -> None:
    """An invented lawyer read both law packs, so that the demo shows notices too."""
    for code in COUNTRIES:
        sign_law(
            code,
            lawyer_name="mr. Jiska Hofland",
            lawyer_role="advocaat te Utrecht (verzonnen voor de demo)",
            read_sha256=country(code).pack_sha256,
            act=Act(act.at, manager),
        )


CARDS: tuple[dict[str, Any], ...] = (
    {
        "code": "delta",
        "name": "Waterbedrijf Delta",
        "country": "nl",
        "enterprise_no": "30121314",
        "address": ("Kanaalweg", "60", "3527 KM", "Utrecht"),
        "iban": "NL02ABNA0123456789",
        "holder": "Waterbedrijf Delta N.V.",
        "mail": "rekening@delta-water.example",
        "colour": "#0b5fa5",
        "shape": logos.drop,
        "phone_shown": "+31302345678",
        "website": "www.delta-water.example",
        "goods": {"nl": "drinkwater", "en": "drinking water"},
        "sector": "water",
    },
    {
        "code": "noord",
        "name": "Groothandel Noord",
        "country": "nl",
        "enterprise_no": "02098765",
        "address": ("Protonstraat", "21", "9743 AL", "Groningen"),
        "iban": "NL44RABO0123456789",
        "holder": "Groothandel Noord B.V.",
        "mail": "administratie@noordgroot.example",
        "colour": "#2f6b3c",
        "shape": logos.crates,
        "phone_shown": "+31501234567",
        "website": "www.noordgroot.example",
        "goods": {"nl": "levering aan bedrijven", "en": "supplies to businesses"},
        "sector": "wholesale",
    },
    {
        "code": "winkel",
        "name": "Winkel aan Zee",
        "country": "be",
        "enterprise_no": "0403019261",
        "address": ("Visserskaai", "34", "8400", "Oostende"),
        "iban": "BE68539007547034",
        "holder": "Winkel aan Zee BV",
        "mail": "facturen@winkelaanzee.example",
        "colour": "#b4531a",
        "shape": logos.sun,
        "phone_shown": "+3259123456",
        "website": "www.winkelaanzee.example",
        "goods": {"nl": "bestellingen in de webwinkel", "en": "orders in the web shop"},
        "sector": "retail",
    },
)


ON_CARD = ("phone_shown", "website", "goods", "sector", "enterprise_no")
ADDRESS = ("street", "number", "postcode", "city")


def _client(card: dict[str, Any], proposer: Seat, confirmer: Seat, act: Act) -> Client:
    """One client: its card, and its account by two people."""
    client = clients.open_client(
        code=card["code"],
        name=card["name"],
        country=card["country"],
        act=act,
        due_agreed="agreed",
        payment_term_days=14,
        vat_liable=True,
        vat_deductible=True,
        languages=["nl"],
        **{key: card[key] for key in ON_CARD},
    )
    account = clients.propose_account(
        client, iban=card["iban"], holder=card["holder"], act=Act(act.at, proposer)
    )
    later = Act(act.at + timedelta(hours=1), confirmer)
    clients.confirm_account(account, number_called=card["phone_shown"], act=later)
    _face(client, card, act)
    return client


def _face(client: Client, card: dict[str, Any], act: Act) -> None:
    """Its logo, colour and address, and the mail address that its messages come from."""
    logo = documents.store(
        client, "logo", logos.png(card["colour"], card["shape"]), "image/png", "logo.png", act.at
    )
    clients.set_brand(
        client,
        name=card["name"],
        colour=card["colour"],
        logo=logo,
        address=dict(zip(ADDRESS, card["address"], strict=True)),
        act=act,
    )
    senders.set_sender(client, address=card["mail"], act=act)
    where = sink_address(settings.TEXT_PORT)
    text_messages.set_text_provider(client, address=where, shown=PHONE, token=TOKEN, act=act)
