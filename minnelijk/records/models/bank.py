"""Money on an account, as the bank tells it, before and after somebody knows whose it is."""

from django.db import models
from django.db.models import Q

from minnelijk.flow.words import BankLineState
from minnelijk.records.fields import BytesField, sign_check, word_check, word_field
from minnelijk.records.sealed import Sealed


class BankLine(Sealed):
    """One payment on an account; sealed: `name`, `text` and `iban` of who paid.

    `case` is where it was booked. The same line counts once (`fingerprint`).
    """

    account = models.ForeignKey("records.Account", models.PROTECT, related_name="lines")
    fingerprint = BytesField(max_length=16)
    booked_on = models.DateField()
    value_on = models.DateField()
    cents = models.BigIntegerField()
    reference = models.CharField(max_length=64, default="", blank=True)
    state = word_field(BankLineState)
    read_at = models.DateTimeField()
    case = models.ForeignKey("records.Case", models.PROTECT, null=True, related_name="bank_lines")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        "records.Seat", models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        constraints = [
            word_check(BankLineState, "state", "bank_line_state"),
            sign_check("cents", "<>", "bank_line_cents"),
            models.UniqueConstraint(fields=["account", "fingerprint"], name="bank_line_once"),
            models.CheckConstraint(
                condition=~Q(state=BankLineState.BOOKED) | Q(case__isnull=False),
                name="bank_line_booked",
            ),
        ]
        indexes = [
            models.Index(
                fields=["account"],
                condition=Q(state=BankLineState.WAITING),
                name="bank_line_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"bank line {self.pk}"


class BankCandidate(models.Model):
    """A case that a waiting line may belong to, with the reasons as words; it rests a day."""

    pk = models.CompositePrimaryKey("line_id", "case_id")
    line = models.ForeignKey(BankLine, models.PROTECT, related_name="candidates", db_index=False)
    case = models.ForeignKey("records.Case", models.PROTECT, related_name="+")
    certainty = models.SmallIntegerField()
    reasons = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"case {self.case_id} for line {self.line_id}"
