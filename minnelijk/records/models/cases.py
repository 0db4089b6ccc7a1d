"""The case and everything that makes it rest: holds, promises, disputes, questions to a client."""

from django.db import models
from django.db.models import F, Q

from minnelijk.files.chain import CHAIN_START
from minnelijk.flow.words import (
    Channel,
    CloseReason,
    Happening,
    HoldKind,
    NextWhy,
    Phase,
    PromiseOutcome,
)
from minnelijk.law.kinds import DebtorKind
from minnelijk.records.fields import (
    BytesField,
    same_check,
    sign_check,
    span_check,
    word_check,
    word_field,
)


class Case(models.Model):
    """All that decides about tomorrow, in one narrow row; without database foreign keys, for bulk.

    `step` is the last row of the policy that was taken ('' = none yet), `step_on` its day, `tries`
    the attempts within it; `go_to` the row on which an interruption put the case. `rev` rises with
    every change that a decision reads; `seq` and `head` are the end of the chain of events.
    """

    client = models.ForeignKey(
        "records.Client",
        models.PROTECT,
        related_name="cases",
        db_constraint=False,
        db_index=False,
    )
    number = models.BigIntegerField()
    debtor = models.ForeignKey(
        "records.Debtor",
        models.PROTECT,
        related_name="cases",
        db_constraint=False,
        db_index=False,
    )
    person = models.ForeignKey(
        "records.Person",
        models.PROTECT,
        related_name="cases",
        db_constraint=False,
        db_index=False,
    )
    country = models.CharField(max_length=2)
    contract_law = models.CharField(max_length=2)
    calendar = models.CharField(max_length=2)
    law_why = models.JSONField(default=dict)
    kind = word_field(DebtorKind)
    language = models.CharField(max_length=5)
    opened_on = models.DateField()
    policy_version = models.ForeignKey(
        "records.PolicyVersion",
        models.PROTECT,
        related_name="cases",
        db_constraint=False,
        db_index=False,
    )

    phase = word_field(Phase)
    step = models.CharField(max_length=40, default="", blank=True)
    go_to = models.CharField(max_length=40, default="", blank=True)
    occurrence = models.IntegerField(default=0)
    tries = models.SmallIntegerField(default=0)
    promises = models.SmallIntegerField(default=0)
    step_on = models.DateField()
    next_on = models.DateField(null=True, blank=True)
    next_why = word_field(NextWhy, empty=True)
    next_args = models.JSONField(default=dict)

    held_kind = word_field(HoldKind, empty=True)
    held_until = models.DateField(null=True, blank=True)
    open_cents = models.BigIntegerField(default=0)
    oldest_due_on = models.DateField(null=True, blank=True)
    reach = models.SmallIntegerField(default=0)
    hold_out = models.BooleanField(default=False)

    rev = models.IntegerField(default=0)
    seq = models.IntegerField(default=0)
    head = BytesField(max_length=32, default=CHAIN_START)
    closed_on = models.DateField(null=True, blank=True)
    close_reason = word_field(CloseReason, empty=True)

    class Meta:
        constraints = [
            word_check(DebtorKind, "kind", "case_kind"),
            word_check(Phase, "phase", "case_phase"),
            word_check(NextWhy, "next_why", "case_next_why", empty=True),
            word_check(HoldKind, "held_kind", "case_held_kind", empty=True),
            word_check(CloseReason, "close_reason", "case_close_reason", empty=True),
            same_check(Q(next_on__isnull=True), Q(phase=Phase.CLOSED), "case_open_has_day"),
            same_check(Q(next_on__isnull=True), Q(next_why=""), "case_day_has_why"),
            same_check(Q(closed_on__isnull=True), ~Q(phase=Phase.CLOSED), "case_closed_on"),
            same_check(Q(closed_on__isnull=True), Q(close_reason=""), "case_closed_why"),
            models.UniqueConstraint(fields=["client", "number"], name="case_number"),
            models.UniqueConstraint(
                fields=["client", "debtor"],
                condition=Q(closed_on__isnull=True),
                name="case_one_open",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_on"], condition=Q(next_on__isnull=False), name="case_next_on"
            ),
            models.Index(
                fields=["open_cents"], condition=Q(closed_on__isnull=True), name="case_open_cents"
            ),
        ]

    def __str__(self) -> str:
        return f"D-{self.number}"


