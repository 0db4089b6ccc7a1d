"""What leaves and what comes in: the outbox, the proof of sending, and mail from outside."""

from django.db import models
from django.db.models import Q

from minnelijk.flow.words import Basis, Channel, MessageState, Purpose
from minnelijk.records.fields import BytesField, same_check, word_check, word_field
from minnelijk.records.sealed import Sealed
from minnelijk.records.words import BatchWay, InboundKind, TryResult


class Message(Sealed):
    """The outbox: `facts` are frozen and hold no personal data; sealed: the agent's `sentence`.

    A letter is printed to a PDF (`document`, dated `printed_on`), and sent once somebody posted it.
    The address is filled in at the last second from the contact point. `token_seed` makes the
    fresh link to the debtor's page; `gate` is the last answer on whether this may leave.
    """

    case = models.ForeignKey(
        "records.Case",
        models.PROTECT,
        related_name="messages",
        db_constraint=False,
        db_index=False,
    )
    client = models.ForeignKey(
        "records.Client", models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    step = models.CharField(max_length=40, default="", blank=True)
    occurrence = models.IntegerField()
    purpose = word_field(Purpose)
    channel = word_field(Channel)
    basis = word_field(Basis)
    language = models.CharField(max_length=5)
    contact_point = models.ForeignKey(
        "records.ContactPoint",
        models.PROTECT,
        null=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    template_version = models.ForeignKey(
        "records.TemplateVersion",
        models.PROTECT,
        null=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    brand = models.ForeignKey(
        "records.Brand",
        models.PROTECT,
        null=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    sender = models.ForeignKey(
        "records.Sender",
        models.PROTECT,
        null=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    promise = models.ForeignKey(
        "records.Promise",
        models.PROTECT,
        null=True,
        related_name="messages",
        db_constraint=False,
        db_index=False,
    )
    dispute = models.ForeignKey(
        "records.Dispute",
        models.PROTECT,
        null=True,
        related_name="messages",
        db_constraint=False,
        db_index=False,
    )
    facts = models.JSONField(default=dict)
    token_seed = models.CharField(max_length=64, default="", blank=True)
    case_rev = models.IntegerField()
    gate = models.JSONField(default=dict)
    why = models.CharField(max_length=40, default="", blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        "records.Seat",
        models.PROTECT,
        null=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    state = word_field(MessageState)
    tries = models.SmallIntegerField(default=0)
    printed_on = models.DateField(null=True, blank=True)
    document = models.ForeignKey(
        "records.Document", models.PROTECT, null=True, related_name="+", db_index=False
    )
    batch = models.ForeignKey(
        "records.PrintBatch", models.PROTECT, null=True, related_name="letters"
    )
    not_before_at = models.DateTimeField()
    taken_by = models.CharField(max_length=80, default="", blank=True)
    taken_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            word_check(Purpose, "purpose", "message_purpose"),
            word_check(Channel, "channel", "message_channel"),
            word_check(Basis, "basis", "message_basis"),
            word_check(MessageState, "state", "message_state"),
            same_check(
                Q(state__in=[MessageState.TAKEN, MessageState.SENDING]),
                Q(taken_until__isnull=False),
                "message_taken_until",
            ),
            models.CheckConstraint(
                condition=~Q(state=MessageState.PRINTED) | Q(printed_on__isnull=False),
                name="message_printed_on",
            ),
            models.UniqueConstraint(
                fields=["case", "step", "occurrence", "purpose"], name="message_step"
            ),
        ]
        indexes = [
            models.Index(  # a client's heap, taken from the front
                fields=["client", "not_before_at"],
                condition=Q(state=MessageState.WAITING),
                name="message_waiting",
            ),
            models.Index(  # what somebody on the line waits for, behind no heap
                fields=["purpose", "not_before_at"],
                condition=Q(state=MessageState.WAITING),
                name="message_waiting_purpose",
            ),
            models.Index(
                fields=["taken_until"],
                condition=Q(state__in=[MessageState.TAKEN, MessageState.SENDING]),
                name="message_taken",
            ),
            models.Index(
                fields=["printed_on"],
                condition=Q(state=MessageState.PRINTED),
                name="message_printed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.pk}"


class SendTry(models.Model):
    """One conversation with a server about a message, and what was answered: the delivery log."""

    message = models.ForeignKey(Message, models.PROTECT, related_name="send_tries")
    sender = models.ForeignKey(
        "records.Sender", models.PROTECT, null=True, related_name="+", db_index=False
    )
    number = models.SmallIntegerField()
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    result = word_field(TryResult)
    answer = models.CharField(max_length=500, default="", blank=True)

    class Meta:
        constraints = [
            word_check(TryResult, "result", "send_try_result"),
            models.UniqueConstraint(fields=["message", "number"], name="send_try_number"),
        ]

    def __str__(self) -> str:
        return f"try {self.number}: {self.result}"


class PrintBatch(models.Model):
    """The letters of one day that go to the printer together: one PDF and a manifest beside it."""

    day_on = models.DateField()
    number = models.SmallIntegerField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        "records.Seat", models.PROTECT, null=True, related_name="+", db_index=False
    )
    document = models.ForeignKey(
        "records.Document", models.PROTECT, null=True, related_name="+", db_index=False
    )
    manifest = models.ForeignKey(
        "records.Document", models.PROTECT, null=True, related_name="+", db_index=False
    )
    count = models.IntegerField()
    pages = models.IntegerField()
    way = word_field(BatchWay, empty=True)
    handed_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=40, default="", blank=True)

    class Meta:
        constraints = [
            word_check(BatchWay, "way", "print_batch_way", empty=True),
            models.UniqueConstraint(fields=["day_on", "number"], name="print_batch_one"),
        ]

    def __str__(self) -> str:
        return f"{self.day_on} {self.number}"


class Evidence(Sealed):
    """Proof of sending: the exact bytes, their Message-ID, the answer and what came back.

    Sealed: the `values` as they were filled in.
    """

    message = models.OneToOneField(
        Message, models.PROTECT, primary_key=True, related_name="evidence"
    )
    document = models.ForeignKey(
        "records.Document", models.PROTECT, related_name="+", db_index=False
    )
    sha256 = models.CharField(max_length=64)
    mail_id = models.CharField(max_length=200, null=True, blank=True, unique=True)
    smtp_answer = models.CharField(max_length=500, default="", blank=True)
    sent_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True, blank=True)
    bounced_at = models.DateTimeField(null=True, blank=True)
    bounce_code = models.CharField(max_length=24, default="", blank=True)

    def __str__(self) -> str:
        return f"evidence of message {self.pk}"


class Inbound(models.Model):
    """A reply, bounce or returned letter, read once; no case means that a person must sort it."""

    channel = word_field(Channel)
    fingerprint = BytesField(max_length=16, unique=True)
    mailbox = models.ForeignKey(
        "records.Mailbox", models.PROTECT, null=True, related_name="+", db_index=False
    )
    received_at = models.DateTimeField()
    kind = word_field(InboundKind)
    code = models.CharField(max_length=24, default="", blank=True)
    client = models.ForeignKey("records.Client", models.PROTECT, null=True, related_name="+")
    case = models.ForeignKey("records.Case", models.PROTECT, null=True, related_name="inbound")
    message = models.ForeignKey(
        Message, models.PROTECT, null=True, related_name="answers", db_index=False
    )
    document = models.ForeignKey(
        "records.Document", models.PROTECT, null=True, related_name="+", db_index=False
    )
    handled_at = models.DateTimeField(null=True, blank=True)
    handled_by = models.ForeignKey(
        "records.Seat", models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        constraints = [
            word_check(Channel, "channel", "inbound_channel"),
            word_check(InboundKind, "kind", "inbound_kind"),
        ]
        indexes = [  # counted on every page of the desk
            models.Index(
                fields=["received_at"],
                condition=Q(handled_at__isnull=True),
                name="inbound_unread",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
