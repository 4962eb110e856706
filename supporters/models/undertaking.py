from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mediso.common.fiscal import FiscalYear
from supporters.enums import UndertakingKind
from supporters.models.supporter import Supporter


class Undertaking(models.Model):
    """誓約: what a supporter signed for one fiscal year, with the words that were signed. Never altered (trigger).

    Without one of each kind for the fiscal year of the day nobody is proposed. `signed_by` is the supporter's account,
    or that of the staff member who keeps the signed paper.
    """

    supporter = models.ForeignKey(Supporter, on_delete=models.PROTECT, related_name="undertakings")
    kind = models.CharField(_("kind"), max_length=20, choices=UndertakingKind)
    fiscal_year = models.PositiveSmallIntegerField(_("fiscal year"))
    text = models.TextField(_("what was signed"), max_length=20_000)
    signed_at = models.DateTimeField(default=timezone.now)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("undertaking")
        verbose_name_plural = _("undertakings")
        ordering = ["fiscal_year", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["supporter", "kind", "fiscal_year"], name="undertaking_once_a_year"),
            models.CheckConstraint(condition=Q(kind__in=UndertakingKind.values), name="undertaking_kind_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.fiscal_year}"

    @property
    def year(self) -> FiscalYear:
        return FiscalYear(self.fiscal_year)
