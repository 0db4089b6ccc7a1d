"""What is owed: deliveries of a client, claims, the references people quote, and the ledger."""

from django.db import models
from django.db.models import Q

from minnelijk.flow.words import EntryCause, EntryKind
from minnelijk.records.fields import BytesField, sign_per_kind, word_check, word_field
from minnelijk.records.sealed import Sealed
from minnelijk.records.words import ClaimKind, DueAgreed, ReferenceKind, RowState


class ColumnMapping(models.Model):
    """Which column means what, remembered per set of headings."""

    client = models.ForeignKey("records.Client", models.PROTECT, related_name="+", db_index=False)
    fingerprint = BytesField(max_length=16)
    mapping = models.JSONField()
    used_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["client", "fingerprint"], name="column_mapping_one"),
        ]

    def __str__(self) -> str:
        return f"mapping {self.pk}"


class Placement(models.Model):
    """One delivery of a client; the same file twice is refused.

    `feed_before` is up to which day payments were known before it, for taking it back.
    """

    client = models.ForeignKey("records.Client", models.PROTECT, related_name="placements")
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(
        "records.Seat", models.PROTECT, null=True, related_name="+", db_index=False
    )
    document = models.ForeignKey(
        "records.Document", models.PROTECT, null=True, related_name="+", db_index=False
    )
    file_sha256 = models.CharField(max_length=64, default="", blank=True)
    mapping = models.ForeignKey(
        ColumnMapping, models.PROTECT, null=True, related_name="+", db_index=False
    )
    declared_complete = models.BooleanField(default=False)
    feed_on = models.DateField(null=True, blank=True)
    feed_before = models.DateField(null=True, blank=True)
    rows_read = models.IntegerField(default=0)
    rows_refused = models.IntegerField(default=0)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["client", "file_sha256"],
                condition=Q(taken_back_at__isnull=True) & ~Q(file_sha256=""),
                name="placement_file",
            ),
        ]

    def __str__(self) -> str:
        return f"placement {self.pk}"


class PlacementRow(Sealed):
    """A delivered row with a problem, waiting for repair; sealed: the row as it came."""

    placement = models.ForeignKey(Placement, models.PROTECT, related_name="rows", db_index=False)
    place = models.CharField(max_length=60)
    problems = models.JSONField(default=list)
    state = word_field(RowState)

    class Meta:
        constraints = [
            word_check(RowState, "state", "placement_row_state"),
            models.UniqueConstraint(fields=["placement", "place"], name="placement_row_place"),
        ]

    def __str__(self) -> str:
        return f"{self.place} of placement {self.placement_id}"


class Claim(models.Model):
    """One invoice or unlinked credit note; its amounts stand in the ledger only.

    Without foreign-key constraints in the database, as all rows that are written in bulk.
    """

    client = models.ForeignKey(
        "records.Client", models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    case = models.ForeignKey(
        "records.Case", models.PROTECT, related_name="claims", db_constraint=False
    )
    placement = models.ForeignKey(
        Placement, models.PROTECT, null=True, related_name="claims", db_constraint=False
    )
    kind = word_field(ClaimKind)
    credit_for = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False
    )
    number = models.CharField(max_length=64)
    fingerprint = BytesField(max_length=16)
    invoice_on = models.DateField()
    due_on = models.DateField()
    due_agreed = word_field(DueAgreed)
    description = models.CharField(max_length=200, default="", blank=True)
    currency = models.CharField(max_length=3, default="EUR")
    vat_cents = models.BigIntegerField(null=True, blank=True)
    contract = models.CharField(max_length=64, default="", blank=True)
    contract_on = models.DateField(null=True, blank=True)
    regular_delivery = models.BooleanField(null=True, blank=True)
    special_regime = models.CharField(max_length=24, default="", blank=True)
    damages_clause = models.JSONField(null=True, blank=True)
    added_on = models.DateField()
    withdrawn_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            word_check(ClaimKind, "kind", "claim_kind"),
            word_check(DueAgreed, "due_agreed", "claim_due_agreed"),
            models.UniqueConstraint(fields=["client", "fingerprint"], name="claim_fingerprint"),
            models.CheckConstraint(
                condition=Q(credit_for__isnull=True) | Q(kind=ClaimKind.CREDIT),
                name="claim_credit_for",
            ),
        ]

    def __str__(self) -> str:
        return f"claim {self.number}"


class Reference(models.Model):
    """What a debtor or a bank may quote: one look-up for searching and for matching money."""

    pk = models.CompositePrimaryKey("client_id", "kind", "value", "case_id")
    client = models.ForeignKey(
        "records.Client", models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    kind = word_field(ReferenceKind)
    value = models.CharField(max_length=64)
    case = models.ForeignKey(
        "records.Case", models.PROTECT, related_name="references", db_constraint=False
    )
    claim = models.ForeignKey(
        Claim, models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False
    )

    class Meta:
        constraints = [word_check(ReferenceKind, "kind", "reference_kind")]
        indexes = [models.Index(fields=["value"], name="reference_value")]

    def __str__(self) -> str:
        return f"{self.kind} {self.value}"


SIGNS = [
    (EntryKind.PRINCIPAL, ">"),
    (EntryKind.PAYMENT, "<"),
    (EntryKind.REVERSAL, ">"),
    (EntryKind.CREDIT, "<"),
    (EntryKind.COSTS, ">"),
    (EntryKind.INTEREST, ">"),
    (EntryKind.DAMAGES, ">"),
    (EntryKind.WRITE_OFF, "<"),
    (EntryKind.CORRECTION, "<>"),
]


class Entry(models.Model):
    """One line of the ledger: append-only, signed; the balance is the sum."""

    case = models.ForeignKey(
        "records.Case",
        models.PROTECT,
        related_name="entries",
        db_constraint=False,
        db_index=False,
    )
    claim = models.ForeignKey(
        Claim, models.PROTECT, related_name="entries", db_constraint=False, db_index=False
    )
    kind = word_field(EntryKind)
    cents = models.BigIntegerField()
    booked_on = models.DateField()
    booked_at = models.DateTimeField()
    booked_by = models.ForeignKey(
        "records.Seat",
        models.PROTECT,
        null=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    value_on = models.DateField()
    cause = word_field(EntryCause)
    cause_key = models.CharField(max_length=80)

    class Meta:
        constraints = [
            word_check(EntryKind, "kind", "entry_kind"),
            word_check(EntryCause, "cause", "entry_cause"),
            sign_per_kind("cents", SIGNS, "entry_sign"),
            models.UniqueConstraint(fields=["cause", "cause_key"], name="entry_cause_key"),
        ]
        indexes = [
            models.Index(fields=["case", "kind", "claim", "cents"], name="entry_balance"),
            models.Index(
                fields=["cents"], condition=Q(kind=EntryKind.PRINCIPAL), name="entry_principal"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.cents} of claim {self.claim_id}"
