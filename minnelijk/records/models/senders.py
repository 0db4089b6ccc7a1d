"""From whom a message leaves: a client's address, the proof that it works, and its own mailbox."""

from django.db import models
from django.db.models import Q

from minnelijk.flow.words import Channel
from minnelijk.records.fields import same_check, word_check, word_field
from minnelijk.records.sealed import Sealed
from minnelijk.records.words import CheckResult, SenderLogin, SenderWay


class Sender(Sealed):
    """The client's own address for one channel, how it leaves, and what we know of its domain.

    Sealed: the `password` or `token` of the server and the private `dkim_key`. `reply_to` is where
    answers go when mail leaves from the bureau's domain, which needs the client's written yes
    (`agreed_on`). Of `day_limit` the `reserve` is for confirmations alone. While `failing_since`
    is set nothing leaves from here, and nothing leaves from elsewhere in its place.
    """

    client = models.ForeignKey(
        "records.Client", models.PROTECT, related_name="senders", db_index=False
    )
    channel = word_field(Channel)
    address = models.CharField(max_length=254)
    domain = models.CharField(max_length=200, default="", blank=True)
    way = word_field(SenderWay, usual=SenderWay.OUR_SERVER)
    host = models.CharField(max_length=200, default="", blank=True)
    port = models.IntegerField(null=True, blank=True)
    login = word_field(SenderLogin, empty=True)
    user_name = models.CharField(max_length=254, default="", blank=True)
    reply_to = models.CharField(max_length=254, default="", blank=True)
    agreed_on = models.DateField(null=True, blank=True)
    agreed_by = models.ForeignKey(
        "records.Seat", models.PROTECT, null=True, related_name="+", db_index=False
    )
    dkim_selector = models.CharField(max_length=60, default="", blank=True)
    dkim_public = models.TextField(default="", blank=True)
    day_limit = models.IntegerField(default=5_000)
    minute_limit = models.IntegerField(default=60)
    reserve = models.IntegerField(default=200)
    checked_on = models.DateField(null=True, blank=True)
    spf = word_field(CheckResult, empty=True)
    dkim = word_field(CheckResult, empty=True)
    dmarc = word_field(CheckResult, empty=True)
    tested_at = models.DateTimeField(null=True, blank=True)
    failing_since = models.DateTimeField(null=True, blank=True)
    failing_why = models.CharField(max_length=40, default="", blank=True)
    active = models.BooleanField(default=False)

    class Meta:
        constraints = [
            word_check(Channel, "channel", "sender_channel"),
            word_check(SenderWay, "way", "sender_way"),
            word_check(SenderLogin, "login", "sender_login", empty=True),
            word_check(CheckResult, "spf", "sender_spf", empty=True),
            word_check(CheckResult, "dkim", "sender_dkim", empty=True),
            word_check(CheckResult, "dmarc", "sender_dmarc", empty=True),
            same_check(Q(failing_since__isnull=False), ~Q(failing_why=""), "sender_failing"),
            models.CheckConstraint(
                condition=Q(day_limit__gte=1, minute_limit__gte=1, reserve__gte=0),
                name="sender_limits",
            ),
            models.UniqueConstraint(fields=["client", "channel", "address"], name="sender_one"),
        ]

    def __str__(self) -> str:
        return self.address


class SenderTrial(models.Model):
    """One round trip of an address: a test mail arrived with its domain proven, an answer to it
    reached us, and so did a bounce. Only an address with all three is complete."""

    sender = models.ForeignKey(Sender, models.PROTECT, related_name="trials")
    token = models.CharField(max_length=40, unique=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        "records.Seat", models.PROTECT, null=True, related_name="+", db_index=False
    )
    sent_at = models.DateTimeField(null=True, blank=True)
    arrived_at = models.DateTimeField(null=True, blank=True)
    spf_aligned = models.BooleanField(null=True, blank=True)
    dkim_aligned = models.BooleanField(null=True, blank=True)
    replied_at = models.DateTimeField(null=True, blank=True)
    bounced_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=40, default="", blank=True)

    def __str__(self) -> str:
        return f"trial {self.pk}"


class SentCount(models.Model):
    """How many mails left from an address in one minute: what its limits are measured by."""

    sender = models.ForeignKey(Sender, models.PROTECT, related_name="counts", db_index=False)
    minute_at = models.DateTimeField()
    sent = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sender", "minute_at"], name="sent_count_minute"),
        ]

    def __str__(self) -> str:
        return f"{self.sent} in a minute"


class Mailbox(Sealed):
    """A mailbox or folder of our own that answers and bounces come to, never a client's whole one.

    No client means the bureau's, for every client without its own. Sealed: the `password` or
    `token`. `last_uid` is what was read last within `uid_validity`.
    """

    client = models.ForeignKey(
        "records.Client", models.PROTECT, null=True, related_name="mailboxes"
    )
    address = models.CharField(max_length=254)
    host = models.CharField(max_length=200)
    port = models.IntegerField(default=993)
    login = word_field(SenderLogin, usual=SenderLogin.PASSWORD)
    user_name = models.CharField(max_length=254)
    folder = models.CharField(max_length=120, default="INBOX")
    uid_validity = models.BigIntegerField(null=True, blank=True)
    last_uid = models.BigIntegerField(default=0)
    read_at = models.DateTimeField(null=True, blank=True)
    failing_since = models.DateTimeField(null=True, blank=True)
    failing_why = models.CharField(max_length=40, default="", blank=True)
    active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            word_check(SenderLogin, "login", "mailbox_login"),
            same_check(Q(failing_since__isnull=False), ~Q(failing_why=""), "mailbox_failing"),
            models.UniqueConstraint(fields=["host", "user_name", "folder"], name="mailbox_one"),
        ]

    def __str__(self) -> str:
        return self.address
