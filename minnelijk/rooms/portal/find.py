"""Finding cases of one client: by number, by invoice, by name, mail, phone or address."""

import re

from django.db.models import Q, QuerySet

from minnelijk.flow.said import number_key
from minnelijk.records.blind import normal, token
from minnelijk.records.models import Case, SearchKey
from minnelijk.records.scope import Scope
from minnelijk.records.words import SearchKind

SHORTEST = 2


def find(scope: Scope, text: str) -> QuerySet[Case]:
    """Return the cases that these words may be about; sealed facts by their blind keys only."""
    text = " ".join(text.split())
    cases = scope.cases()
    if len(text) < SHORTEST:
        return cases
    wanted = Q(references__value__iexact=text) | Q(references__value=number_key(text))
    wanted |= Q(debtor__number_at_client__iexact=text)
    number = re.fullmatch(r"(?:D-)?(\d{1,12})", text, re.IGNORECASE)
    if number:
        wanted |= Q(number=int(number[1]))
    ids = Case.objects.filter(wanted, id__in=cases.values("id")).values("id")
    return cases.filter(Q(id__in=ids) | Q(debtor__in=_debtors(scope, text)))


def _debtors(scope: Scope, text: str) -> set[int]:
    """Debtors of whom every word of the text is a beginning of the name, or who are told whole."""
    keys = SearchKey.objects.all()
    if scope.client_ids is not None:
        keys = keys.filter(client__in=scope.client_ids)
    words = [word for word in normal(SearchKind.NAME, text).split() if len(word) >= SHORTEST]
    found: set[int] | None = None
    for word in words:
        rows = keys.filter(kind=SearchKind.NAME, token=token(SearchKind.NAME, word))
        ids = set(rows.values_list("debtor_id", flat=True))
        found = ids if found is None else found & ids
    whole = Q()
    for kind in (SearchKind.MAIL, SearchKind.PHONE, SearchKind.POSTCODE):
        if normal(kind, text):
            whole |= Q(kind=kind, token=token(kind, text))
    others = set(keys.filter(whole).values_list("debtor_id", flat=True)) if whole else set()
    return (found or set()) | others
