"""What every day is closed with: a root over its events, and a keyed picture of every row."""

from django.db import models
from django.db.models import Q

from minnelijk.records.fields import BytesField


class Seal(models.Model):
    """One day of one client, closed; no client means the bureau, over the seals of all of them.

    `root` is the Merkle root of the hashes of that day, `pictures` that of the pictures of all rows
    (empty where none were taken), `previous` the `hash` of the seal before. `mark` is keyed.
    """

    client = models.ForeignKey(
        "records.Client", models.PROTECT, null=True, related_name="+", db_index=False
    )
    day_on = models.DateField()
    events = models.IntegerField()
    root = BytesField(max_length=32)
    pictures = BytesField(max_length=32, default=b"")
    previous = BytesField(max_length=32)
    hash = BytesField(max_length=32)
    mark = BytesField(max_length=16)
    sealed_at = models.DateTimeField()
    problems = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["client", "day_on"], name="seal_one"),
            models.UniqueConstraint(
                fields=["day_on"], condition=Q(client__isnull=True), name="seal_one_bureau"
            ),
        ]

    def __str__(self) -> str:
        return f"seal {self.day_on} of client {self.client_id}"


class ChainEnd(models.Model):
    """Where the chain of a client's office ends, or of the bureau's own; a case says it itself.

    Without it nobody would miss the last event. `mark` is keyed.
    """

    client = models.OneToOneField("records.Client", models.PROTECT, null=True, related_name="+")
    seq = models.IntegerField()
    head = BytesField(max_length=32)
    mark = BytesField(max_length=16)

    def __str__(self) -> str:
        return f"end {self.seq} of client {self.client_id}"


class RowPicture(models.Model):
    """How the rows of one table with neighbouring keys stood when `day_on` was closed.

    `form` says which columns went into it, `content` holds a keyed digest per row, `mark` is keyed
    over all of it.
    """

    of_table = models.CharField(max_length=48)
    bucket = models.BigIntegerField()
    day_on = models.DateField()
    form = models.TextField(default="", blank=True)
    content = BytesField()
    mark = BytesField(max_length=16)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["of_table", "bucket", "day_on"], name="row_picture_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.of_table} {self.bucket} on {self.day_on}"
