from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from supporters.enums import InterestKind
from supporters.models.supporter import Supporter


class Interest(models.Model):
    """利害関係: a declared tie of a supporter to an organisation, with dates; feeds the conflict check.

    The organisation need not have asked anything yet, so it is kept by name; `normalised_name` is matched.
    """

    supporter = models.ForeignKey(Supporter, on_delete=models.CASCADE, related_name="interests")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    organisation_name = models.CharField(_("organisation"), max_length=200)
    normalised_name = models.CharField(max_length=200, db_index=True, editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=InterestKind)
    valid_from = models.DateField(_("from"))
    valid_until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("interest")
        verbose_name_plural = _("interests")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="interest_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_name} ({self.get_kind_display()})"
