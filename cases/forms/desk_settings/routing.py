"""How a desk proposes supporters: days to answer, weights of the score, size of a team, honorarium."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.forms.desk_settings.base import SettingForm
from mediso.desks.enums import SettingKind
from mediso.desks.models import WEIGHTS, Desk

WHOLE = 100
"""Points that the weights add up to."""
WEIGHT_FIELDS = tuple(f"weight_{name}" for name in WEIGHTS)


class RoutingForm(SettingForm):
    setting = SettingKind.ROUTING

    class Meta:
        model = Desk
        fields = [
            *("reply_days", "reply_reminder_days"),
            *WEIGHT_FIELDS,
            *("floor_points", "wanted_level", "team_most", "honorarium_per_hour"),
        ]
        help_texts = {
            "reply_days": gettext_lazy(
                "Business days after the day of a proposal. A proposal that nobody answered by then lapses, and the "
                "case comes back to the desk."
            ),
            "reply_reminder_days": gettext_lazy("Business days before the last day. With 0 nobody is reminded."),
            "weight_coverage": gettext_lazy(
                "Points for expertise in the topics of the case. All six weights together make 100."
            ),
            "weight_product_type": gettext_lazy("Points for knowing the product type of the case."),
            "weight_modality": gettext_lazy("Points for knowing the modality of the product."),
            "weight_continuity": gettext_lazy("Points for earlier cases of the same organisation."),
            "weight_free_hours": gettext_lazy("Points for hours that are free before the case is due."),
            "weight_fair_share": gettext_lazy("Points for few proposals in the last 90 days."),
            "floor_points": gettext_lazy(
                "When many cases are assigned together, a case is given nobody with fewer points, 0 to 100."
            ),
            "wanted_level": gettext_lazy("1 (basic) to 5 (leading): from this level on a topic counts as covered."),
            "team_most": gettext_lazy("1 to 6: how many supporters a suggested team has at most, the lead included."),
            "honorarium_per_hour": gettext_lazy(
                "Before tax, for supporters without a rate of their own. Leave it empty if nothing is paid."
            ),
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        weights = [cleaned.get(name) for name in WEIGHT_FIELDS]
        total = sum(filter(None, weights))
        if None not in weights and total != WHOLE:
            said = _("The six weights add up to %(total)d points. Change them so that they make 100.")
            self.add_error(WEIGHT_FIELDS[0], said % {"total": total})
        return cleaned
