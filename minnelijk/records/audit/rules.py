"""For every table: which columns may change, what proves that they did, and what is not protected.

A column that no rule names never changes. One that is `told` changes only together with an event
of what the row belongs to: a case, a debtor's cases, a client's office. One that is `free` changes
at any time, for the reason beside it. A new table needs its rule here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from django.apps import apps
from django.db import models

from minnelijk.records.audit.belonging import (
    ANYBODY,
    FIRST_SEAT,
    at_large,
    case,
    case_or,
    debtor,
    of,
    office,
)


@dataclass(frozen=True, slots=True)
class Rule:
    """How one table is protected; `belongs_to` is SQL for its anchor, `t` the table itself.

    `comes_sealed`: a new row needs no event; that its seal opens says that we wrote it.
    """

    belongs_to: str
    told: str = ""
    free: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    may_go: bool = False
    comes_sealed: bool = False
    bucket_by: str = ""


def _free(columns: str, why: str) -> dict[str, str]:
    return dict.fromkeys(columns.split(), why)


LEASE = "who has it at this moment; ends by itself"
LOOKED = "what a server last answered; looked at again every day"
COUNTED = "a count of other rows, made again from them"
PLANNED = "worked out again from the other rows whenever somebody looks"

OWN_EVENTS = {
    "Event": "its own chain, a keyed mark on each, the root of its day",
    "OfficeEvent": "its own chain, a keyed mark on each, the root of its day",
    "ChainEnd": "a keyed mark; the chain must end there",
    "Seal": "its own chain, a keyed mark on each, the anchors outside the database",
    "RowPicture": "a keyed mark on each, the root in the seal of its day",
}
"""Tables that prove themselves."""

NOT_PROTECTED = {
    "BankCandidate": "suggestions for a payment that waits; worked out again",
    "KeyCheck": "a changed check value lets nothing start; what is sealed is checked by opening",
    "Run": "a diary of the machine; no decision reads it",
    "SearchKey": "made from the sealed names and addresses, and made again from them",
    "SentCount": "a counter per minute, thrown away",
    "Tries": "a count of attempts to sign in, thrown away",
    "Visit": "who is signed in at this moment; sessions come and go",
}
"""Tables of which a change is not found, and why nobody is wronged by one."""

RULES: dict[str, Rule] = {
    # Who we are and for whom
    "Bureau": Rule("0", told="*"),
    "Registration": Rule("0", told="number until_on checked_by_id"),
    "LawSignOff": Rule("0"),
    "Client": Rule(
        office("t.id"),
        told="*",
        free=_free("last_case_number", COUNTED) | _free("feed_on", COUNTED),
    ),
    "Account": Rule(
        office(),
        told="bank_says bank_said_on number_called confirmed_by_id confirmed_at works_from_on"
        " ends_on",
    ),
    "Brand": Rule(office()),
    "Sender": Rule(
        office(),
        told="*",
        free=_free("checked_on spf dkim dmarc tested_at failing_since failing_why", LOOKED),
    ),
    "SenderTrial": Rule(
        office(of("sender", "sender_id", "client_id")),
        free=_free(
            "sent_at arrived_at spf_aligned dkim_aligned replied_at bounced_at problem", LOOKED
        ),
    ),
    "Mailbox": Rule(
        office(),
        told="*",
        free=_free("uid_validity last_uid read_at failing_since failing_why", LOOKED),
    ),
    "Partner": Rule(office(), told="*", may_go=True),
    "User": Rule(office(FIRST_SEAT), told="*", free=_free("last_login language", LOOKED)),
    "Seat": Rule(office(), told="from_on until_on languages active"),
    "SeatClient": Rule("0", may_go=True),
    "Invitation": Rule(
        office(of("seat", "seat_id", "client_id")),
        told="accepted_at",
        free=_free("until_at withdrawn_at", LOOKED),
    ),
    # Who owes
    "Person": Rule(
        debtor("(SELECT min(d.id) FROM records_debtor d WHERE d.person_id = t.id)"),
        told="merged_into_id",
        free=_free("stop_count", COUNTED),
    ),
    "PersonKey": Rule(
        debtor("(SELECT min(d.id) FROM records_debtor d WHERE d.person_id = t.person_id)"),
        told="person_id",
        may_go=True,
    ),
    "Debtor": Rule(
        debtor("t.id"),
        told="person_id number_at_client kind country language careful erased_on sealed",
    ),
    "ContactPoint": Rule(debtor(), told="quality until_on sealed"),
    "Wish": Rule(debtor(), told="until_on sealed"),
    # What is owed
    "ColumnMapping": Rule(ANYBODY, told="mapping", free=_free("used_at", LOOKED)),
    "Placement": Rule(at_large(), told="mapping_id rows_read rows_refused taken_back_at"),
    "PlacementRow": Rule(
        at_large(of("placement", "placement_id", "client_id")), told="problems state sealed"
    ),
    "PlacementCase": Rule(case(), told="before sealed", may_go=True),
    "ListJob": Rule(
        ANYBODY,
        told="placement_id ended_at refused cases",
        free=_free("taken_by taken_until", LEASE),
    ),
    "Claim": Rule(case(), told="due_on due_agreed withdrawn_on"),
    "Reference": Rule(case(), may_go=True, bucket_by="case_id"),
    "Entry": Rule(case()),
    "BankStatement": Rule(at_large(of("account", "account_id", "client_id")), told="told"),
    "BankLine": Rule(
        at_large(of("account", "account_id", "client_id")),
        told="state decided_at decided_by_id sealed",
    ),
    "BankMatch": Rule(case(), told="settled_at undone_at undone_by_id"),
    # The case and its plan
    "Case": Rule(
        case("t.id"),
        told="country contract_law calendar law_why kind language policy_version_id phase step"
        " go_to occurrence tries promises step_on open_cents oldest_due_on hold_out"
        " closed_on close_reason",
        free=_free("next_on next_why next_args held_kind held_until reach", PLANNED)
        | _free("rev", COUNTED)
        | _free("seq head", "where its chain ends; the chain is walked"),
    ),
    "Hold": Rule(
        case(), told="until_on lifted_on lifted_why lifted_by_id", free=_free("review_on", PLANNED)
    ),
    "Promise": Rule(case(), told="cancelled_on repair_until outcome judged_on"),
    "PromiseClaim": Rule(case(of("promise", "promise_id", "case_id"))),
    "Instalment": Rule(
        case(of("promise", "promise_id", "case_id")), told="due_on deferred_from outcome judged_on"
    ),
    "Dispute": Rule(
        case(), told="answer_due_on answer answered_by_id answered_at withdrawn_at sealed"
    ),
    "DisputePart": Rule(case(of("dispute", "dispute_id", "case_id")), told="upheld_cents"),
    "DisputeFile": Rule(case(of("dispute", "dispute_id", "case_id"))),
    "Notice": Rule(
        case(),
        told="message_id document_id sent_on received_on proof first_on last_on charges_from"
        " charges_from_law void_on void_why",
    ),
    "NoticeClaim": Rule(case(of("notice", "notice_id", "case_id")), told="void"),
    "Approval": Rule(
        case_or(office()),
        told="reminders answer answered_by_id answered_at until_on fell_why terms",
    ),
    "ClientNote": Rule(
        case_or(at_large()),
        told="args made_at done_at done_by_id",
        free=_free("mailed_at", COUNTED),
    ),
    "Complaint": Rule(
        case_or(debtor()), told="case_id ack_at handler_id answered_at closed_on sealed"
    ),
    "HandOver": Rule(
        case(),
        told="bundle_id sent_at link_hash code_hash link_until acknowledged_at their_number"
        " recalled_at recall_why recall_ack_at ended_at ended_how",
        free=_free("code_tries fetched_at", COUNTED),
    ),
    "HandOverClaim": Rule(case(of("handover", "hand_over_id", "case_id"))),
    "AgencyNote": Rule(
        case(of("handover", "hand_over_id", "case_id")),
        told="sealed",
        free=_free("told_at read_at", COUNTED),
        may_go=True,
    ),
    # Contact, work and proof
    "WorkItem": Rule(
        case(),
        told="state reason",
        free=_free("leased_by_id leased_until", LEASE)
        | _free("from_at for_seat_id rank ready_on reason_args", PLANNED),
    ),
    "Callback": Rule(case(), told="at seat_id contact_point_id kept_at cancelled_at"),
    # A mail that is tried again leaves later, perhaps to another address: its own row says when.
    "Attempt": Rule(
        case(), told="reach outcome seconds undone_at at day_on contact_point_id basis"
    ),
    "Call": Rule(
        case(of("attempt", "attempt_id", "case_id")),
        told="outcome identity said undo recording_id sealed",
    ),
    "Message": Rule(
        case(),
        told="facts case_rev state printed_on document_id batch_id sender_id contact_point_id"
        " template_version_id brand_id",
        free=_free("taken_by taken_until tries", LEASE)
        | _free("gate why not_before_at token_seed", PLANNED),
    ),
    "SendTry": Rule(ANYBODY),
    "PrintBatch": Rule(ANYBODY, told="document_id manifest_id way handed_at problem"),
    "Evidence": Rule(
        case(of("message", "message_id", "case_id")),
        told="delivered_at bounced_at bounce_code sealed",
    ),
    "Inbound": Rule(
        case_or(ANYBODY),
        told="client_id case_id message_id kind code document_id handled_at handled_by_id",
    ),
    "EventNote": Rule(case(), told="salt sealed", bucket_by="case_id"),
    "Document": Rule(
        ANYBODY,
        told="kind keep_until_on erased_on sealed",
        free=_free("key_id", "under which key its file lies"),
        comes_sealed=True,
    ),
    # What clients may edit
    "Policy": Rule(office(), told="name for_country for_whom"),
    "PolicyVersion": Rule(
        office(of("policy", "policy_id", "client_id")), told="activated_at problems"
    ),
    "Template": Rule(office()),
    "TemplateVersion": Rule(
        office(of("template", "template_id", "client_id")), told="approved_by_id approved_at"
    ),
}


class NoRule(Exception):
    """A table has no rule: say in `records/audit/rules.py` what proves its rows."""


def rule_of(model: type[models.Model]) -> Rule | None:
    """Return the rule of a table; None for one that proves itself or is openly not protected."""
    name = model.__name__
    if name in OWN_EVENTS or name in NOT_PROTECTED:
        return None
    if name not in RULES:
        raise NoRule(f"{name} has no rule: say in records/audit/rules.py what proves its rows.")
    return RULES[name]


def protected() -> list[type[models.Model]]:
    """Return the tables with a rule; first those that others belong to."""
    found = [model for model in apps.get_app_config("records").get_models() if rule_of(model)]
    first = ["Case", "Debtor"]
    return sorted(found, key=lambda model: (model.__name__ not in first, model._meta.db_table))


def columns_of(model: type[models.Model]) -> tuple[list[str], list[str]]:
    """Return the columns of a table that never change, and those that an event tells of; `sealed`
    and the free ones are in neither."""
    rule = RULES[model.__name__]
    all_columns = [field.column for field in model._meta.concrete_fields if field.column]
    own = [name for name in all_columns if name != "sealed" and name not in rule.free]
    key = {field.column for field in model._meta.pk_fields}
    told = set(own) - key if rule.told == "*" else set(rule.told.split())
    return [name for name in own if name not in told], [name for name in own if name in told]