class Hold(models.Model):
    """Why a case or one claim rests; ends on a day, by an answer or by a person.

    `cause` names the row that made it ("promise:5", "dispute:7", "call:12", "client:3").
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="holds")
    claim = models.ForeignKey(
        "records.Claim", models.PROTECT, null=True, related_name="holds", db_index=False
    )
    kind = word_field(HoldKind)
    happening = word_field(Happening, empty=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    review_on = models.DateField()
    cause = models.CharField(max_length=48)
    made_by = models.ForeignKey(
        "records.Seat", models.PROTECT, null=True, related_name="+", db_index=False
    )
    made_at = models.DateTimeField()
    lifted_on = models.DateField(null=True, blank=True)
    lifted_why = models.CharField(max_length=24, default="", blank=True)
    lifted_by = models.ForeignKey(
        "records.Seat", models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        constraints = [
            word_check(HoldKind, "kind", "hold_kind"),
            word_check(Happening, "happening", "hold_happening", empty=True),
            span_check("hold_span"),
            models.CheckConstraint(
                condition=Q(review_on__gte=F("from_on")), name="hold_review_later"
            ),
            same_check(Q(lifted_on__isnull=True), Q(lifted_why=""), "hold_lifted_why"),
            models.UniqueConstraint(
                fields=["case", "kind", "cause"],
                condition=Q(claim__isnull=True),
                name="hold_cause_case",
            ),
            models.UniqueConstraint(
                fields=["case", "kind", "cause", "claim"],
                condition=Q(claim__isnull=False),
                name="hold_cause_claim",
            ),
        ]
        indexes = [
            models.Index(fields=["case"], condition=Q(lifted_on__isnull=True), name="hold_running")
        ]

    def __str__(self) -> str:
        return f"{self.kind} of case {self.case_id}"


class Promise(models.Model):
    """What a debtor said he will pay, with one day or several; one open promise per case.

    `after_entry` is the id of the last ledger line when it was made: later money counts for it.
    `repair_until` is the last day to make up for a missed instalment.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="promises_made")
    cents = models.BigIntegerField()
    made_on = models.DateField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        "records.Seat", models.PROTECT, null=True, related_name="+", db_index=False
    )
    via = word_field(Channel)
    after_entry = models.BigIntegerField(default=0)
    cancelled_on = models.DateField(null=True, blank=True)
    repair_until = models.DateField(null=True, blank=True)
    outcome = word_field(PromiseOutcome, empty=True)
    judged_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            sign_check("cents", ">", "promise_cents"),
            word_check(Channel, "via", "promise_via"),
            word_check(PromiseOutcome, "outcome", "promise_outcome", empty=True),
            same_check(Q(outcome=""), Q(judged_on__isnull=True), "promise_judged_on"),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(outcome="", cancelled_on__isnull=True),
                name="promise_one_open",
            ),
        ]

    def __str__(self) -> str:
        return f"promise {self.pk}"


class PromiseClaim(models.Model):
    """One claim that a promise covers."""

    pk = models.CompositePrimaryKey("promise_id", "claim_id")
    promise = models.ForeignKey(Promise, models.PROTECT, related_name="covers", db_index=False)
    claim = models.ForeignKey("records.Claim", models.PROTECT, related_name="promised")

    def __str__(self) -> str:
        return f"claim {self.claim_id} in promise {self.promise_id}"


class Instalment(models.Model):
    """One dated part of a promise; a plain promise has one. `deferred_from` was its day before."""

    pk = models.CompositePrimaryKey("promise_id", "number")
    promise = models.ForeignKey(Promise, models.PROTECT, related_name="instalments", db_index=False)
    number = models.SmallIntegerField()
    cents = models.BigIntegerField()
    due_on = models.DateField()
    deferred_from = models.DateField(null=True, blank=True)
    outcome = word_field(PromiseOutcome, empty=True)
    judged_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            sign_check("cents", ">", "instalment_cents"),
            word_check(PromiseOutcome, "outcome", "instalment_outcome", empty=True),
            same_check(Q(outcome=""), Q(judged_on__isnull=True), "instalment_judged_on"),
        ]
        indexes = [
            models.Index(fields=["due_on"], condition=Q(outcome=""), name="instalment_running"),
        ]

    def __str__(self) -> str:
        return f"instalment {self.number} of promise {self.promise_id}"
