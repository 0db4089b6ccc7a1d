"""Why everything happened: the chained events, what may be erased from them, runs and files."""

from django.db import models
from django.db.models import Q

from minnelijk.records.fields import BytesField, same_check, word_check, word_field
from minnelijk.records.sealed import Sealed
from minnelijk.records.words import Actor


class Event(models.Model):
    """The answer to every "why?": append-only, chained per case, without personal data.

    With kind 'step' it is also the record that a step was taken, exactly once. `mark` is keyed: who
    can write into the database only cannot make one (`records/audit`).
    """

    pk = models.CompositePrimaryKey("case_id", "seq")
    case = models.ForeignKey(
        "records.Case", models.PROTECT, related_name="events", db_constraint=False, db_index=False
    )
    seq = models.IntegerField()
    client = models.ForeignKey(
        "records.Client", models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    day_on = models.DateField()
    at = models.DateTimeField()
    kind = models.CharField(max_length=32)
    actor = word_field(Actor)
    seat = models.ForeignKey(
        "records.Seat",
        models.PROTECT,
        null=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    step = models.CharField(max_length=40, default="", blank=True)
    occurrence = models.IntegerField(default=0)
    policy_version = models.ForeignKey(
        "records.PolicyVersion",
        models.PROTECT,
        null=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    row_no = models.SmallIntegerField(null=True, blank=True)
    law_pack = models.CharField(max_length=40, default="", blank=True)
    why = models.CharField(max_length=40, default="", blank=True)
    args = models.JSONField(default=dict)
    note_commit = BytesField(max_length=32, null=True)
    hash = BytesField(max_length=32)
    mark = BytesField(max_length=16, null=True)

    class Meta:
        constraints = [
            word_check(Actor, "actor", "event_actor"),
            same_check(Q(actor=Actor.SEAT), Q(seat__isnull=False), "event_seat"),
            models.UniqueConstraint(
                fields=["case", "step", "occurrence"],
                condition=Q(kind="step"),
                name="event_step_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.seq} of case {self.case_id}"


class EventNote(Sealed):
    """Free text about a person beside an event; it can be erased while the event stays."""

    pk = models.CompositePrimaryKey("case_id", "seq")
    case = models.ForeignKey("records.Case", models.PROTECT, related_name="+", db_index=False)
    seq = models.IntegerField()
    salt = BytesField(max_length=16, null=True)

    class Meta:
        constraints = [
            same_check(Q(salt__isnull=True), Q(sealed__isnull=True), "event_note_erased"),
        ]

    def __str__(self) -> str:
        return f"note {self.seq} of case {self.case_id}"


class OfficeEvent(models.Model):
    """Settings, seats, policies and sign-offs: chained per client; no client means the bureau."""

    client = models.ForeignKey(
        "records.Client", models.PROTECT, null=True, related_name="+", db_index=False
    )
    seq = models.IntegerField()
    day_on = models.DateField()
    at = models.DateTimeField()
    seat = models.ForeignKey(
        "records.Seat", models.PROTECT, null=True, related_name="+", db_index=False
    )
    kind = models.CharField(max_length=32)
    args = models.JSONField(default=dict)
    hash = BytesField(max_length=32)
    mark = BytesField(max_length=16, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["client", "seq"], name="office_event_seq"),
            models.UniqueConstraint(
                fields=["seq"], condition=Q(client__isnull=True), name="office_event_seq_bureau"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.seq}"


class Run(models.Model):
    """One daily or queue run: what it expected, what it did, and what it did not do."""

    name = models.CharField(max_length=24)
    day_on = models.DateField()
    shard = models.SmallIntegerField(default=0)
    started_at = models.DateTimeField()
    expected = models.IntegerField(default=0)
    done = models.IntegerField(default=0)
    postponed = models.JSONField(default=dict)
    ended_at = models.DateTimeField(null=True, blank=True)
    problem = models.TextField(default="", blank=True)
    host = models.CharField(max_length=80, default="", blank=True)
    pid = models.IntegerField(default=0)
    beat_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["name", "day_on", "shard"],
                condition=Q(ended_at__isnull=True),
                name="run_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.day_on}"


class Document(Sealed):
    """An encrypted file outside the database; the row survives the file. Sealed: its `name`."""

    client = models.ForeignKey(
        "records.Client", models.PROTECT, null=True, related_name="documents", db_index=False
    )
    kind = models.CharField(max_length=24)
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    media_type = models.CharField(max_length=100)
    key_id = models.SmallIntegerField()
    store_path = models.CharField(max_length=120)
    made_at = models.DateTimeField()
    keep_until_on = models.DateField(null=True, blank=True)
    erased_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["client", "sha256"],
                condition=Q(erased_on__isnull=True),
                name="document_one",
            ),
            models.UniqueConstraint(
                fields=["sha256"],
                condition=Q(client__isnull=True, erased_on__isnull=True),
                name="document_one_bureau",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
