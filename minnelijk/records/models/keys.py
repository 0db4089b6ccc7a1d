"""By what a wrong key is told before anything is served: a check value of every key ever used."""

from django.db import models

from minnelijk.records.fields import BytesField, word_check, word_field
from minnelijk.records.words import KeyUse


class KeyCheck(models.Model):
    """A key that this database was used with; the key itself stands in no table.

    `value` is a keyed hash of a fixed word: it tells the key from every other and says nothing of
    it. A retired key sealed nothing any more, and its number is not given again.
    """

    use = word_field(KeyUse)
    number = models.SmallIntegerField()
    value = BytesField(max_length=16)
    noted_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            word_check(KeyUse, "use", "key_check_use"),
            models.UniqueConstraint(fields=["use", "number"], name="key_check_one"),
        ]

    def __str__(self) -> str:
        return f"{self.use} key {self.number}"
