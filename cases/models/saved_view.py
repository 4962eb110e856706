from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from mediso.desks.models import Desk


class SavedView(models.Model):
    """A list of cases kept under a name: its filters and sort as a query string, and the columns it shows.

    One with a `desk` is shared with the staff of that desk; without one it is its owner's alone.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_views")
    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(max_length=1_000, blank=True)
    columns = models.JSONField(default=list, blank=True)

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["owner", "name"], name="view_name_once_per_owner")]

    def __str__(self) -> str:
        return self.name
