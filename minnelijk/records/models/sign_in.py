"""Who is signed in where, who was invited, and how often somebody tried a door."""

from django.db import models
from django.db.models import Q

from minnelijk.records.fields import BytesField, word_check, word_field
from minnelijk.records.words import Door


class Visit(models.Model):
    """One device on which somebody is signed in, until it is ended; no address, no personal data.

    `device` holds two plain words ("firefox windows"). `strong`: a second factor was given here.
    `proved_at` is when the person last showed who he is.
    """

    user = models.ForeignKey("records.User", models.PROTECT, related_name="visits", db_index=False)
    session = models.CharField(max_length=40, unique=True)
    device = models.CharField(max_length=40, default="", blank=True)
    strong = models.BooleanField(default=False)
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    proved_at = models.DateTimeField(null=True, blank=True)
    until_at = models.DateTimeField()
    idle_minutes = models.SmallIntegerField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(idle_minutes__gt=0), name="visit_idle"),
        ]
        indexes = [models.Index(fields=["user", "ended_at"], name="visit_of_user")]

    def __str__(self) -> str:
        return f"visit {self.pk}"


class Invitation(models.Model):
    """One mail that asks somebody to take his seat: it ends, and is accepted once."""

    seat = models.ForeignKey("records.Seat", models.PROTECT, related_name="invitations")
    made_at = models.DateTimeField()
    until_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_at__gt=models.F("made_at")), name="invitation_span"
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(withdrawn_at__isnull=True),
                name="invitation_one_end",
            ),
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk} for seat {self.seat_id}"


class Tries(models.Model):
    """How often one account or one address tried one door lately: a keyed hash, a count."""

    door = word_field(Door)
    who = BytesField(max_length=16)
    count = models.IntegerField()
    first_at = models.DateTimeField()
    locks = models.SmallIntegerField(default=0)
    locked_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            word_check(Door, "door", "tries_door"),
            models.UniqueConstraint(fields=["who", "door"], name="tries_one"),
            models.CheckConstraint(condition=Q(count__gte=0, locks__gte=0), name="tries_count"),
        ]
        indexes = [models.Index(fields=["first_at"], name="tries_first")]

    def __str__(self) -> str:
        return f"tries at {self.door}"
