"""What the index of a hand-over file shows of money: claims, notices, calculation, ledger."""

from collections.abc import Sequence

from minnelijk.files.bundle.case import Dossier
from minnelijk.files.bundle.owed import Claim, Figure, LawPack, Notice
from minnelijk.post.hand_over.bundle_shapes import Section, numbers, table
from minnelijk.post.hand_over.bundle_words import day, money, word


def claims(case: Dossier) -> Section:
    """Every invoice, what is open of it, and for how much it is handed over."""
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
    return table([*head, "Overgedragen"], rows, "aaafrrrr", total)


def _last_day(claim: Claim) -> str:
    return day(claim.last_on) if claim.last_day_agreed else "niet afgesproken"


def notices(case: Dossier) -> Section:
    """Every notice, with its days and whether it stands."""
    rows = (
        [
            f"{one.number}. {word('notice', one.kind)}",
            numbers(case, (part.claim for part in one.claims)),
            money(one.principal_cents),
            _sent(one),
            f"{day(one.first_on)} t/m {day(one.last_on)}" if one.last_on else "loopt niet",
            money(one.on_top_cents),
            _counts(one),
        ]
        for one in case.notices
    )
    head = ["Aanmaning", "Rekeningen", "Gevraagd", "Verstuurd", "Termijn", "Kondigt aan", "Geldt"]
    return table(head, rows, "ffrffrf")


def _sent(one: Notice) -> str:
    if one.sent_on is None:
        return "niet verstuurd"
    who = " door de schuldeiser" if one.told_by_creditor else ""
    files = f" ({', '.join(one.files)})" if one.files else ""
    return f"{day(one.sent_on)}, {word('channel', one.channel)}{who}{files}"


def _counts(one: Notice) -> str:
    """Whether a notice stands, and from which day costs may be asked because of it."""
    if one.void:
        return f"nee: {word('void', one.void.why)}, {day(one.void.on)}"
    if one.last_on is None:
        return "nog niet: ontvangst niet bewezen" if one.sent_on else "nog niet"
    proven = f"ontvangen {day(one.received_on)}: {word('proof', one.proof)}" if one.proof else ""
    costs = one.on_top_cents and one.charges_from
    since = f"kosten vanaf {day(one.charges_from)}" if costs else "zonder kosten"
    return ", ".join(part for part in ("ja", proven, since) if part)


def figures(case: Dossier) -> list[Section]:
    """The calculation of the hand-over; of a notice only where it announced something else."""
    handed = case.hand_over
    found = [_steps("Bij de overdracht", handed.figures, handed.law_pack, handed.on_top_cents)]
    for one in case.notices:
        if one.figures != handed.figures:
            title = f"Wat aanmaning {one.number} aankondigde"
            found.append(_steps(title, one.figures, one.law_pack, one.on_top_cents))
    return found


def _steps(title: str, steps: Sequence[Figure], pack: LawPack | None, cents: int) -> Section:
    """The steps of a calculation; an amount that stands in its sentence is not said twice."""
    if not steps:
        return {}
    rows = [[one.sentence or one.word, one.source, _beside(one)] for one in steps]
    told = f"Regels van {word('country', pack.country)}, versie {pack.version}" if pack else ""
    return {
        "kind": "steps",
        "title": title,
        "rows": rows,
        "sum": ["Samen bovenop de hoofdsom", money(cents)],
        "under": told,
        "hash": pack.sha256 if pack else "",
    }


def _beside(one: Figure) -> str:
    amount = "" if one.cents is None else money(one.cents)
    return "" if amount in one.sentence else amount


def ledger(case: Dossier) -> Section:
    """Every booking, and what is open now."""
    rows = (
        [
            day(entry.booked_on),
            day(entry.value_on),
            numbers(case, [entry.claim]),
            word("entry", entry.kind),
            word("cause", entry.cause),
            money(entry.cents),
        ]
        for entry in case.ledger
    )
    total = ["Nu open", "", "", "", "", money(sum(entry.cents for entry in case.ledger))]
    head = ["Geboekt", "Geldt per", "Rekening", "Wat", "Volgens wie", "Bedrag"]
    return table(head, rows, "aaaffr", total)
