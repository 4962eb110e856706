"""What a definition says, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from reports.conditions.table import CONDITIONS
from reports.conditions.words import condition_words
from reports.models import ReportDefinition
from reports.registry import FIGURES
from reports.scope import Scope

Fact = tuple[str, list[str]]


def definition_facts(definition: ReportDefinition) -> list[Fact]:
    """Each with its lines, in the reader's language. What figures cannot be counted by any more stands as it is."""
    known = tuple(pair for pair in definition.narrowing if pair[0] in CONDITIONS)
    conditions = [f"{label}: {value}" for label, value in condition_words(Scope((definition.desk,), narrowing=known))]
    figures = [str(FIGURES[name].title) if name in FIGURES else name for name in definition.figures]
    when = _("On the first business day after each monthly close") if definition.is_active else _("Only when asked for")
    return [
        (_("Desk"), [str(definition.desk)]),
        (_("Figures"), figures),
        (_("Period"), [definition.get_period_kind_display()]),
        (_("Conditions"), conditions or [_("All cases")]),
        (_("State of the data"), [definition.get_basis_display()]),
        (_("Recipients"), definition.recipients or [_("Nobody")]),
        (_("Language of the mail"), [definition.get_language_display()]),
        (pgettext("a report is made", "When"), [when]),
    ]
