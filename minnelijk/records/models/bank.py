"""Money on an account, as the bank tells it, before and after somebody knows whose it is."""

from django.db import models
from django.db.models import Q

from minnelijk.flow.words import BankLineState
from minnelijk.records.fields import BytesField, sign_check, word_check, word_field
from minnelijk.records.sealed import Sealed


class BankStatement(models.Model):
    """One statement of one account as a file told it; the same file counts once.

    `told` says what became of its entries: counts per word, and the problems of the reader.
    """

    account = models.ForeignKey("records.Account", models.PROTECT, related_name="statements")
    file_sha256 = models.CharField(max_length=64)
    number_in_file = models.IntegerField()
    format = models.CharField(max_length=24)
    kind = models.CharField(max_length=16)
    number = models.CharField(max_length=40, default="", blank=True)
    from_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)
    opening_cents = models.BigIntegerField(null=True, blank=True)
    closing_cents = models.BigIntegerField(null=True, blank=True)
    entries = models.IntegerField(default=0)
    told = models.JSONField(default=dict)
    read_at = models.DateTimeField()
    read_by = models.ForeignKey(
        "records.Seat", models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "file_sha256", "number_in_file"], name="bank_statement_once"
            ),
        ]

    def __str__(self) -> str:
        return f"statement {self.pk}"


class BankLine(Sealed):
    """One payment on an account; sealed: `name`, `text`, `reference` and `iban` of who paid.

    The same line of the same bank counts once (`fingerprint`). Another file may tell the same money
    in other words: `likeness` recognises account, day, amount and IBAN, `bank_mark` the bank's own
    number of the booking. `batch` recognises the total that it was part of. Below zero it takes
    earlier money back.
    """

    account = models.ForeignKey(
        "records.Account", models.PROTECT, related_name="lines", db_index=False
    )
    statement = models.ForeignKey(
        BankStatement, models.PROTECT, null=True, related_name="lines", db_index=False
    )
    fingerprint = BytesField(max_length=16)
    likeness = BytesField(max_length=16, default=b"")
    bank_mark = BytesField(max_length=16, default=b"")
    batch = BytesField(max_length=16, default=b"")
    source = models.CharField(max_length=12, default="", blank=True)
    booked_on = models.DateField()
    value_on = models.DateField()
    cents = models.BigIntegerField()
    reference = models.CharField(max_length=64, default="", blank=True)
    state = word_field(BankLineState)
    read_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        "records.Seat", models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        constraints = [
            word_check(BankLineState, "state", "bank_line_state"),
            sign_check("cents", "<>", "bank_line_cents"),
            models.UniqueConstraint(fields=["account", "fingerprint"], name="bank_line_once"),
        ]
        indexes = [
            models.Index(
                fields=["account"],
                condition=Q(state=BankLineState.WAITING),
                name="bank_line_waiting",
            ),
            models.Index(fields=["account", "likeness", "source"], name="bank_line_like"),
            models.Index(
                fields=["account", "batch"], condition=~Q(batch=b""), name="bank_line_batch"
            ),
        ]

    def __str__(self) -> str:
        return f"bank line {self.pk}"


class BankMatch(models.Model):
    """Money of a line that was booked on a case, by whom and why; `key` marks it in the ledger.

    `undone_at`: it was taken away again. `settled_at`: everything that follows from it was done;
    until then it waits for its turn, and the ledger knows it already.
    """

    line = models.ForeignKey(BankLine, models.PROTECT, related_name="matches", db_constraint=False)
    case = models.ForeignKey(
        "records.Case",
        models.PROTECT,
        related_name="matches",
        db_constraint=False,
        db_index=False,
    )
    cents = models.BigIntegerField()
    certainty = models.SmallIntegerField()
    reasons = models.JSONField(default=list)
    key = models.CharField(max_length=40, unique=True)
    at = models.DateTimeField()
    by = models.ForeignKey(
        "records.Seat", models.PROTECT, null=True, related_name="+", db_index=False
    )
    settled_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        "records.Seat", models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["line", "case"],
                condition=Q(undone_at__isnull=True),
                name="bank_match_once",
            ),
            sign_check("cents", "<>", "bank_match_cents"),
        ]
        indexes = [
            models.Index(
                fields=["case"],
                condition=Q(settled_at__isnull=True, undone_at__isnull=True),
                name="bank_match_unsettled",
            ),
        ]

    def __str__(self) -> str:
        return f"match {self.key}"


class BankCandidate(models.Model):
    """A case that a waiting line may belong to, with the reasons as words; it rests a day.

    `claims` are the invoices that the payer named.
    """

    pk = models.CompositePrimaryKey("line_id", "case_id")
    line = models.ForeignKey(BankLine, models.PROTECT, related_name="candidates", db_index=False)
    case = models.ForeignKey("records.Case", models.PROTECT, related_name="+")
    certainty = models.SmallIntegerField()
    reasons = models.JSONField(default=list)
    claims = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"case {self.case_id} for line {self.line_id}"
