"""What the forms of an entry share: they begin with what the part holds, and know whether somebody was quicker."""

from collections.abc import Mapping
from typing import Any, ClassVar, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from accounts.models import User
from supporters.enums import RosterPart
from supporters.models import Supporter, SupporterChange
from supporters.policies import is_own
from supporters.selectors.entry import last_change_id


def date_input() -> forms.DateInput:
    """With a latest day, or browsers take six digits for the year."""
    return forms.DateInput(attrs={"type": "date", "max": "9999-12-31"}, format="%Y-%m-%d")


class PartForm(forms.Form):
    """Of one part of one entry. `seen` is the part's last change when the form was drawn."""

    part: ClassVar[RosterPart]
    has_files: ClassVar[bool] = False
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: QueryDict | None = None, files: Any = None, *, supporter: Supporter, actor: User) -> None:
        self.supporter, self.actor = supporter, actor
        super().__init__(data, files, initial=self.start() | {"seen": self._seen()})

    @property
    def by_self(self) -> bool:
        return is_own(self.actor, self.supporter)

    def start(self) -> dict[str, Any]:
        """What the part holds now, by the names of the fields; those of columns by themselves."""
        return {name: getattr(self.supporter, name) for name in self.base_fields if hasattr(self.supporter, name)}

    def save(self) -> SupporterChange | None:
        """Raises `StaleRow` and `ActionRefused`, as the service of the part does."""
        values = {name: value for name, value in self.cleaned_data.items() if name != "seen"}
        who = {"supporter_id": self.supporter.pk, "actor": self.actor, "seen": self.cleaned_data["seen"] or 0}
        return self.write(who, values)

    def write(self, who: Mapping[str, Any], values: Mapping[str, Any]) -> SupporterChange | None:
        raise NotImplementedError

    def draw_again(self) -> None:
        """Carry the part's present number from now on: what was typed may stand after somebody else's change."""
        data = cast("QueryDict", self.data).copy()
        data["seen"] = str(self._seen())
        self.data = data

    def _seen(self) -> int:
        return last_change_id(self.supporter.pk, self.part)

    def refuse_end_before_start(self, start: str, end: str) -> None:
        first, last = self.cleaned_data.get(start), self.cleaned_data.get(end)
        if first and last and last < first:
            self.add_error(end, _("It ends before it begins."))
