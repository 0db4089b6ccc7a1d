"""Hand-over: the agencies, what was given to them, and what we told each other since."""

from django.db import models
from django.db.models import Q

from minnelijk.flow.words import AgencyEnd, AgencyWord, RecallWhy
from minnelijk.records.fields import same_check, sign_check, span_check, word_check, word_field
from minnelijk.records.sealed import Sealed


class Partner(models.Model):
    """An agency that cases go to: the bureau's own (no client), or one of a client's choice."""

    client = models.ForeignKey(
        "records.Client", models.PROTECT, null=True, related_name="partners", db_index=False
    )
    name = models.CharField(max_length=120)
    country = models.CharField(max_length=2)
    registration = models.CharField(max_length=40, default="", blank=True)
    address = models.JSONField(default=dict)
    phone = models.CharField(max_length=20)
    email = models.EmailField()
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            span_check("partner_span"),
            models.UniqueConstraint(fields=["client", "name"], name="partner_name"),
            models.UniqueConstraint(
                fields=["name"], condition=Q(client__isnull=True), name="partner_name_bureau"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class HandOver(models.Model):
    """One case at one agency; one at a time.

    `principal_cents` and `on_top_cents` are what it was handed over for, `figures` how that came
    about. `bundle` is made by the worker; `sent_at` is when the agency could fetch it. An agency
    without a seat gets a link with a code: only their hashes are kept, until `link_until`.
    """

    case = models.ForeignKey("records.Case", models.PROTECT, related_name="hand_overs")
    client = models.ForeignKey("records.Client", models.PROTECT, related_name="+", db_index=False)
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="hand_overs")
    approval = models.ForeignKey(
        "records.Approval", models.PROTECT, null=True, related_name="+", db_index=False
    )
    handed_on = models.DateField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        "records.Seat", models.PROTECT, null=True, related_name="+", db_index=False
    )
    with_notice = models.BooleanField()
    principal_cents = models.BigIntegerField()
    on_top_cents = models.BigIntegerField(default=0)
    figures = models.JSONField(default=dict)
    bundle = models.ForeignKey(
        "records.Document", models.PROTECT, null=True, related_name="+", db_index=False
    )
    sent_at = models.DateTimeField(null=True, blank=True)
    link_hash = models.CharField(max_length=64, default="", blank=True)
    code_hash = models.CharField(max_length=64, default="", blank=True)
    link_until = models.DateField(null=True, blank=True)
    code_tries = models.SmallIntegerField(default=0)
    fetched_at = models.DateTimeField(null=True, blank=True)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    their_number = models.CharField(max_length=64, default="", blank=True)
    recalled_at = models.DateTimeField(null=True, blank=True)
    recall_why = word_field(RecallWhy, empty=True)
    recall_ack_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_how = word_field(AgencyEnd, empty=True)

    class Meta:
        constraints = [
            word_check(RecallWhy, "recall_why", "hand_over_recall", empty=True),
            word_check(AgencyEnd, "ended_how", "hand_over_ended", empty=True),
            sign_check("principal_cents", ">", "hand_over_principal"),
            sign_check("on_top_cents", ">=", "hand_over_on_top"),
            same_check(Q(recall_why=""), Q(recalled_at__isnull=True), "hand_over_recall_why"),
            same_check(Q(ended_how=""), Q(ended_at__isnull=True), "hand_over_ended_how"),
            models.CheckConstraint(
                condition=Q(with_notice=True) | Q(on_top_cents=0), name="hand_over_no_notice"
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(recalled_at__isnull=True, ended_at__isnull=True),
                name="hand_over_one",
            ),
        ]
        indexes = [
            models.Index(
                fields=["made_at"], condition=Q(sent_at__isnull=True), name="hand_over_to_make"
            ),
        ]

    def __str__(self) -> str:
        return f"hand-over {self.pk}"


class HandOverClaim(models.Model):
    """One claim that was handed over, with what was open of it."""

    pk = models.CompositePrimaryKey("hand_over_id", "claim_id")
    hand_over = models.ForeignKey(HandOver, models.PROTECT, related_name="covers", db_index=False)
    claim = models.ForeignKey("records.Claim", models.PROTECT, related_name="handed")
    principal_cents = models.BigIntegerField()

    class Meta:
        constraints = [sign_check("principal_cents", ">", "hand_over_claim_principal")]

    def __str__(self) -> str:
        return f"claim {self.claim_id} in hand-over {self.hand_over_id}"


class AgencyNote(Sealed):
    """What we told an agency or it told us (`from_agency`); sealed: `words`.

    `told_at` is when the other side was pointed to it by mail, `read_at` when it was seen.
    """

    hand_over = models.ForeignKey(HandOver, models.PROTECT, related_name="notes")
    from_agency = models.BooleanField()
    word = word_field(AgencyWord)
    cents = models.BigIntegerField(null=True, blank=True)
    day_on = models.DateField(null=True, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        "records.Seat", models.PROTECT, null=True, related_name="+", db_index=False
    )
    told_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [word_check(AgencyWord, "word", "agency_note_word")]
        indexes = [
            models.Index(
                fields=["made_at"],
                condition=Q(told_at__isnull=True, from_agency=False),
                name="agency_note_to_tell",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.word} of hand-over {self.hand_over_id}"
