"""Finding a case by what somebody says on the phone: number, name, address, case or invoice."""

import re
from dataclasses import dataclass

from django.db.models import QuerySet

from minnelijk.flow.said import bare, number_key
from minnelijk.flow.words import PointChannel
from minnelijk.records.blind import fold, phone_tail, token
from minnelijk.records.models import Case, ContactPoint, Reference, SearchKey
from minnelijk.records.words import SearchKind
from minnelijk.rooms.desk.person import name_of
from minnelijk.rooms.parts.people import Request

MOST = 12
CASE_NUMBER = re.compile(r"[dD]-?(\d{1,12})")


@dataclass(frozen=True, slots=True)
class Hit:
    """One possible case: only what is needed to ask on, no amounts."""

    case: Case
    name: str
    client: str
    town: str
    closed: bool


def found(request: Request, text: str, cases: QuerySet[Case] | None = None) -> list[Hit]:
    """Return the cases in sight that fit what was typed, open ones first; `cases`: of these."""
    text = text.strip()
    cases = request.scope.cases() if cases is None else cases
    enough = len(text) >= 3 or CASE_NUMBER.fullmatch(text)
    ids = _ids(request, text, cases) if enough else set()
    rows = cases.filter(id__in=ids).select_related("debtor", "client").order_by("closed_on", "-id")
    hits = [_hit(case) for case in rows[: MOST + 1]]
    return sorted(hits, key=lambda hit: hit.closed)


def _ids(request: Request, text: str, cases: QuerySet[Case]) -> set[int]:
    number = CASE_NUMBER.fullmatch(text) or re.fullmatch(r"(\d{1,12})", text)
    found_ids: set[int] = set()
    if number:
        found_ids |= set(cases.filter(number=int(number[1])).values_list("id", flat=True)[:MOST])
    quoted = Reference.objects.filter(value__in={bare(text), number_key(text)}, case__in=cases)
    found_ids |= set(quoted.values_list("case_id", flat=True)[:MOST])
    debtors = _debtors(request, text)
    found_ids |= set(cases.filter(debtor_id__in=debtors).values_list("id", flat=True)[: 4 * MOST])
    by_number = cases.filter(debtor__number_at_client__iexact=text)
    return found_ids | set(by_number.values_list("id", flat=True)[:MOST])


def _debtors(request: Request, text: str) -> set[int]:
    """Debtors by blind keys; every word of a name must fit."""
    clients = request.scope.clients()
    if len(re.sub(r"\D", "", text)) >= 8 and phone_tail(text):
        return _with(clients, SearchKind.PHONE, text)
    if "@" in text:
        return _with(clients, SearchKind.MAIL, text)
    if re.match(r"\d{4}", text):
        return _with(clients, SearchKind.POSTCODE, text)
    words = [word for word in fold(text).split() if len(word) >= 3]
    sets = [_with(clients, SearchKind.NAME, word) for word in words]
    return set.intersection(*sets) if sets else set()


def _with(clients: object, kind: SearchKind, text: str) -> set[int]:
    keys = SearchKey.objects.filter(client__in=clients, kind=kind, token=token(kind, text))
    return set(keys.values_list("debtor_id", flat=True)[:500])


def _hit(case: Case) -> Hit:
    post = ContactPoint.objects.filter(debtor_id=case.debtor_id, channel=PointChannel.POST)
    newest = post.order_by("-version").first()
    town = str(newest.open().get("city", "")) if newest else ""
    return Hit(case, name_of(case.debtor), case.client.name, town, case.closed_on is not None)
