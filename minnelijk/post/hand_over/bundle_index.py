"""All that the index of a hand-over file shows, as plain values for `bundle.typ`."""

from typing import Any

from minnelijk.files.bundle.case import Dossier
from minnelijk.files.bundle.parties import LawChoice, Party
from minnelijk.law.references import format_iban
from minnelijk.post.hand_over.bundle_index_owed import claims, figures, ledger, notices
from minnelijk.post.hand_over.bundle_index_told import contacts, dispute, messages, promises
from minnelijk.post.hand_over.bundle_shapes import Section, pairs, section, table
from minnelijk.post.hand_over.bundle_words import day, long_day, money, size, word
from minnelijk.post.words import formats
from minnelijk.records.actions.core import day_of
from minnelijk.records.bundle_parties import one_line


def page_of(case: Dossier) -> dict[str, Any]:
    """Return the whole index of a dossier."""
    handed = case.hand_over
    made_on = long_day(day_of(case.made_at))
    return {
        "title": f"Dossier {case.reference}",
        "bureau": case.bureau.name,
        "under": f"{case.creditor.name} draagt deze zaak over aan {case.agency.name}, "
        f"op {long_day(handed.handed_on)}. Debiteur: {case.debtor.name}.",
        "foot": f"{case.bureau.name}, gemaakt op {made_on}",
        "sums": [
            ["Hoofdsom", money(handed.principal_cents)],
            ["Bovenop de hoofdsom", money(handed.on_top_cents)],
            ["Samen", money(handed.total_cents)],
        ],
        "sentence": handed.sentence,
        "sections": [one for one in _sections(case) if one["parts"]],
    }


def _sections(case: Dossier) -> list[Section]:
    return [
        section("Partijen", [_parties(case)]),
        section("De debiteur", _debtor(case)),
        section("Rekeningen", [claims(case)]),
        section("Aanmaningen", [notices(case)]),
        section("Hoe wij aan de bedragen komen", figures(case)),
        section("Welk recht geldt", [_laws(case)]),
        section("Alle boekingen", [ledger(case)]),
        section("Afspraken", [promises(case)]),
        section("Bezwaren", [dispute(case, one) for one in case.disputes]),
        section("Contacten", [contacts(case)]),
        section("Berichten", [messages(case)]),
        section("Bestanden in dit dossier", _files(case)),
    ]


def _parties(case: Dossier) -> Section:
    cards = [
        _card("Schuldeiser", case.creditor, _account(case)),
        _card("Incassobureau", case.agency, []),
        _card("Minnelijke fase", case.bureau, []),
    ]
    return {"kind": "cards", "cards": cards}


def _account(case: Dossier) -> list[str]:
    if case.account is None:
        return []
    return [formats.glued(format_iban(case.account.iban)), f"op naam van {case.account.holder}"]


def _card(title: str, party: Party, more: list[str]) -> Section:
    home = party.country
    registered = [
        f"{word('register', one.kind)} {one.number}"
        for one in party.registrations
        if one.number and one.country == home
    ]
    lines = [
        one_line(party.address) if party.address else "",
        formats.glued(formats.phone(party.phone, home)) if party.phone else "",
        party.email,
        f"ondernemingsnummer {party.enterprise_no}" if party.enterprise_no else "",
        *registered,
        *more,
    ]
    return {"title": title, "name": party.name, "lines": [line for line in lines if line]}


def _debtor(case: Dossier) -> list[Section]:
    debtor = case.debtor
    told = [
        ("Naam", debtor.name),
        ("Nummer bij de schuldeiser", debtor.number_at_creditor),
        ("Soort", word("debtor_kind", debtor.kind)),
        ("Ondernemingsnummer", debtor.enterprise_no),
        ("Taal", word("language", debtor.language)),
        ("Let op", "Voorzichtig benaderen." if debtor.careful else ""),
        *(("Wens", _wish(one.word, one.name)) for one in debtor.wishes if one.until_on is None),
        *(
            ("Situatie", f"{word('situation', one.kind)}, sinds {day(one.from_on)}{_till(one)}")
            for one in case.situations
        ),
    ]
    points = table(
        ["Bereikbaar", "Gegevens", "Klopt het?", "Sinds", "Tot"],
        (
            [
                word("channel", one.channel),
                formats.phone(one.value, debtor.country) if one.channel == "phone" else one.value,
                word("quality", one.quality),
                day(one.from_on),
                day(one.until_on),
            ]
            for one in debtor.points
        ),
        "afaaa",
    )
    return [pairs(told), points]


def _till(one: Any) -> str:
    return f", voorbij op {day(one.ended_on)}" if one.ended_on else ""


def _wish(name: str, who: str) -> str:
    return ": ".join(part for part in (word("wish", name), who) if part)


def _laws(case: Dossier) -> Section:
    def told(choice: LawChoice) -> str:
        return f"{word('country', choice.country)}. {choice.sentence}".strip()

    withheld = case.law.nothing_on_top
    return pairs(
        [
            ("Gedrag en volgorde", told(case.law.conduct)),
            ("Kosten en rente", told(case.law.contract)),
            ("Het tellen van dagen", told(case.law.calendar)),
            ("Bovenop de hoofdsom", word("withheld", withheld) if withheld else ""),
        ]
    )


def _files(case: Dossier) -> list[Section]:
    rows = ([one.name, size(one.size), one.sha256] for one in case.files)
    chain = case.events
    told = [
        ("Gebeurtenissen", f"{chain.count}, in events.json; elke draagt het getal van de vorige"),
        ("Laatste getal", chain.head),
        ("Nakijken", "minnelijk bundle verify, of sha256sum -c checksums.sha256"),
    ]
    return [table(["Bestand", "Grootte", "SHA-256"], rows, "frh"), pairs(told)]
