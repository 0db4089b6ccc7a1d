"""All that the index of a hand-over file shows, as plain values for `bundle.typ`."""

from collections.abc import Iterable, Sequence
from typing import Any

from minnelijk.files.bundle.case import Dossier
from minnelijk.files.bundle.owed import Claim, Figure, LawPack, Notice
from minnelijk.files.bundle.parties import LawChoice, Party
from minnelijk.files.bundle.told import Dispute, Promise
from minnelijk.law.references import format_iban
from minnelijk.post import formats
from minnelijk.post.bundle_words import day, long_day, moment, money, size, word
from minnelijk.records.actions.core import day_of
from minnelijk.records.bundle_parties import one_line

Section = dict[str, Any]
Row = Sequence[str]


def page_of(case: Dossier) -> dict[str, Any]:
    """Return the whole index of a dossier."""
    handed = case.hand_over
    made_on = long_day(day_of(case.made_at))
    return {
        "title": f"Dossier {case.reference}",
        "bureau": case.bureau.name,
        "under": f"{case.creditor.name} draagt deze zaak over aan {case.agency.name}, "
        f"op {long_day(handed.handed_on)}.",
        "foot": f"{case.bureau.name}, gemaakt op {made_on}",
        "sums": [
            ["Hoofdsom", money(handed.principal_cents)],
            ["Bovenop de hoofdsom", money(handed.on_top_cents)],
            ["Samen", money(handed.total_cents)],
        ],
        "sentence": handed.sentence,
        "sections": [section for section in _sections(case) if section["parts"]],
    }


def _sections(case: Dossier) -> list[Section]:
    return [
        _section("Partijen", [_parties(case)]),
        _section("De debiteur", _debtor(case)),
        _section("Rekeningen", [_claims(case)]),
        _section("Aanmaningen", [_notices(case)]),
        _section("Hoe wij aan de bedragen komen", _figures(case)),
        _section("Welk recht geldt", [_laws(case)]),
        _section("Alle boekingen", [_ledger(case)]),
        _section("Afspraken", [_promises(case)]),
        _section("Bezwaren", [_dispute(case, one) for one in case.disputes]),
        _section("Contacten", [_contacts(case)]),
        _section("Berichten", [_messages(case)]),
        _section("Bestanden in dit dossier", _files(case)),
    ]


def _section(title: str, parts: Iterable[Section]) -> Section:
    return {"title": title, "parts": [part for part in parts if part]}


# Three shapes: pairs, a table, and the steps of a calculation ---------------------------------


def _pairs(pairs: Iterable[tuple[str, str]]) -> Section:
    rows = [[label, value] for label, value in pairs if value]
    return {"kind": "pairs", "rows": rows} if rows else {}


def _table(head: Row, rows: Iterable[Row], widths: str, sum_row: Row = ()) -> Section:
    """A table; `widths` has a letter per column: `a` as wide as needed, `f` the rest, `r` and `n`
    for amounts (right)."""
    filled = [list(row) for row in rows]
    if not filled:
        return {}
    return {"kind": "table", "head": head, "rows": filled, "widths": widths, "sum": list(sum_row)}


def _steps(title: str, figures: Sequence[Figure], pack: LawPack | None) -> Section:
    if not figures:
        return {}
    rows = [
        [one.sentence or one.word, one.source, "" if one.cents is None else money(one.cents)]
        for one in figures
    ]
    told = f"Regels van {word('country', pack.country)}, versie {pack.version}" if pack else ""
    return {"kind": "steps", "title": title, "rows": rows, "under": told, "hash": _hash(pack)}


def _hash(pack: LawPack | None) -> str:
    return pack.sha256 if pack else ""


