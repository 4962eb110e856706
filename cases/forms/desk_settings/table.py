"""One form for each kind of setting."""

from collections.abc import Mapping

from cases.forms.desk_settings.base import SettingForm
from cases.forms.desk_settings.days import ClosureForm, TargetsForm
from cases.forms.desk_settings.guidance import (
    ChecklistItemForm,
    PlanTemplateForm,
    SignpostForm,
    TermsForm,
    UndertakingTextForm,
)
from cases.forms.desk_settings.routing import RoutingForm
from cases.forms.desk_settings.triage_rules import TriageRuleForm
from mediso.desks.enums import SettingKind

SETTING_FORMS: Mapping[SettingKind, type[SettingForm]] = {
    form.setting: form
    for form in (
        *(TargetsForm, RoutingForm, ClosureForm, SignpostForm, PlanTemplateForm),
        *(ChecklistItemForm, TriageRuleForm, TermsForm, UndertakingTextForm),
    )
}
