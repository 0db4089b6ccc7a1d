"""The clients of the bureau: opening one, and its card of legal facts."""

import re
from collections.abc import Callable, Mapping
from datetime import date, time
from typing import Any

from django.db import IntegrityError, transaction

from minnelijk.flow.words import FeedKind, Question, SmallRest
from minnelijk.law.country import COUNTRIES
from minnelijk.law.limitation import ClaimNature
from minnelijk.law.references import enterprise_number
from minnelijk.records.actions.accounts import (
    AccountProblem,
    BadIban,
    confirm_account,
    propose_account,
    refuse_account,
)
from minnelijk.records.actions.clause import wrong_part
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.face import (
    FaceProblem,
    change_bureau,
    open_bureau,
    register,
    set_brand,
)
from minnelijk.records.actions.office import Refused, office_event
from minnelijk.records.actions.stopping import (
    resume_all,
    resume_case,
    resume_client,
    stop_client,
)
from minnelijk.records.models import Client, Seat
from minnelijk.records.queries import partners_of
from minnelijk.records.words import DueAgreed

__all__ = [
    "CARD",
    "AccountProblem",
    "BadIban",
    "ClientProblem",
    "FaceProblem",
    "change_bureau",
    "change_card",
    "confirm_account",
    "open_bureau",
    "open_client",
    "propose_account",
    "refuse_account",
    "register",
    "resume_all",
    "resume_case",
    "resume_client",
    "set_brand",
    "stop_client",
]

LANGUAGES = ("nl", "fr", "de", "en")


class ClientProblem(Refused):
    """What is asked of a client's card cannot be so."""

    sentences = {
        "code_taken": "There is a client with the code '{code}' already.",
        "code_wrong": "'{value}' is not a code: use 2 to 24 small letters, digits and hyphens.",
        "field_unknown": "A client's card has no field '{field}'.",
        "value_wrong": "'{value}' cannot be the value of '{field}'.",
        "enterprise_no_wrong": "'{value}' is not a number of an enterprise in the client's "
        "country: eight digits of the KvK, or ten of the KBO.",
        "hours_wrong": "The last hour must come after the first, and both are needed.",
        "promise_days_wrong": "The longest promise cannot be shorter than the usual one.",
        "agreement_wrong": "An agreement beforehand needs a day and the name of who agreed.",
        "partner_wrong": "This agency cannot be chosen (any more).",
        "clause_wrong": "'{part}' of the damages clause cannot be so.",
        "clause_small": "Only a small creditor may let interest count from the reminder.",
    }


def _text(longest: int) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and len(value) <= longest


def _number(least: int, most: int) -> Callable[[Any], bool]:
    return lambda value: type(value) is int and least <= value <= most


def _or_none(check: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: value is None or check(value)


def _is(kind: type) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, kind)