# Who ------------------------------------------------------------------------------------------


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
    points = _table(
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
    return [_pairs(told), points]


def _till(one: Any) -> str:
    return f", voorbij op {day(one.ended_on)}" if one.ended_on else ""


def _wish(name: str, who: str) -> str:
    return ": ".join(part for part in (word("wish", name), who) if part)


# What -----------------------------------------------------------------------------------------


def _claims(case: Dossier) -> Section:
    handed = {one.claim: one.principal_cents for one in case.hand_over.claims}
    rows = [
        [
            claim.invoice_number,
            day(claim.invoice_on),
            _last_day(claim),
            claim.description,
            money(claim.principal_cents),
            money(claim.open_cents),
            money(claim.disputed_cents) if claim.disputed_cents else "",
            money(handed[claim.number]) if claim.number in handed else "nee",
        ]
        for claim in case.claims
    ]
    head = ["Nummer", "Datum", "Betalen t/m", "Waarvoor", "Hoofdsom", "Open", "Betwist"]
    total = ["Samen overgedragen", *[""] * 6, money(case.hand_over.principal_cents)]
    return _table([*head, "Overgedragen"], rows, "aaafrrrr", total)


def _last_day(claim: Claim) -> str:
    return day(claim.last_on) if claim.last_day_agreed else "niet afgesproken"


def _numbers(case: Dossier, claims: Iterable[int]) -> str:
    known = {claim.number: claim.invoice_number for claim in case.claims}
    return ", ".join(known[number] for number in claims)


def _notices(case: Dossier) -> Section:
    rows = (
        [
            f"{one.number}. {word('notice', one.kind)}",
            _numbers(case, (part.claim for part in one.claims)),
            money(one.principal_cents),
            _sent(one),
            f"{day(one.first_on)} t/m {day(one.last_on)}" if one.last_on else "loopt niet",
            money(one.on_top_cents),
            _counts(one),
        ]
        for one in case.notices
    )
    head = ["Aanmaning", "Rekeningen", "Gevraagd", "Verstuurd", "Termijn", "Kondigt aan", "Geldt"]
    return _table(head, rows, "ffrffrf")


def _sent(one: Notice) -> str:
    if one.sent_on is None:
        return "niet verstuurd"
    who = " door de schuldeiser" if one.told_by_creditor else ""
    files = f" ({', '.join(one.files)})" if one.files else ""
    return f"{day(one.sent_on)}, {word('channel', one.channel)}{who}{files}"


def _counts(one: Notice) -> str:
    if one.void:
        return f"nee: {word('void', one.void.why)}, {day(one.void.on)}"
    received = (
        f"ontvangen {day(one.received_on)}: {word('proof', one.proof)}; " if one.proof else ""
    )
    since = f"kosten vanaf {day(one.charges_from)}" if one.charges_from else "zonder kosten"
    return f"ja, {received}{since}"


def _figures(case: Dossier) -> list[Section]:
    handed = case.hand_over
    found = [_steps("Bij de overdracht", handed.figures, handed.law_pack)]
    for one in case.notices:
        title = f"Wat aanmaning {one.number} aankondigde"
        found.append(_steps(title, one.figures, one.law_pack))
    return found


def _laws(case: Dossier) -> Section:
    def told(choice: LawChoice) -> str:
        return f"{word('country', choice.country)}. {choice.sentence}".strip()

    withheld = case.law.nothing_on_top
    return _pairs(
        [
            ("Gedrag en volgorde", told(case.law.conduct)),
            ("Kosten en rente", told(case.law.contract)),
            ("Het tellen van dagen", told(case.law.calendar)),
            ("Bovenop de hoofdsom", word("withheld", withheld) if withheld else ""),
        ]
    )


def _ledger(case: Dossier) -> Section:
    rows = (
        [
            day(entry.booked_on),
            day(entry.value_on),
            _numbers(case, [entry.claim]),
            word("entry", entry.kind),
            word("cause", entry.cause),
            money(entry.cents),
        ]
        for entry in case.ledger
    )
    total = ["Nu open", "", "", "", "", money(sum(entry.cents for entry in case.ledger))]
    head = ["Geboekt", "Geldt per", "Rekening", "Wat", "Volgens wie", "Bedrag"]
    return _table(head, rows, "aaaffr", total)


# How it went ----------------------------------------------------------------------------------


def _promises(case: Dossier) -> Section:
    rows = [
        [
            day(promise.made_on),
            word("channel", promise.via),
            _numbers(case, promise.claims),
            money(part.cents),
            day(part.due_on),
            _became(promise, part.outcome),
        ]
        for promise in case.promises
        for part in promise.instalments
    ]
    head = ["Gemaakt", "Via", "Rekeningen", "Bedrag", "Uiterlijk", "Wat werd het"]
    return _table(head, rows, "aafraf")


def _became(promise: Promise, outcome: str) -> str:
    if promise.cancelled_on:
        return f"vervallen op {day(promise.cancelled_on)}"
    known = outcome or promise.outcome
    return word("promise", known) if known else "loopt nog"


def _dispute(case: Dossier, one: Dispute) -> Section:
    parts = ", ".join(
        f"{_numbers(case, [part.claim])} voor {money(part.cents)}" for part in one.parts
    )
    answered = f"{word('answer', one.answer)}, {moment(one.answered_at)}" if one.answer else ""
    return _pairs(
        [
            ("Bezwaar", f"{word('dispute', one.reason)}, {moment(one.asked_at)}"),
            ("Over", parts),
            ("In eigen woorden", one.words),
            ("Antwoord", answered or "nog geen"),
            ("Uitleg", one.answer_words),
            ("Ingetrokken", moment(one.withdrawn_at)),
            ("Stukken", ", ".join(one.files)),
        ]
    )


def _contacts(case: Dossier) -> Section:
    rows = (
        [
            moment(one.at),
            word("channel", one.channel),
            word("direction", one.direction),
            word("reach", one.reach),
            word("outcome", one.outcome) if one.outcome else _about(one.message),
            one.agent,
        ]
        for one in case.contacts
    )
    return _table(["Wanneer", "Hoe", "Van wie", "Bereikt", "Wat werd het", "Door"], rows, "aaaafa")


def _about(message: int | None) -> str:
    return f"bericht {message}" if message else ""


def _messages(case: Dossier) -> Section:
    rows = (
        [
            f"{one.number}",
            moment(one.sent_at),
            word("purpose", one.purpose),
            word("channel", one.channel),
            word("state", one.state),
            one.file or "inhoud gewist volgens de wet",
        ]
        for one in case.messages
    )
    return _table(["Nr.", "Verstuurd", "Wat", "Hoe", "Stand", "Bestand"], rows, "rafaaf")


def _files(case: Dossier) -> list[Section]:
    rows = ([one.name, size(one.size), one.sha256] for one in case.files)
    chain = case.events
    told = [
        ("Gebeurtenissen", f"{chain.count}, in events.json; elke draagt het getal van de vorige"),
        ("Laatste getal", chain.head),
        ("Nakijken", "minnelijk bundle verify, of sha256sum -c checksums.sha256"),
    ]
    return [_table(["Bestand", "Grootte", "SHA-256"], rows, "frh"), _pairs(told)]
