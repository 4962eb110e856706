"""What an action on many cases asks beside the cases themselves: a table of action → form."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.models import User
from cases.enums import Action


class BulkForm(forms.Form):
    """Fields are named as the service's arguments."""

    def __init__(self, data: QueryDict | None = None, *, actor: User) -> None:
        super().__init__(data)
        self.actor = actor


class HandOverEachForm(BulkForm):
    colleague = forms.ModelChoiceField(
        label=_("In charge from now on"), queryset=User.objects.none(), empty_label=_("Choose")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        at = self.actor.desk_ids(Role.STAFF)
        staff = User.objects.filter(is_active=True, grants__role=Role.STAFF, grants__desk__in=at)
        self.fields["colleague"].queryset = staff.order_by("name", "pk").distinct()  # type: ignore[attr-defined]


BULK_FORMS: Mapping[Action, type[BulkForm]] = {
    Action.CLAIM: BulkForm,
    Action.HAND_OVER: HandOverEachForm,
    Action.START_TRIAGE: BulkForm,
    Action.START_MATCHING: BulkForm,
}
