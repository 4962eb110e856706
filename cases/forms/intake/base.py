from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, cast

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.translation import gettext as _

from accounts.models import User
from cases.forms.intake.readers import READERS
from cases.models import Consultation
from cases.selectors.drafts import NEEDS, IntakeStep, fingerprint
from cases.services.drafts import Asked, save_draft


@dataclass(frozen=True, slots=True)
class Told:
    """What stands in a field of the draft, in words."""

    label: str
    words: str


class IntakeForm(forms.Form):
    """One step of a draft. What is valid is saved, whatever else is wrong; what is not valid stays in its field.

    `seen` is the fingerprint of the step when the page was drawn; `underway` how many seconds ago the page sent a save
    whose answer it never saw.
    """

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    underway = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=60)

    step: ClassVar[IntakeStep]

    def __init__(self, data: QueryDict | None = None, *, draft: Consultation, founder: User) -> None:
        super().__init__(data, initial=self.kept_in(draft) | {"seen": fingerprint(draft, self.step)})
        self.draft, self.founder = draft, founder
        self.elsewhere: list[Told] = []
        self.shape()
        needed = {need.field for need in NEEDS if need.step == self.step}
        for name, field in self.fields.items():
            if name in needed:
                field.needed_to_submit = True  # type: ignore[attr-defined]
            if name in READERS:
                readers = READERS[name].label
                field.help_text = format_html('{} <span class="field-readers">{}</span>', field.help_text, readers)

    def kept_in(self, draft: Consultation) -> dict[str, Any]:
        """The values of the fields as the draft holds them."""
        raise NotImplementedError

    def shape(self) -> None:
        """Fit the fields to the draft and its founder."""

    def asked(self) -> Asked:
        """What is valid of what was typed."""
        raise NotImplementedError

    @property
    def holds_back(self) -> bool:
        """Whether something typed is not in the draft, and has to be kept elsewhere until it is."""
        return bool(self.errors)

    def save(self, *, leaving: bool = False) -> Consultation:
        """Save what is valid. `leaving` is a save that nobody pressed a button for.

        Raises `ActionRefused` and `StaleRow` as `save_draft` does.
        """
        self.draft = save_draft(
            consultation_id=self.draft.pk,
            asked_by=self.founder,
            step=self.step,
            seen=self.cleaned_data.get("seen") or None,
            underway=self.cleaned_data.get("underway") if leaving else None,
            **self.asked(),
        )
        return self.draft

    def meet_the_present(self) -> None:
        """After another page wrote to the step: tell what it wrote, and let the next save go over it knowingly."""
        self.initial = {**self.initial, **self.kept_in(self.draft)}
        data = cast("QueryDict", self.data).copy()
        data["seen"] = fingerprint(self.draft, self.step)
        self.data = data
        self.elsewhere = self.told()

    def told(self) -> list[Told]:
        """The draft's values where they differ from what was typed here."""
        return [
            Told(str(field.label), _words(field.field, self.initial.get(field.name)))
            for field in self.visible_fields()
            if field.field.has_changed(self.initial.get(field.name), field.data)
        ]

    @property
    def wrong(self) -> list[BoundField]:
        """The fields whose values are not saved."""
        return [self[name] for name in self.errors if name in self.fields]


def only(valid: Mapping[str, Any], *names: str) -> dict[str, Any]:
    """Those of the names that are there."""
    return {name: valid[name] for name in names if name in valid}


def _words(field: forms.Field, value: Any) -> str:
    if not isinstance(field, forms.ChoiceField):
        return str(value or "")
    choices = {str(key): str(label) for key, label in cast("Iterable[tuple[object, object]]", field.choices)}
    return _(", ").join(choices.get(str(one), "") for one in (value if isinstance(value, list) else [value or ""]))
