"""What the forms of a desk's settings share. What they check needs no look at other rows; the service does the rest."""

from copy import copy
from typing import Any, cast

from django import forms
from django.db.models import Max, Q
from django.http import QueryDict
from django.utils import timezone

from accounts.models import User
from cases.services.desk_settings import save_setting
from mediso.desks.enums import SettingKind
from mediso.desks.models import Desk, ProductType, Topic
from mediso.desks.selectors.settings import last_change_id, settings_of
from mediso.desks.services.settings import Saved


def date_input() -> forms.DateInput:
    """With a latest day, or browsers take six digits for the year."""
    return forms.DateInput(attrs={"type": "date", "max": "9999-12-31"}, format="%Y-%m-%d")


class SettingForm(forms.ModelForm):  # type: ignore[type-arg]  # Django's class takes no [] at run time
    """Of one row of a kind of setting, or of a new one. `seen` is the row's last change when the form was drawn."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    setting: SettingKind

    def __init__(self, data: QueryDict | None = None, *, desk: Desk, row: Any = None) -> None:
        self.desk, self.row = desk, row
        # What is typed goes into a copy: the page shows the row as it is.
        instance = copy(row) if row else self._meta.model(desk=desk)
        super().__init__(data, instance=instance, initial=self._initial())
        self._offer_choices_of_the_desk()

    def save_by(self, actor: User) -> Saved:
        """Raises `StaleRow` and `ActionRefused`, as `save_setting` does."""
        values = {name: value for name, value in self.cleaned_data.items() if name != "seen"} | self.fixed_values()
        return save_setting(
            setting=self.setting,
            desk=self.desk,
            actor=actor,
            row_id=self.row.pk if self.row else None,
            values=values,
            seen=self.cleaned_data["seen"] or 0,
        )

    def fixed_values(self) -> dict[str, Any]:
        """What is kept with the row and typed by nobody."""
        return {}

    def draw_again(self) -> None:
        """Carry the row's present number from now on: what was typed may stand after somebody else's change."""
        data = cast("QueryDict", self.data).copy()
        data["seen"] = str(self._seen())
        self.data = data

    def _initial(self) -> dict[str, Any]:
        initial: dict[str, Any] = {"seen": self._seen()}
        if self.row is None and "position" in self.base_fields:
            last = settings_of(self.desk.pk, self.setting).aggregate(last=Max("position"))["last"]
            initial["position"] = (last or 0) + 1
        return initial

    def _seen(self) -> int:
        return last_change_id(self.desk.pk, self.setting, self.row.pk) if self.row else 0

    def _offer_choices_of_the_desk(self) -> None:
        """What is offered today, and what the row has chosen already."""
        offered = Q(retired_on=None) | Q(retired_on__gt=timezone.localdate())
        for name, model in (("product_type", ProductType), ("product_types", ProductType), ("topics", Topic)):
            if name in self.fields:
                chosen = self.initial.get(name) or []
                ids = [getattr(one, "pk", one) for one in (chosen if isinstance(chosen, list) else [chosen])]
                rows = model.objects.filter(offered | Q(pk__in=ids), desk=self.desk)
                self.fields[name].queryset = rows  # type: ignore[attr-defined]
