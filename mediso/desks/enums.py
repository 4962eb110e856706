from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class StepOwner(models.TextChoices):
    """Who does a step of a support plan."""

    DESK = "desk", pgettext_lazy("who does a step", "The desk")
    SUPPORTER = "supporter", pgettext_lazy("who does a step", "The supporter")
    FOUNDER = "founder", pgettext_lazy("who does a step", "The founder")


class SettingKind(models.TextChoices):
    """What staff set for their desk. The values stand in addresses."""

    TARGETS = "targets", _("Targets")
    CLOSURES = "closures", _("Closures")
    SIGNPOSTS = "signposts", _("Signposts")
    PLAN_TEMPLATES = "plan-templates", _("Plan templates")
    CHECKLISTS = "checklists", _("Checklists")
    TERMS = "terms", _("Terms of use")


class ChangeKind(models.TextChoices):
    """What was done to a setting."""

    ADDED = "added", _("added")
    CHANGED = "changed", _("changed")
    RETIRED = "retired", _("retired")
    RESTORED = "restored", _("restored")
