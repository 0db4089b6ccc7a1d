"""What the index of a hand-over file shows of money: claims, notices, calculation, ledger."""

from collections.abc import Sequence

from minnelijk.files.bundle.case import Dossier
from minnelijk.files.bundle.owed import Claim, Figure, LawPack, Notice
from minnelijk.post.bundle_shapes import Section, numbers, table
from minnelijk.post.bundle_words import day, money, word


def claims(case: Dossier) -> Section:
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
    if one.void:
        return f"nee: {word('void', one.void.why)}, {day(one.void.on)}"
    received = (
        f"ontvangen {day(one.received_on)}: {word('proof', one.proof)}; " if one.proof else ""
    )
    since = f"kosten vanaf {day(one.charges_from)}" if one.charges_from else "zonder kosten"
    return f"ja, {received}{since}"


def figures(case: Dossier) -> list[Section]:
    handed = case.hand_over
    found = [_steps("Bij de overdracht", handed.figures, handed.law_pack)]
    for one in case.notices:
        title = f"Wat aanmaning {one.number} aankondigde"
        found.append(_steps(title, one.figures, one.law_pack))
    return found


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


def ledger(case: Dossier) -> Section:
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
