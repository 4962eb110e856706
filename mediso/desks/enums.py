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
    ROUTING = "routing", _("Routing")
    CLOSURES = "closures", _("Closures")
    SIGNPOSTS = "signposts", _("Signposts")
    PLAN_TEMPLATES = "plan-templates", _("Plan templates")
    CHECKLISTS = "checklists", _("Checklists")
    TRIAGE_RULES = "triage-rules", _("Automatic triage")
    TERMS = "terms", _("Terms of use")
    NOTICES = "notices", _("Words of notices")
    NOTICE_RULES = "notice-rules", _("Choices for notices")
    UNDERTAKINGS = "undertakings", _("Words of undertakings")


class ChangeKind(models.TextChoices):
    """What was done to a setting."""

    ADDED = "added", _("added")
    CHANGED = "changed", _("changed")
    RETIRED = "retired", _("retired")
    RESTORED = "restored", _("restored")


class Delivery(models.TextChoices):
    """How a person gets a notice, the most prompt first."""

    AT_ONCE = "at_once", _("At once")
    DAILY = "daily", _("In a daily digest")
    NONE = "none", pgettext_lazy("delivery of a notice", "Not at all")

    @property
    def rank(self) -> int:
        """0 is the most prompt."""
        return list(Delivery).index(self)


class Allowed(models.TextChoices):
    """What people may choose for a notice: the least prompt `Delivery`; the more prompt ones are allowed with it."""

    AT_ONCE = Delivery.AT_ONCE.value, _("At once, and nothing else")
    DAILY = Delivery.DAILY.value, _("At once or in a daily digest")
    NONE = Delivery.NONE.value, _("At once, in a daily digest or not at all")


class UndertakingKind(models.TextChoices):
    """誓約: what a supporter signs each fiscal year."""

    CONFIDENTIALITY = "confidentiality", _("confidentiality undertaking")
    CONDUCT = "conduct", _("code of conduct")


class Modality(models.TextChoices):
    """モダリティ: what kind of thing a product is."""

    SMALL_MOLECULE = "small_molecule", _("Small molecule")
    PROTEIN = "protein", _("Protein or antibody")
    NUCLEIC_ACID = "nucleic_acid", _("Nucleic acid")
    VACCINE = "vaccine", _("Vaccine")
    CELL_THERAPY = "cell_therapy", _("Cell therapy")
    GENE_THERAPY = "gene_therapy", _("Gene therapy")
    DEVICE = "device", _("Device (hardware)")
    SOFTWARE = "software", _("Software as a medical device")
    DIAGNOSTIC = "diagnostic", _("In vitro diagnostic")
    OTHER = "other", pgettext_lazy("modality", "Other")
