"""Signing: which undertaking of which year, the words that were shown, and a tick."""

from collections.abc import Mapping
from typing import Any, Self, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from supporters.enums import RosterPart, UndertakingKind
from supporters.forms.entry.base import PartForm
from supporters.models import SupporterChange
from supporters.selectors.undertakings import Unsigned
from supporters.services.entry.undertakings import sign_undertaking


class SignForm(PartForm):
    """One of a page's: `unsigned` tells which."""

    part = RosterPart.UNDERTAKINGS
    kind = forms.ChoiceField(choices=UndertakingKind.choices, widget=forms.HiddenInput)
    fiscal_year = forms.IntegerField(widget=forms.HiddenInput)
    shown = forms.CharField(widget=forms.HiddenInput, max_length=64)
    agree = forms.BooleanField(
        label=gettext_lazy("I have read this and undertake it."),
        error_messages={"required": gettext_lazy("Tick that you undertake it, and press the button again.")},
    )

    def __init__(self, *args: Any, unsigned: Unsigned | None = None, **kwargs: Any) -> None:
        self.unsigned = unsigned
        super().__init__(*args, **kwargs)
        if unsigned:
            self.auto_id = _ids_of(unsigned)
        if not self.by_self:
            self.fields["agree"].label = gettext_lazy("I hold the paper that the supporter signed, with these words.")

    def start(self) -> dict[str, Any]:
        if self.unsigned is None:
            return {}
        return {
            "kind": self.unsigned.kind.value,
            "fiscal_year": self.unsigned.year.year,
            "shown": self.unsigned.digest,
        }

    def is_of(self, unsigned: Unsigned) -> bool:
        """Whether what was sent is about that undertaking."""
        sent = (self.data.get("kind"), self.data.get("fiscal_year"))
        return sent == (unsigned.kind.value, str(unsigned.year.year))

    def drawn_for(self, unsigned: Unsigned) -> Self:
        """The form that was sent, about the words as they are now and without its tick."""
        data = cast("QueryDict", self.data).copy()
        data["shown"] = unsigned.digest
        data.pop("agree", None)
        self.data, self.unsigned, self.auto_id = data, unsigned, _ids_of(unsigned)
        return self

    def write(self, who: Mapping[str, Any], values: Mapping[str, Any]) -> SupporterChange | None:
        return sign_undertaking(
            supporter_id=who["supporter_id"],
            actor=who["actor"],
            kind=UndertakingKind(values["kind"]),
            fiscal_year=values["fiscal_year"],
            shown=values["shown"],
        )


def _ids_of(unsigned: Unsigned) -> str:
    return f"{unsigned.kind.value}_{unsigned.year.year}_%s"
