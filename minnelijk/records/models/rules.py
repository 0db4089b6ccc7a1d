"""The tables and words that a client may edit: policies and templates, frozen by version."""

from django.db import models
from django.db.models import Q

from minnelijk.flow.words import Channel
from minnelijk.records.fields import same_check, word_check, word_field
from minnelijk.records.words import ForWhom, Layer


class Policy(models.Model):
    """A named flow; no client means the bureau's own or a shipped one.

    `for_country` and `for_whom` say for which debtors a client uses it ('' = all).
    """

    client = models.ForeignKey(
        "records.Client", models.PROTECT, null=True, related_name="policies", db_index=False
    )
    name = models.CharField(max_length=80)
    shipped = models.BooleanField(default=False)
    for_country = models.CharField(max_length=2, default="", blank=True)
    for_whom = word_field(ForWhom, empty=True)

    class Meta:
        constraints = [
            word_check(ForWhom, "for_whom", "policy_for_whom", empty=True),
            models.UniqueConstraint(fields=["client", "name"], name="policy_name"),
            models.UniqueConstraint(
                fields=["name"], condition=Q(client__isnull=True), name="policy_name_bureau"
            ),
            models.CheckConstraint(
                condition=Q(shipped=False) | Q(client__isnull=True), name="policy_shipped"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PolicyVersion(models.Model):
    """One immutable text of a policy; with problems it is never activated."""

    policy = models.ForeignKey(Policy, models.PROTECT, related_name="versions", db_index=False)
    number = models.IntegerField()
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    made_by = models.ForeignKey(
        "records.Seat", models.PROTECT, null=True, related_name="+", db_index=False
    )
    made_at = models.DateTimeField()
    activated_at = models.DateTimeField(null=True, blank=True)
    problems = models.SmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["policy", "number"], name="policy_version_number"),
            models.CheckConstraint(
                condition=Q(activated_at__isnull=True) | Q(problems=0),
                name="policy_version_no_problems",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.policy} {self.number}"


class Template(models.Model):
    """Words for one use, language and channel, in one of three layers."""

    layer = word_field(Layer)
    client = models.ForeignKey(
        "records.Client", models.PROTECT, null=True, related_name="templates"
    )
    use = models.CharField(max_length=40)
    language = models.CharField(max_length=5)
    channel = word_field(Channel)

    class Meta:
        constraints = [
            word_check(Layer, "layer", "template_layer"),
            word_check(Channel, "channel", "template_channel"),
            same_check(Q(layer=Layer.CLIENT), Q(client__isnull=False), "template_layer_client"),
            models.UniqueConstraint(
                fields=["layer", "client", "use", "language", "channel"], name="template_one"
            ),
            models.UniqueConstraint(
                fields=["layer", "use", "language", "channel"],
                condition=Q(client__isnull=True),
                name="template_one_bureau",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.use} {self.language} {self.channel}"


class TemplateVersion(models.Model):
    """One immutable text of a template, which placeholders it uses, and who approved it."""

    template = models.ForeignKey(Template, models.PROTECT, related_name="versions", db_index=False)
    number = models.IntegerField()
    subject = models.CharField(max_length=200, default="", blank=True)
    body = models.TextField()
    fields = models.JSONField(default=list)
    tone_check = models.JSONField(default=list)
    made_by = models.ForeignKey(
        "records.Seat", models.PROTECT, null=True, related_name="+", db_index=False
    )
    made_at = models.DateTimeField()
    approved_by = models.ForeignKey(
        "records.Seat", models.PROTECT, null=True, related_name="+", db_index=False
    )
    approved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["template", "number"], name="template_version_number"),
        ]

    def __str__(self) -> str:
        return f"{self.template} {self.number}"
