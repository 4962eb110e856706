"""What rules of automatic triage do, and why they stop."""

from django.db import models
from django.utils.translation import pgettext_lazy


class RuleStep(models.TextChoices):
    """In the order in which they are taken."""

    START_TRIAGE = "start_triage", pgettext_lazy("step of a rule", "Start triage")
    CLASSIFY = "classify", pgettext_lazy("step of a rule", "Classify as the founder chose")
    HAND_OVER = "hand_over", pgettext_lazy("step of a rule", "Put somebody in charge")
    START_MATCHING = "start_matching", pgettext_lazy("step of a rule", "Start the search for supporters")
    PROPOSE = "propose", pgettext_lazy("step of a rule", "Propose the first of the ranking")


class RuleStop(models.TextChoices):
    """Why a step was not taken; the case waits for the desk."""

    NOT_CHOSEN = "not_chosen", pgettext_lazy("why a rule stopped", "The founder chose no product type or no topic.")
    NOT_STAFF = (
        "not_staff",
        pgettext_lazy("why a rule stopped", "Whoever the rule names is no active member of the desk's staff any more."),
    )
    NOBODY = "nobody", pgettext_lazy("why a rule stopped", "The ranking has nobody who could be asked.")
    REFUSED = "refused", pgettext_lazy("why a rule stopped", "The desk's own checks refused it.")
