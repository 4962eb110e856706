from django.db import models
from django.utils.translation import pgettext_lazy


class Tab(models.TextChoices):
    """The parts of the chart, in their order. Values stand in addresses."""

    CONSULTATION = "consultation", pgettext_lazy("part of the chart", "Consultation")
    ORGANISATION = "organisation", pgettext_lazy("part of the chart", "Organisation")
    PRODUCT = "product", pgettext_lazy("part of the chart", "Product")
    SUPPORTERS = "supporters", pgettext_lazy("part of the chart", "Supporters")
    SUPPORT = "support", pgettext_lazy("part of the chart", "Support")
    COLLABORATORS = "collaborators", pgettext_lazy("part of the chart", "Collaborators")
    PROGRESS = "progress", pgettext_lazy("part of the chart", "Progress")
