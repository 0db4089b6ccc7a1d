"""The questions that rooms and actions ask of the records: facts, balances, policies."""

from collections.abc import Iterable
from datetime import date
from functools import cache, lru_cache
from operator import attrgetter
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import phonenumbers
from django.db import connection
from django.db.models import Q, QuerySet, Sum
from phonenumbers.timezone import time_zones_for_number

from minnelijk.flow.facts import (
    EntryFacts,
    InstalmentFacts,
    Limits,
    PromiseFacts,
)
from minnelijk.flow.policy import Policy, base_text, read
from minnelijk.flow.words import (
    STOPS,
    EntryKind,
    HoldKind,
    PointChannel,
)
from minnelijk.law.kinds import DebtorKind, is_natural
from minnelijk.records import case_rows
from minnelijk.records.models import (
    Account,
    Attempt,
    Bureau,
    Case,
    Client,
    ContactPoint,
    Dispute,
    Entry,
    Partner,
    Promise,
    Registration,
    Seat,
)
from minnelijk.records.remember import remembered


@remembered
def entries_of(case: Case) -> tuple[EntryFacts, ...]:
    return tuple(
        EntryFacts(row.id, row.claim_id, EntryKind(row.kind), row.cents, row.value_on)
        for row in case_rows.entries(case)
    )


def open_per_claim(case_ids: Iterable[int]) -> dict[int, int]:
    """Return {claim: open cents} from the ledger."""
    sums = (
        Entry.objects.filter(case_id__in=list(case_ids))
        .values_list("claim_id")
        .annotate(open=Sum("cents"))
    )
    return dict(sums)


def open_disputes(case: Case) -> QuerySet[Dispute]:
    """Disputes that still rest their part: not answered, or more was asked of the debtor."""
    return Dispute.objects.filter(
        Q(answer="") | Q(answer="ask_more"), case=case, withdrawn_at__isnull=True
    )


def open_promise(case: Case) -> PromiseFacts | None:
    rows = case_rows.promises(case)
    promise = next((row for row in rows if row.outcome == "" and row.cancelled_on is None), None)
    return promise_facts(promise) if promise else None


def promise_facts(promise: Promise) -> PromiseFacts:
    parts = sorted(promise.instalments.all(), key=attrgetter("number"))
    return PromiseFacts(
        id=promise.id,
        made_on=promise.made_on,
        instalments=tuple(
            InstalmentFacts(part.number, part.cents, part.due_on, part.deferred_from)
            for part in parts
        ),
        claims=frozenset(cover.claim_id for cover in promise.covers.all()),
        after_entry=promise.after_entry,
        repair_until=promise.repair_until,
    )


def points_of(case: Case, on: date) -> frozenset[PointChannel]:
    """Return the channels in which this debtor can be reached and may be."""
    return frozenset(PointChannel(point.channel) for point in usable_points(case, on))


def phone_zones(case: Case, on: date) -> list[ZoneInfo]:
    """Return the time zones of the number that would be dialled; none where that is not known."""
    phones = [point for point in usable_points(case, on) if point.channel == PointChannel.PHONE]
    for phone in phones[:1]:
        try:
            number = phonenumbers.parse(str(phone.open().get("value", "")), case.country.upper())
            names = time_zones_for_number(number)
        except phonenumbers.NumberParseException:
            return []
        return [zone for name in names if (zone := _zone(name))]
    return []


def is_mobile(point: ContactPoint, country: str) -> bool:
    """Whether a text message can be read at this number."""
    try:
        number = phonenumbers.parse(str(point.open().get("value", "")), country.upper())
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.number_type(number) in MOBILE


MOBILE = frozenset(
    {phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE}
)


@cache
def _zone(name: str) -> ZoneInfo | None:
    """Return a time zone by its name; a number of no known place has none."""
    try:
        return ZoneInfo(name)
    except ZoneInfoNotFoundError:
        return None


