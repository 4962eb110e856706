from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.corporate_number import validate_corporate_number
from accounts.models import Organisation
from supporters.enums import InterestKind
from supporters.models.supporter import Supporter


class Interest(models.Model):
    """利害関係: a declared tie of a supporter to an organisation, with dates; feeds the conflict check.

    The organisation need not have asked anything yet, so it is kept by name; `normalised_name` and, where it is given,
    `corporate_number` (法人番号) are matched. A tie that is over gets its last day and stays. `declared_at` is empty
    for what was declared before it was kept.
    """

    supporter = models.ForeignKey(Supporter, on_delete=models.CASCADE, related_name="interests")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    organisation_name = models.CharField(_("organisation"), max_length=200)
    normalised_name = models.CharField(max_length=200, db_index=True, editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=InterestKind)
    valid_from = models.DateField(_("from"))
    valid_until = models.DateField(_("until"), null=True, blank=True)
    corporate_number = models.CharField(
        _("corporate number"), max_length=13, blank=True, validators=[validate_corporate_number]
    )
    note = models.CharField(_("note"), max_length=200, blank=True)
    declared_at = models.DateTimeField(null=True, default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("interest")
        verbose_name_plural = _("interests")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="interest_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(corporate_number="") | Q(corporate_number__regex=r"^\d{13}$"),
                name="interest_number_has_13_digits",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_name} ({self.get_kind_display()})"
