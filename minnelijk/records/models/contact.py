"""Work for a person and what goes in and out: worklist, attempts, calls, outbox and proof."""

from django.db import models
from django.db.models import F, Q

from minnelijk.flow.words import (
    Basis,
    Channel,
    Direction,
    Outcome,
    Reach,
    WorkKind,
    WorkState,
)
from minnelijk.records.fields import same_check, word_check, word_field
from minnelijk.records.sealed import Sealed


class WorkItem(models.Model):
    """What waits for a person at the desk, and the lease of who has it now."""

    case = models.ForeignKey(
        "records.Case",
        models.PROTECT,
        related_name="work_items",
        db_constraint=False,
        db_index=False,
    )
    person = models.ForeignKey(
        "records.Person", models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    client = models.ForeignKey(
        "records.Client", models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    step = models.CharField(max_length=40, default="", blank=True)
    occurrence = models.IntegerField()
    kind = word_field(WorkKind)
    task = models.CharField(max_length=32, default="", blank=True)
    language = models.CharField(max_length=5)
    rank = models.BigIntegerField(default=0)
    ready_on = models.DateField()
    from_at = models.DateTimeField(null=True, blank=True)
    for_seat = models.ForeignKey(
        "records.Seat",
        models.PROTECT,
        null=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    state = word_field(WorkState)
    reason = models.CharField(max_length=32, default="", blank=True)
    reason_args = models.JSONField(default=dict)
    leased_by = models.ForeignKey(
        "records.Seat",
        models.PROTECT,
        null=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    leased_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            word_check(WorkKind, "kind", "work_item_kind"),
            word_check(WorkState, "state", "work_item_state"),
            same_check(
                Q(leased_by__isnull=True), Q(leased_until__isnull=True), "work_item_lease_until"
            ),
            models.CheckConstraint(
                condition=Q(leased_by__isnull=True) | Q(state=WorkState.OPEN),
                name="work_item_lease_open",
            ),
            models.UniqueConstraint(
                fields=["case", "step", "occurrence", "kind"], name="work_item_step"
            ),
            models.UniqueConstraint(
                fields=["leased_by"], condition=Q(leased_by__isnull=False), name="work_item_seat"
            ),
            models.UniqueConstraint(
                fields=["person"], condition=Q(leased_by__isnull=False), name="work_item_person"
            ),
        ]
        indexes = [
            models.Index(
                F("client"),
                F("rank").desc(),
                F("id"),
                condition=Q(state=WorkState.OPEN, leased_by__isnull=True),
                name="work_item_free",
            ),
            models.Index(
                fields=["leased_until"],
                condition=Q(leased_by__isnull=False),
                name="work_item_leased",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of case {self.case_id}"


class Callback(models.Model):
    """An agreed moment to phone; no seat means the whole team."""

    case = models.ForeignKey("records.Case", models.PROTECT, related_name="callbacks")
    at = models.DateTimeField()
    seat = models.ForeignKey(
        "records.Seat", models.PROTECT, null=True, related_name="+", db_index=False
    )
    contact_point = models.ForeignKey(
        "records.ContactPoint", models.PROTECT, null=True, related_name="+", db_index=False
    )
    made_by = models.ForeignKey(
        "records.Seat", models.PROTECT, null=True, related_name="+", db_index=False
    )
    made_at = models.DateTimeField()
    kept_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["at"],
                condition=Q(kept_at__isnull=True, cancelled_at__isnull=True),
                name="callback_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"callback {self.pk}"


class Attempt(models.Model):
    """One contact with a person, across clients: the caps count here and nowhere else."""

    person = models.ForeignKey(
        "records.Person", models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    case = models.ForeignKey(
        "records.Case",
        models.PROTECT,
        related_name="attempts",
        db_constraint=False,
        db_index=False,
    )
    client = models.ForeignKey(
        "records.Client", models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    channel = word_field(Channel)
    basis = word_field(Basis)
    contact_point = models.ForeignKey(
        "records.ContactPoint",
        models.PROTECT,
        null=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    at = models.DateTimeField()
    day_on = models.DateField()
    direction = word_field(Direction)
    reach = word_field(Reach)
    outcome = word_field(Outcome, empty=True)
    seat = models.ForeignKey(
        "records.Seat",
        models.PROTECT,
        null=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    seconds = models.IntegerField(null=True, blank=True)
    message = models.ForeignKey(
        "records.Message",
        models.PROTECT,
        null=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            word_check(Channel, "channel", "attempt_channel"),
            word_check(Basis, "basis", "attempt_basis"),
            word_check(Direction, "direction", "attempt_direction"),
            word_check(Reach, "reach", "attempt_reach"),
            word_check(Outcome, "outcome", "attempt_outcome", empty=True),
            models.UniqueConstraint(
                fields=["message"], condition=Q(message__isnull=False), name="attempt_message"
            ),
        ]
        indexes = [
            models.Index(fields=["person", "day_on", "channel", "reach"], name="attempt_caps"),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.pk}"


class Call(Sealed):
    """What was said in a call, under which script; sealed: `note`.

    `identity` names the facts that were ticked (words only), `undo` the rows that were made and
    the position before, so that a slip of the keyboard can be taken back.
    """

    attempt = models.OneToOneField(
        Attempt, models.PROTECT, primary_key=True, related_name="call", db_constraint=False
    )
    outcome = word_field(Outcome, empty=True)
    script_version = models.ForeignKey(
        "records.TemplateVersion", models.PROTECT, null=True, related_name="+", db_index=False
    )
    identity = models.JSONField(default=list)
    said = models.JSONField(default=dict)
    undo = models.JSONField(default=dict)
    telephony_id = models.CharField(max_length=80, null=True, blank=True, unique=True)
    recording = models.ForeignKey(
        "records.Document", models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        constraints = [word_check(Outcome, "outcome", "call_outcome", empty=True)]

    def __str__(self) -> str:
        return f"call {self.pk}"
