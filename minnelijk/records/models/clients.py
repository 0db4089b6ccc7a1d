"""For whom we collect: the client and its legal facts, its accounts and its face."""

from django.db import models
from django.db.models import F, Q

from minnelijk.flow.words import FeedKind, SmallRest
from minnelijk.law.limitation import ClaimNature
from minnelijk.records.fields import span_check, word_check, word_field
from minnelijk.records.words import DueAgreed


class Client(models.Model):
    """A creditor: the scope of every row, and the legal facts that no list of invoices has.

    An empty fact is not known: the decision takes the kindest reading and says what it blocks.
    """

    code = models.CharField(max_length=24, unique=True)
    name = models.CharField(max_length=120)
    country = models.CharField(max_length=2)
    enterprise_no = models.CharField(max_length=20, default="", blank=True)
    website = models.CharField(max_length=200, default="", blank=True)
    phone_shown = models.CharField(max_length=20, default="", blank=True)
    languages = models.JSONField(default=list)
    sector = models.CharField(max_length=24, default="", blank=True)
    sensitive = models.BooleanField(default=False)

    due_agreed = word_field(DueAgreed)
    payment_term_days = models.SmallIntegerField(null=True, blank=True)
    contract_law = models.CharField(max_length=2)
    goods = models.JSONField(default=dict)
    vat_liable = models.BooleanField(null=True, blank=True)
    vat_deductible = models.BooleanField(null=True, blank=True)
    is_sme = models.BooleanField(null=True, blank=True)
    damages_clause = models.JSONField(null=True, blank=True)
    regular_deliveries = models.BooleanField(null=True, blank=True)
    claim_nature = word_field(ClaimNature, empty=True)

    agreed_beforehand = models.JSONField(default=dict)
    bureau_role = models.CharField(max_length=120, default="", blank=True)
    agreement_on = models.DateField(null=True, blank=True)
    contact_person = models.ForeignKey(
        "records.Seat", models.PROTECT, null=True, related_name="+", db_index=False
    )

    feed_kind = word_field(FeedKind, usual=FeedKind.BY_HAND)
    feed_max_age_days = models.SmallIntegerField(default=3)
    feed_on = models.DateField(null=True, blank=True)
    match_certainty = models.SmallIntegerField(default=80)
    small_rest_rule = word_field(SmallRest, usual=SmallRest.ASK)
    small_rest_cents = models.BigIntegerField(default=250)
    promise_days = models.SmallIntegerField(default=5)
    promise_days_max = models.SmallIntegerField(default=10)
    promises_max = models.SmallIntegerField(default=2)
    plan_parts_max = models.SmallIntegerField(default=0)
    plan_days_max = models.SmallIntegerField(default=92)
    plan_part_min_cents = models.BigIntegerField(default=2_500)
    plan_repair_days = models.SmallIntegerField(default=5)
    may_call_saturday = models.BooleanField(default=False)
    open_holidays_for_companies = models.BooleanField(default=False)
    hours_from = models.TimeField(null=True, blank=True)
    hours_to = models.TimeField(null=True, blank=True)
    hold_out_permille = models.SmallIntegerField(default=0)
    retention_months = models.SmallIntegerField(default=24)
    last_case_number = models.BigIntegerField(default=0)

    stopped_at = models.DateTimeField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            word_check(DueAgreed, "due_agreed", "client_due_agreed"),
            word_check(ClaimNature, "claim_nature", "client_claim_nature", empty=True),
            word_check(FeedKind, "feed_kind", "client_feed_kind"),
            word_check(SmallRest, "small_rest_rule", "client_small_rest_rule"),
            models.CheckConstraint(
                condition=Q(match_certainty__range=(80, 99)), name="client_match_certainty"
            ),
            models.CheckConstraint(condition=Q(small_rest_cents__gte=0), name="client_small_rest"),
            models.CheckConstraint(
                condition=Q(promise_days__gte=1, promise_days_max__gte=F("promise_days")),
                name="client_promise_days",
            ),
            models.CheckConstraint(
                condition=Q(
                    plan_parts_max__gte=0,
                    plan_days_max__gte=0,
                    plan_part_min_cents__gte=0,
                    plan_repair_days__gte=0,
                ),
                name="client_plan_limits",
            ),
            models.CheckConstraint(
                condition=Q(hold_out_permille__range=(0, 1000)), name="client_hold_out"
            ),
            models.CheckConstraint(
                condition=Q(hours_from__isnull=True, hours_to__isnull=True)
                | Q(hours_from__isnull=False, hours_to__gt=F("hours_from")),
                name="client_hours",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Account(models.Model):
    """A bank account that a message may show; no client means the bureau's trust account.

    A change takes two people: who proposes, and who called a known number and confirms. `bank_says`
    is the name that the bank itself gives this account ("" while nobody knows it).
    """

    client = models.ForeignKey(Client, models.PROTECT, null=True, related_name="accounts")
    iban = models.CharField(max_length=34)
    bic = models.CharField(max_length=11, default="", blank=True)
    holder = models.CharField(max_length=120)
    bank_says = models.CharField(max_length=140, default="", blank=True)
    bank_said_on = models.DateField(null=True, blank=True)
    proposed_by = models.ForeignKey(
        "records.Seat", models.PROTECT, null=True, related_name="+", db_index=False
    )
    proposed_at = models.DateTimeField()
    number_called = models.CharField(max_length=20, default="", blank=True)
    confirmed_by = models.ForeignKey(
        "records.Seat", models.PROTECT, null=True, related_name="+", db_index=False
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    works_from_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["client", "iban", "proposed_at"], name="account_one"),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True)
                | Q(proposed_by__isnull=True)
                | ~Q(confirmed_by=F("proposed_by")),
                name="account_two_people",
            ),
            models.CheckConstraint(
                condition=Q(works_from_on__isnull=True) | Q(confirmed_at__isnull=False),
                name="account_works_confirmed",
            ),
            span_check("account_span", "works_from_on", "ends_on"),
        ]

    def __str__(self) -> str:
        return f"{self.iban} ({self.holder})"


class Brand(models.Model):
    """The face of a client's messages, frozen by version: a change is a new row."""

    client = models.ForeignKey(Client, models.PROTECT, related_name="brands", db_index=False)
    version = models.SmallIntegerField()
    name = models.CharField(max_length=120)
    logo_document = models.ForeignKey(
        "records.Document", models.PROTECT, null=True, related_name="+", db_index=False
    )
    colours = models.JSONField(default=dict)
    address = models.JSONField(default=dict)
    phone_shown = models.CharField(max_length=20, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["client", "version"], name="brand_version"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.version}"
