import datetime as dt
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases.models import Case
from cases.selectors.rule_names import RULE_NAMES
from cases.selectors.what_if import Assumptions
from mediso.desks.models.routing import LEVELS, TEAM_SIZES, WEIGHTS
from supporters.matching import OVERRIDABLE, PartCode, RuleCode, Weights
from supporters.matching.sentences import PART_NAMES
from supporters.matching.weights import TOTAL
from supporters.models import Supporter

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

DAYS_AHEAD = 366


def _choice(label: "_StrPromise", span: range) -> forms.TypedChoiceField:
    choices = [(number, str(number)) for number in span]
    return forms.TypedChoiceField(label=label, coerce=int, empty_value=None, required=False, choices=choices)


class WhatIfForm(forms.Form):
    """Assumptions about the ranking of a case. What is not filled in is as it is today."""

    on = forms.DateField(
        label=_("On another day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_(
            "Terms, leave, ties and free hours are looked at on this day; cases and proposals as they are now."
        ),
    )
    without = forms.TypedChoiceField(label=_("Without"), coerce=int, empty_value=None, required=False)
    ignoring = forms.TypedMultipleChoiceField(
        label=_("As if these rules did not hold"), coerce=RuleCode, required=False, widget=forms.CheckboxSelectMultiple
    )

    wanted_level = _choice(_("Level at which a topic is covered"), LEVELS)
    team_most = _choice(_("Most supporters in the team"), TEAM_SIZES)

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.desk = case.desk
        for name in WEIGHTS:
            self.fields[name] = forms.IntegerField(
                label=str(PART_NAMES[PartCode(name)]), min_value=0, max_value=TOTAL, required=False
            )
        self.initial = {
            **self.desk.weights(),
            "on": timezone.localdate(),
            "wanted_level": self.desk.wanted_level,
            "team_most": self.desk.team_most,
        }
        names = Supporter.objects.filter(desk=self.desk).order_by("name").values_list("pk", "name")
        self.fields["without"].choices = [("", _("nobody")), *names]  # type: ignore[attr-defined]
        rules = [(code, name) for code, name in RULE_NAMES.items() if code in OVERRIDABLE]
        self.fields["ignoring"].choices = rules  # type: ignore[attr-defined]

    @property
    def weights(self) -> list[forms.BoundField]:
        return [self[name] for name in WEIGHTS]

    def clean_on(self) -> dt.date:
        today = timezone.localdate()
        day: dt.date = self.cleaned_data["on"] or today
        if not today <= day <= today + dt.timedelta(days=DAYS_AHEAD):
            raise forms.ValidationError(_("Choose a day from today to a year from now."))
        return day

    def clean(self) -> None:
        chosen = self._weights()
        if chosen is not None and sum(chosen.values()) != TOTAL:
            message = gettext("The weights must add up to 100: they add up to %(total)d.")
            self.add_error(WEIGHTS[0], message % {"total": sum(chosen.values())})

    @property
    def assumptions(self) -> Assumptions:
        """Of a valid form."""
        data = self.cleaned_data
        return Assumptions(
            on=data["on"],
            weights=Weights(**(self._weights() or self.desk.weights())),
            without=data["without"],
            ignoring=frozenset(data["ignoring"]),
            wanted_level=data["wanted_level"] or self.desk.wanted_level,
            team_most=data["team_most"] or self.desk.team_most,
        )

    def _weights(self) -> dict[str, int] | None:
        """None where one of them is wrong in itself. An empty one is the desk's, so that a bare address is today."""
        if any(name not in self.cleaned_data for name in WEIGHTS):
            return None
        own = self.desk.weights()
        typed = {name: self.cleaned_data[name] for name in WEIGHTS}
        return {name: own[name] if value is None else value for name, value in typed.items()}
