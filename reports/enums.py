from django.db import models
from django.utils.translation import gettext_lazy as _


class PeriodKind(models.TextChoices):
    """Which days a report counts. All of them end with the last day of the closed month."""

    MONTH = "month", _("The closed month")
    QUARTER = "quarter", _("The quarter up to the closed month")
    FISCAL_YEAR = "fiscal_year", _("The fiscal year up to the closed month")
    WHOLE = "whole", _("Everything up to the closed month")
