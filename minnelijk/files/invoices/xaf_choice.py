"""Which lines of an audit file are about debtors: as it marks them, as told, or a question."""

from collections.abc import Iterable

from minnelijk.files.invoices.problems import Problem
from minnelijk.files.invoices.words import ProblemWord as W
from minnelijk.files.invoices.xaf_gather import Audit, Move

MIXED = "CS"
"""The sub-ledger of customers and suppliers together: on several accounts it does not tell."""
DEBTORS = frozenset({"CU", MIXED})
SUPPLIERS = "SU"
SHOWN = 12

Choice = tuple[list[Move], Problem | None]


def choose(audit: Audit, told: str) -> Choice:
    """Return the lines of the debtors, or the problem that stands in the way.

    A sub-ledger of customers alone is counted whole. One of customers and suppliers on several
    accounts, or sub-ledgers that no word marks, are asked and never guessed.
    """
    wanted = {part.strip().upper() for part in told.split(",") if part.strip()}
    marked = [move for move in audit.moves if move.ledger in DEBTORS]
    if wanted:
        return _told(audit, wanted, told)
    if not marked:
        return _unmarked(audit)
    mixed = {move.account for move in marked if move.ledger == MIXED and move.account}
    return (marked, None) if len(mixed) < 2 else ([], _asked(audit, mixed))


def _told(audit: Audit, wanted: set[str], told: str) -> Choice:
    """Return the lines of the ledger that a person named."""
    lines = audit.moves or _whole(audit)
    found = [move for move in lines if {move.account.upper(), move.ledger} & wanted]
    names = {move.account for move in lines} | {move.ledger for move in lines}
    if not lines:
        return [], Problem(W.XAF_NO_SUBLEDGER, blocking=True)
    known = {name.upper() for name in names}
    if found and wanted <= known:
        return found, None
    return [], Problem(
        W.XAF_LEDGER_UNKNOWN, value=told[:60], blocking=True, detail=_named(audit, names - {""})
    )


def _unmarked(audit: Audit) -> Choice:
    others = {move.ledger for move in audit.moves} - {SUPPLIERS, ""}
    accounts = {move.account for move in audit.moves if move.ledger == "" and move.account}
    booked = set() if audit.moves else {move.account for move in _whole(audit)}
    names = others | accounts or booked
    if names:
        return [], _asked(audit, names)
    return [], Problem(W.XAF_NO_SUBLEDGER, blocking=True)


def _whole(audit: Audit) -> list[Move]:
    """Return the lines of accounts where every line names its debtor and invoice.

    With one payment that does not, its invoice would look open: then nothing can be derived.
    """
    return [move for move in audit.booked if move.account and move.account not in audit.bare]


def _asked(audit: Audit, names: set[str]) -> Problem:
    return Problem(W.XAF_LEDGER_ASKED, blocking=True, detail=_named(audit, names))


def _named(audit: Audit, names: Iterable[str]) -> str:
    """Return ledgers by number and name: "1300 Debiteuren, 1305 Dubieuze debiteuren"."""
    told = audit.names | audit.accounts
    named = [f"{name} {told.get(name, '').replace(',', '')}".strip() for name in sorted(names)]
    return ", ".join(named[:SHOWN])[:300] or "-"
