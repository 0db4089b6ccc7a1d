"""Notices: the legal acts, frozen, with the days that they set; and the claims they name."""

from django.db import models
from django.db.models import Q

from minnelijk.flow.words import Channel, Proof
from minnelijk.law.notice_kinds import NoticeKind
from minnelijk.law.voids import VoidWord
from minnelijk.records.fields import sign_check, span_check, word_check, word_field
from minnelijk.records.words import NoReceipt

VOID_WORDS = [*VoidWord, *NoReceipt]


class Notice(models.Model):
    """One notice; its days are empty until it left, and until its receipt where the law asks it.

    `sent_on` is the day of posting or of the mail server's yes. `received_on` is a proven receipt
    only (`proof`). `on_top_cents` is what may be asked beside the principal once the term is over,
    `figures` how it came about, with the sources and the hash of the law pack. `told_by_client`:
    the client says that it sent this notice itself; `document` is what it sent.
    """

    case = models.ForeignKey("records.Case", models.PROTECT, related_name="notices", db_index=False)
    number = models.SmallIntegerField()
    kind = word_field(NoticeKind)
    channel = word_field(Channel)
    language = models.CharField(max_length=5)
    issued_on = models.DateField()
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(
        "records.Seat", models.PROTECT, null=True, related_name="+", db_index=False
    )
    told_by_client = models.BooleanField(default=False)
    document = models.ForeignKey(
        "records.Document", models.PROTECT, null=True, related_name="+", db_index=False
    )
    message = models.OneToOneField(
        "records.Message", models.PROTECT, null=True, related_name="notice"
    )
    extra_days = models.SmallIntegerField(default=0)
    principal_cents = models.BigIntegerField()
    on_top_cents = models.BigIntegerField(default=0)
    figures = models.JSONField(default=dict)
    sent_on = models.DateField(null=True, blank=True)
    received_on = models.DateField(null=True, blank=True)
    proof = word_field(Proof, empty=True)
    first_on = models.DateField(null=True, blank=True)
    last_on = models.DateField(null=True, blank=True)
    charges_from = models.DateField(null=True, blank=True)
    charges_from_law = models.DateField(null=True, blank=True)
    void_on = models.DateField(null=True, blank=True)
    void_why = models.CharField(max_length=24, default="", blank=True)

    class Meta:
        constraints = [
            word_check(NoticeKind, "kind", "notice_kind"),
            word_check(Channel, "channel", "notice_channel"),
            word_check(Proof, "proof", "notice_proof", empty=True),
            sign_check("principal_cents", ">", "notice_principal"),
            sign_check("on_top_cents", ">=", "notice_on_top"),
            span_check("notice_received", "sent_on", "received_on"),
            span_check("notice_term", "first_on", "last_on"),
            models.CheckConstraint(
                condition=Q(void_why__in=["", *(word.value for word in VOID_WORDS)]),
                name="notice_void_word",
            ),
            models.CheckConstraint(
                condition=Q(void_on__isnull=True, void_why="")
                | (Q(void_on__isnull=False) & ~Q(void_why="")),
                name="notice_void_why",
            ),
            models.UniqueConstraint(fields=["case", "number"], name="notice_number"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number} of case {self.case_id}"


class NoticeClaim(models.Model):
    """One claim that a notice names, with what was open of it; one valid notice of a kind each."""

    pk = models.CompositePrimaryKey("notice_id", "claim_id")
    notice = models.ForeignKey(Notice, models.PROTECT, related_name="covers", db_index=False)
    claim = models.ForeignKey("records.Claim", models.PROTECT, related_name="noticed")
    kind = word_field(NoticeKind)
    void = models.BooleanField(default=False)
    principal_cents = models.BigIntegerField()

    class Meta:
        constraints = [
            word_check(NoticeKind, "kind", "notice_claim_kind"),
            sign_check("principal_cents", ">", "notice_claim_principal"),
            models.UniqueConstraint(
                fields=["claim", "kind"], condition=Q(void=False), name="notice_claim_one"
            ),
        ]

    def __str__(self) -> str:
        return f"claim {self.claim_id} in notice {self.notice_id}"
