"""What waits for somebody else's word: disputes, approvals, notes for a client, complaints."""

from django.db import models
from django.db.models import Q

from minnelijk.flow.words import ApprovalAnswer, Channel, DisputeAnswer, DisputeReason, Question
from minnelijk.records.fields import same_check, sign_check, span_check, word_check, word_field
from minnelijk.records.sealed import Sealed


class Dispute(Sealed):
    """What a debtor says is wrong, and the client's answer; sealed: `words` and `answer_words`.

    `answer_due_on` is the day by which the client owes an answer; `rest_agreed` says that the
    debtor accepts that the undisputed part goes on. ASK_MORE leaves the dispute open.
    """

    case = models.ForeignKey("records.Case", models.PROTECT, related_name="disputes")
    reason = word_field(DisputeReason)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(
        "records.Seat", models.PROTECT, null=True, related_name="+", db_index=False
    )
    via = word_field(Channel)
    rest_agreed = models.BooleanField(default=False)
    answer_due_on = models.DateField()
    answer = word_field(DisputeAnswer, empty=True)
    answered_by = models.ForeignKey(
        "records.Seat", models.PROTECT, null=True, related_name="+", db_index=False
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            word_check(DisputeReason, "reason", "dispute_reason"),
            word_check(Channel, "via", "dispute_via"),
            word_check(DisputeAnswer, "answer", "dispute_answer", empty=True),
            same_check(Q(answer=""), Q(answered_at__isnull=True), "dispute_answered_at"),
        ]

    def __str__(self) -> str:
        return f"dispute {self.pk}"


class DisputePart(models.Model):
    """How much of one claim is disputed; money outside the part is not held."""

    pk = models.CompositePrimaryKey("dispute_id", "claim_id")
    dispute = models.ForeignKey(Dispute, models.PROTECT, related_name="parts", db_index=False)
    claim = models.ForeignKey("records.Claim", models.PROTECT, related_name="disputed")
    cents = models.BigIntegerField()
    upheld_cents = models.BigIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            sign_check("cents", ">", "dispute_part_cents"),
            models.CheckConstraint(
                condition=Q(upheld_cents__isnull=True)
                | Q(upheld_cents__gte=0, upheld_cents__lte=models.F("cents")),
                name="dispute_part_upheld",
            ),
        ]

    def __str__(self) -> str:
        return f"claim {self.claim_id} in dispute {self.dispute_id}"


class DisputeFile(models.Model):
    """A file that the debtor or the client added to a dispute; no seat means the debtor."""

    pk = models.CompositePrimaryKey("dispute_id", "document_id")
    dispute = models.ForeignKey(Dispute, models.PROTECT, related_name="files", db_index=False)
    document = models.ForeignKey(
        "records.Document", models.PROTECT, related_name="+", db_index=False
    )
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(
        "records.Seat", models.PROTECT, null=True, related_name="+", db_index=False
    )

    def __str__(self) -> str:
        return f"document {self.document_id} of dispute {self.dispute_id}"


class Approval(models.Model):
    """A question to the client, or what it agreed to beforehand; silence is never a yes.

    The answer holds for the amount and claims shown; `fell_why` says why it no longer does.
    """

    client = models.ForeignKey("records.Client", models.PROTECT, related_name="approvals")
    case = models.ForeignKey(
        "records.Case", models.PROTECT, null=True, related_name="approvals", db_index=False
    )
    batch = models.CharField(max_length=40, default="", blank=True)
    question = word_field(Question)
    occurrence = models.IntegerField()
    cents = models.BigIntegerField()
    claims = models.JSONField(default=list)
    terms = models.JSONField(default=dict)
    asked_at = models.DateTimeField()
    asked_on = models.DateField()
    reminders = models.SmallIntegerField(default=0)
    answer = word_field(ApprovalAnswer, empty=True)
    answered_by = models.ForeignKey(
        "records.Seat", models.PROTECT, null=True, related_name="+", db_index=False
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)
    agreed_before = models.BooleanField(default=False)
    fell_why = models.CharField(max_length=24, default="", blank=True)

    class Meta:
        constraints = [
            word_check(Question, "question", "approval_question"),
            word_check(ApprovalAnswer, "answer", "approval_answer", empty=True),
            same_check(Q(answer=""), Q(answered_at__isnull=True), "approval_answered_at"),
            models.UniqueConstraint(fields=["case", "question", "occurrence"], name="approval_one"),
        ]
        indexes = [
            models.Index(fields=["client"], condition=Q(answer=""), name="approval_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.question} {self.pk}"


class ClientNote(models.Model):
    """Something that the client must know or do; `kind` and `args` become a sentence on screen."""

    client = models.ForeignKey("records.Client", models.PROTECT, related_name="notes")
    case = models.ForeignKey("records.Case", models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=32)
    args = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    mailed_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(
        "records.Seat", models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        indexes = [
            models.Index(
                fields=["client"], condition=Q(done_at__isnull=True), name="client_note_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Complaint(Sealed):
    """The register of complaints with its clock; sealed: `words` and `answer_words`."""

    client = models.ForeignKey("records.Client", models.PROTECT, related_name="complaints")
    debtor = models.ForeignKey("records.Debtor", models.PROTECT, related_name="complaints")
    case = models.ForeignKey("records.Case", models.PROTECT, null=True, related_name="complaints")
    about = models.CharField(max_length=24)
    received_on = models.DateField()
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(
        "records.Seat", models.PROTECT, null=True, related_name="+", db_index=False
    )
    ack_due_on = models.DateField()
    ack_at = models.DateTimeField(null=True, blank=True)
    handler = models.ForeignKey(
        "records.Seat", models.PROTECT, null=True, related_name="+", db_index=False
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [span_check("complaint_closed", "received_on", "closed_on")]
        indexes = [
            models.Index(
                fields=["ack_due_on"], condition=Q(ack_at__isnull=True), name="complaint_waiting"
            ),
        ]

    def __str__(self) -> str:
        return f"complaint {self.pk}"
