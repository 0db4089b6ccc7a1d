"""What stands beside a delivered list: how its cases stood before it, and the work of long ones."""

from django.db import models
from django.db.models import Q

from minnelijk.records.fields import word_check, word_field
from minnelijk.records.sealed import Sealed
from minnelijk.records.words import ListWork


class PlacementCase(Sealed):
    """How a case stood before a list changed it, until the first contact; sealed: the debtor.

    `before` holds words, days and figures per table, no personal data. Without "case" in it the
    case is new, and only the data of a debtor whom we knew is kept.
    """

    placement = models.ForeignKey(
        "records.Placement", models.PROTECT, related_name="changed", db_index=False
    )
    case = models.ForeignKey("records.Case", models.PROTECT, related_name="+", db_constraint=False)
    before = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["placement", "case"], name="placement_case_one"),
        ]

    def __str__(self) -> str:
        return f"case {self.case_id} before placement {self.placement_id}"


class ListJob(models.Model):
    """A long list that the worker places or takes back: whole, or not at all.

    `told` is what the client said about it. A worker has it until `taken_until`; when it is gone by
    then another one begins anew. `refused` is why it was not done, `cases` in how many cases.
    """

    client = models.ForeignKey("records.Client", models.PROTECT, related_name="+")
    document = models.ForeignKey(
        "records.Document", models.PROTECT, null=True, related_name="+", db_index=False
    )
    placement = models.ForeignKey(
        "records.Placement", models.PROTECT, null=True, related_name="+", db_index=False
    )
    work = word_field(ListWork)
    told = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        "records.Seat", models.PROTECT, null=True, related_name="+", db_index=False
    )
    taken_by = models.CharField(max_length=80, default="", blank=True)
    taken_until = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    refused = models.CharField(max_length=24, default="", blank=True)
    cases = models.IntegerField(default=0)

    class Meta:
        constraints = [
            word_check(ListWork, "work", "list_job_work"),
            models.CheckConstraint(
                condition=Q(work=ListWork.PLACE, document__isnull=False)
                | Q(work=ListWork.TAKE_BACK, placement__isnull=False),
                name="list_job_about",
            ),
            models.UniqueConstraint(
                fields=["document"],
                condition=Q(ended_at__isnull=True, document__isnull=False),
                name="list_job_place_once",
            ),
            models.UniqueConstraint(
                fields=["placement"],
                condition=Q(ended_at__isnull=True, placement__isnull=False),
                name="list_job_back_once",
            ),
        ]
        indexes = [
            models.Index(fields=["id"], condition=Q(ended_at__isnull=True), name="list_job_waiting")
        ]

    def __str__(self) -> str:
        return f"{self.work} {self.pk}"