def _languages(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(word in LANGUAGES for word in value)


def _words(value: Any) -> bool:
    """Plain words per language: {"nl": "drinkwater"}."""
    return isinstance(value, dict) and all(
        key in LANGUAGES and isinstance(words, str) for key, words in value.items()
    )


CARD: Mapping[str, Callable[[Any], bool]] = {
    "name": lambda value: _text(120)(value) and bool(value.strip()),
    "country": lambda value: value in COUNTRIES,
    "enterprise_no": _text(20),
    "website": _text(200),
    "phone_shown": _text(20),
    "languages": _languages,
    "sector": _text(24),
    "sensitive": _is(bool),
    "due_agreed": lambda value: value in list(DueAgreed),
    "payment_term_days": _or_none(_number(0, 366)),
    "contract_law": lambda value: value in COUNTRIES,
    "claim_nature": lambda value: value in {"", *ClaimNature},
    "goods": _words,
    "vat_liable": _or_none(_is(bool)),
    "vat_deductible": _or_none(_is(bool)),
    "is_sme": _or_none(_is(bool)),
    "damages_clause": _or_none(_is(dict)),
    "regular_deliveries": _or_none(_is(bool)),
    "agreed_beforehand": _is(dict),
    "bureau_role": _text(120),
    "agreement_on": _or_none(_is(date)),
    "contact_person": _or_none(_is(Seat)),
    "feed_kind": lambda value: value in list(FeedKind),
    "feed_max_age_days": _number(0, 60),
    "match_certainty": _number(80, 99),
    "small_rest_rule": lambda value: value in list(SmallRest),
    "small_rest_cents": _number(0, 10_000),
    "promise_days": _number(1, 60),
    "promise_days_max": _number(1, 60),
    "promises_max": _number(1, 9),
    "plan_parts_max": _number(0, 12),
    "plan_days_max": _number(1, 366),
    "plan_part_min_cents": _number(0, 100_000),
    "plan_repair_days": _number(0, 20),
    "may_call_saturday": _is(bool),
    "open_holidays_for_companies": _is(bool),
    "hours_from": _or_none(_is(time)),
    "hours_to": _or_none(_is(time)),
    "hold_out_permille": _number(0, 1000),
    "retention_months": _number(1, 240),
}
"""Every field of the card that a person may change, and what may stand in it."""


def open_client(*, code: str, name: str, country: str, act: Act, **facts: Any) -> Client:
    """Store a new client; facts that are not told stay unknown. Raises ClientProblem."""
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{1,23}", code):
        raise ClientProblem("code_wrong", value=code)
    told = {
        "languages": ["nl"],
        "contract_law": country,
        "due_agreed": DueAgreed.NONE.value,
        **facts,
        "name": name,
        "country": country,
    }
    for field, value in told.items():
        _check_field(field, value)
    client = Client(code=code, last_case_number=FIRST_CASE_NUMBER - 1, **told)
    _check_together(client)
    try:
        with transaction.atomic():
            client.save(force_insert=True)
            office_event(client, "client_opened", act, {"code": code})
    except IntegrityError as problem:
        raise ClientProblem("code_taken", code=code) from problem
    return client


FIRST_CASE_NUMBER = 20_001
"""Cases are numbered per client from here, so that a number never looks like a small count."""


def change_card(client: Client, changes: Mapping[str, Any], act: Act) -> Client:
    """Change facts of the card; each change is an event with old and new. Raises ClientProblem.

    What is the same already is left alone.
    """
    for field, value in changes.items():
        _check_field(field, value)
    with transaction.atomic():
        client = Client.objects.select_for_update().get(id=client.id)
        changed = [field for field in changes if getattr(client, field) != changes[field]]
        for field in changed:
            args = {"field": field, "old": plain(field, getattr(client, field))}
            setattr(client, field, changes[field])
            args["new"] = plain(field, changes[field])
            office_event(client, "card_changed", act, args)
        _check_together(client)
        if "agreed_beforehand" in changed:
            _check_partner(client, act.on)
        if changed:
            client.save(update_fields=changed)
    return client


def _check_field(field: str, value: Any) -> None:
    check = CARD.get(field)
    if check is None:
        raise ClientProblem("field_unknown", field=field)
    if not check(value):
        raise ClientProblem("value_wrong", field=field, value=value)
    if field == "agreed_beforehand":
        for question, agreed in value.items():
            _check_agreement(question, agreed)
    if field == "damages_clause" and value is not None:
        part = wrong_part(value)
        if part:
            raise ClientProblem("clause_wrong", part=part)


def _check_agreement(question: str, agreed: Any) -> None:
    """An agreement is a setting with a day and a name, for one question."""
    if question not in list(Question) or not isinstance(agreed, dict):
        raise ClientProblem("agreement_wrong")
    try:
        date.fromisoformat(str(agreed.get("on")))
    except ValueError as problem:
        raise ClientProblem("agreement_wrong") from problem
    if not str(agreed.get("by_name") or "").strip():
        raise ClientProblem("agreement_wrong")


def _check_partner(client: Client, on: date) -> None:
    """Hand-over that is agreed beforehand names an agency that this client may choose."""
    chosen = client.agreed_beforehand.get(Question.HAND_OVER, {}).get("partner")
    if chosen is None:
        return
    if type(chosen) is not int or not partners_of(client, on).filter(id=chosen).exists():
        raise ClientProblem("partner_wrong")


def _check_together(client: Client) -> None:
    clause = client.damages_clause or {}
    if clause.get("interest_from_reminder") is True and client.is_sme is not True:
        raise ClientProblem("clause_small")
    if client.enterprise_no and not enterprise_number(client.country, client.enterprise_no):
        raise ClientProblem("enterprise_no_wrong", value=client.enterprise_no)
    if client.promise_days_max < client.promise_days:
        raise ClientProblem("promise_days_wrong")
    first, last = client.hours_from, client.hours_to
    if (first is None) != (last is None) or (first and last and last <= first):
        raise ClientProblem("hours_wrong")


def _agreed_event(agreed: Mapping[str, Any]) -> Any:
    """The day, and to which agency; never who agreed."""
    if "partner" not in agreed:
        return agreed["on"]
    return {"on": agreed["on"], "partner": agreed["partner"]}


def plain(field: str, value: Any) -> Any:
    """Return a value of the card as an event keeps it: without names of people."""
    if field == "agreed_beforehand":
        return {question: _agreed_event(agreed) for question, agreed in sorted(value.items())}
    if isinstance(value, Seat):
        return value.id
    if isinstance(value, date | time):
        return value.isoformat()
    return value
