from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases.selectors.why import Side


class CompareForm(forms.Form):
    """Who else of that day is looked at. Nothing is kept of it."""

    beside = forms.TypedChoiceField(
        label=_("Compare with"),
        coerce=int,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": _("The ranking of that day does not know this supporter. Choose another.")},
    )

    def __init__(self, *args: Any, sides: Mapping[int, Side], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", gettext("nobody")), *((str(pk), _told(side)) for pk, side in sides.items())]
        self.fields["beside"].choices = choices  # type: ignore[attr-defined]


def _told(side: Side) -> str:
    if side.place is None:
        return gettext("%(name)s (excluded)") % {"name": side.name}
    return gettext("%(place)s. %(name)s (%(points)s points)") % {
        "place": side.place,
        "name": side.name,
        "points": side.points,
    }
