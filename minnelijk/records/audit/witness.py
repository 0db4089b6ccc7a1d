"""How far the events of a case, a debtor, a client or the bureau have come: what explains a change.

An anchor (see `rules`) is an id and a kind in one number. Nobody but this house can raise a
witness: events carry a keyed mark.
"""

from collections.abc import Iterable

from django.db.models import Max, Sum

from minnelijk.records.audit.belonging import AT_LARGE, CASE, DEBTOR, OFFICE
from minnelijk.records.audit.pictures import OFFICES, SIZE, Pictured
from minnelijk.records.models import Case, Client, Debtor, OfficeEvent

PAGE = 50_000
"""Debtors whose cases are counted in one look: their cases are found by no index."""

TABLES = {CASE: Case._meta.db_table, DEBTOR: Debtor._meta.db_table}


class Witness:
    """The witnesses as they stand now; read a page at a time."""

    def __init__(self) -> None:
        self._offices = offices()
        self._page: tuple[int, dict[int, int]] = (-1, {})

    def now(self, anchors: Iterable[int]) -> dict[int, int]:
        """Return how far each of these anchors has come; 0 for one without events."""
        wanted = set(anchors)
        cases = [anchor >> 2 for anchor in wanted if anchor & 3 == CASE]
        found = {anchor: self._offices.get(anchor, 0) for anchor in wanted}
        for number, seq in Case.objects.filter(id__in=cases).values_list("id", "seq"):
            found[number << 2 | CASE] = seq
        for anchor in sorted(anchor for anchor in wanted if anchor & 3 == DEBTOR):
            found[anchor] = self._debtor(anchor >> 2)
        return found

    def _debtor(self, number: int) -> int:
        page = number // PAGE
        if self._page[0] != page:
            near = Case.objects.filter(debtor__gte=page * PAGE, debtor__lt=(page + 1) * PAGE)
            rows = near.order_by().values_list("debtor_id").annotate(Sum("seq"))
            self._page = (page, dict(rows))
        return self._page[1].get(number, 0)


def offices() -> dict[int, int]:
    """Return how far every office has come, and every client with all its cases."""
    last = OfficeEvent.objects.order_by().values_list("client_id").annotate(Max("seq"))
    office: dict[int, int] = {client or 0: seq for client, seq in last}
    cases = dict(Case.objects.order_by().values_list("client_id").annotate(Sum("seq")))
    found = {}
    for client in [0, *Client.objects.values_list("id", flat=True)]:
        found[client << 2 | OFFICE] = office.get(client, 0)
        found[client << 2 | AT_LARGE] = office.get(client, 0) + cases.get(client, 0)
    found[AT_LARGE] = sum(office.values()) + sum(cases.values())
    return found


def then(pictured: Pictured, anchor: int) -> int:
    """Return how far an anchor had come when the last day was closed; 0 where it was not yet."""
    table = TABLES.get(anchor & 3)
    if table is None:
        entry = pictured.get(OFFICES, 0).get(str(anchor))
    else:
        entry = pictured.get(table, (anchor >> 2) // SIZE).get(str(anchor >> 2))
    return entry.witness if entry else 0
