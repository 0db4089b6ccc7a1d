"""Which country's law answers which question of a case, and why."""

from dataclasses import dataclass

from minnelijk.law.country import COUNTRIES
from minnelijk.law.kinds import DebtorKind, is_consumer


@dataclass(frozen=True)
class WhichLaw:
    """Country codes: for conduct (hours, registration, order), for costs and interest, for days.

    `on_top` is false where nothing may be asked beside the principal until a person has decided.
    `why` holds a word for each answer, and `nothing_on_top` where `on_top` is false.
    """

    conduct: str
    contract: str
    calendar: str
    on_top: bool
    why: dict[str, str]


def which_law(
    *, kind: DebtorKind, lives_in: str, client_country: str, contract_law: str
) -> WhichLaw:
    """Return which law counts for what.

    Conduct and the calendar of a promise follow where the debtor lives. Costs and interest follow
    the law of the contract; without one (`contract_law` empty) that of the client's own country.
    A consumer who lives under another law than that of the contract, and everybody where there is
    no law pack, is asked nothing on top. A country without a pack is no error here: each of its
    questions is refused by `country` (`NoLawPack`).
    """
    contract = contract_law or client_country
    why = {
        "conduct": "residence",
        "calendar": "residence",
        "contract_law": "client_card" if contract_law else "client_country",
    }
    withheld = _withheld(kind, lives_in, contract)
    if withheld:
        why["nothing_on_top"] = withheld
    return WhichLaw(lives_in, contract, lives_in, not withheld, why)


def _withheld(kind: DebtorKind, lives_in: str, contract: str) -> str:
    if is_consumer(kind) and lives_in != contract:
        return "cross_border"
    return "" if {lives_in, contract} <= set(COUNTRIES) else "no_law_pack"
