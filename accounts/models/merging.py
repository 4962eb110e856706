"""統合: two rows that turn out to be one, and what moved from the one to the other, so that it can be undone."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.contact import Contact
from accounts.models.organisation import Organisation
from accounts.models.user import User


class Merge(models.Model):
    """One merge. The database refuses to delete it, and to change anything but its being undone (migration 0003).

    `moved` holds the keys of the rows that moved, by the name of their mover (`accounts/merging_hooks.py`); `filled`
    the columns that were empty on the kept row and took the merged row's value.
    """

    moved = models.JSONField(default=dict)
    filled = models.JSONField(default=dict)
    merged_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    merged_at = models.DateTimeField(default=timezone.now, editable=False)
    undone_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True
        ordering = ["-merged_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(kept=F("merged")), name="%(class)s_of_two_rows"),
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_by=None) | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="%(class)s_undone_by_somebody",
            ),
            models.UniqueConstraint(fields=["merged"], condition=Q(undone_at=None), name="%(class)s_in_force_once"),
        ]

    @property
    def is_undone(self) -> bool:
        return self.undone_at is not None


class OrganisationMerge(Merge):
    kept = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="merges")
    merged = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")

    class Meta(Merge.Meta):
        verbose_name = _("merge of organisations")
        verbose_name_plural = _("merges of organisations")

    def __str__(self) -> str:
        return f"{self.merged} → {self.kept}"


class ContactMerge(Merge):
    kept = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="merges")
    merged = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="+")

    class Meta(Merge.Meta):
        verbose_name = _("merge of contacts")
        verbose_name_plural = _("merges of contacts")

    def __str__(self) -> str:
        return f"{self.merged} → {self.kept}"
