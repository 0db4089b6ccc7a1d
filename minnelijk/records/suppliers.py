"""Who an e-invoice says sent it, beside the client who delivers it."""

from collections.abc import Iterable

from minnelijk.files.invoices import Row
from minnelijk.law.references import enterprise_number
from minnelijk.records.models import Client

SHOWN = 3


def other_suppliers(client: Client, rows: Iterable[Row]) -> tuple[str, ...]:
    """Return the names of senders who clearly are not this client: their number is another one.

    Only numbers of the trade register are compared, and only where both are known and right; a
    Belgian VAT number holds one. Anything less says nothing.
    """
    own = _number(client.country, client.enterprise_no)
    if own is None:
        return ()
    names: dict[str, None] = {}
    for row in rows:
        said = {_number(client.country, number) for number in row.creditor_numbers} - {None}
        if said and own not in said:
            names[row.creditor_name or ", ".join(row.creditor_numbers)] = None
    return tuple(names)[:SHOWN]


def _number(country: str, text: str) -> str | None:
    found = enterprise_number(country.lower(), text)
    return found[1] if found else None