@remembered
def usable_points(case: Case, on: date) -> list[ContactPoint]:
    """Return the usable contact points, the newest version of each channel first."""
    refused = {wish.channel for wish in case_rows.wishes(case, on)}
    return [point for point in case_rows.points(case, on) if point.channel not in refused]


def stops_here(case: Case) -> int:
    stops = STOPS - {HoldKind.CLIENT_STOPPED}
    return sum(hold.kind in stops for hold in case_rows.holds(case))


def feed_stale(client: Client, on: date) -> bool:
    """Whether the client's payments are known too far back to contact anybody."""
    if client.feed_on is None:
        return True
    return (on - client.feed_on).days > client.feed_max_age_days


def registered(country: str, kind: DebtorKind, on: date, *, third_party: bool) -> bool:
    """Whether natural persons in this country may be approached on this day.

    `third_party`: a bureau collects for somebody else; only then a registration is needed.
    """
    return not is_natural(kind) or not third_party or _in_register(country, on)


@remembered
def _in_register(country: str, on: date) -> bool:
    return (
        Registration.objects.filter(country=country, from_on__lte=on)
        .filter(Q(until_on__isnull=True) | Q(until_on__gte=on))
        .exists()
    )


@remembered
def bureau() -> Bureau:
    return Bureau.objects.get(id=1)


def third_party() -> bool:
    """Whether this installation collects for somebody else, not its own invoices."""
    return not bureau().own_collection


def limits_of(client: Client) -> Limits:
    return Limits(
        promise_days=client.promise_days,
        promise_days_max=client.promise_days_max,
        promises_max=client.promises_max,
        small_rest_cents=client.small_rest_cents,
        plan_parts_max=client.plan_parts_max,
        plan_days_max=client.plan_days_max,
        plan_part_min_cents=client.plan_part_min_cents,
        plan_repair_days=client.plan_repair_days,
        saturday_calls=client.may_call_saturday,
        holidays_for_companies=client.open_holidays_for_companies,
        hours_from=client.hours_from,
        hours_to=client.hours_to,
    )


def policy_of(case: Case) -> Policy:
    """Return the pinned table of this case."""
    return table(case.policy_version.text)


@lru_cache(maxsize=256)
def table(text: str) -> Policy:
    """Return a stored table, which was without problems when it was activated."""
    policy, problems = read(text, base_text())
    if policy is None:
        raise ValueError(f"a stored policy cannot be read: {problems[0]}")
    return policy


def partners_of(client: Client, on: date) -> QuerySet[Partner]:
    """Return the agencies that this client may choose: the bureau's, and its own."""
    rows = Partner.objects.filter(Q(client__isnull=True) | Q(client=client), from_on__lte=on)
    return rows.filter(Q(until_on__isnull=True) | Q(until_on__gte=on)).order_by("client", "name")


@remembered
def may_choose(client: Client, partner: int, on: date) -> bool:
    """Whether this client may have its cases at this agency."""
    return partners_of(client, on).filter(id=partner).exists()


def last_caller(case: Case) -> Seat | None:
    """Return who last called this debtor. Asked for every mail, so asked without the ORM."""
    table = connection.ops.quote_name(Attempt._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT seat_id FROM {table} WHERE case_id = %s AND seat_id IS NOT NULL "  # noqa: S608
            "AND undone_at IS NULL ORDER BY id DESC LIMIT 1",
            [case.id],
        )
        row = cursor.fetchone()
    return _seat(row[0]) if row else None


@remembered
def _seat(number: int) -> Seat:
    return Seat.objects.select_related("user").get(id=number)


@remembered
def account_of(client: Client, on: date) -> Account | None:
    """Return the account that a message of this client shows on this day."""
    return (
        Account.objects.filter(client=client, works_from_on__lte=on)
        .filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on))
        .order_by("-works_from_on", "-id")
        .first()
    )
