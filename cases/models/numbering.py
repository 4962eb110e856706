from django.db import models

from mediso.desks.models import Desk


class NumberSequence(models.Model):
    """The last number given at a desk in a calendar year of receipt; the row is locked while the next is taken."""

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["desk", "year"], name="one_sequence_per_desk_and_year")]

    def __str__(self) -> str:
        return f"{self.desk_id}/{self.year}: {self.last}"
