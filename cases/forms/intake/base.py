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
from cases.selectors.typed import mark_of, refused_in, waiting_in
from cases.services.drafts import Asked, keep_refused, save_draft

# What a page says of itself.
OF_THE_PAGE = ("seen", "shown", "underway")


@dataclass(frozen=True, slots=True)
class Told:
    """What stands in a field of the draft, in words."""

    label: str
    words: str


class IntakeForm(forms.Form):
    """One step of a draft. What is valid is saved, whatever else is wrong; what is not valid stays in its field.

    `seen` is the fingerprint of the step when the page was drawn; `underway` how many seconds ago the page sent a save
    whose answer it never saw; `shown` the mark of what was refused before, when the page was drawn with that.
    """

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    shown = forms.CharField(widget=forms.HiddenInput, required=False)
    underway = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=60)

    step: ClassVar[IntakeStep]

    def __init__(self, data: QueryDict | None = None, *, draft: Consultation, founder: User) -> None:
        super().__init__(data, initial=self.kept_in(draft) | {"seen": fingerprint(draft, self.step)})
        self.draft, self.founder = draft, founder
        self.elsewhere: list[Told] = []
        self.refusal = ""
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
        """Whether something typed is not in the draft, and has to wait beside it until it is."""
        return bool(self.errors)

    @property
    def typed(self) -> str:
        """All that was typed, url-encoded."""
        sent = cast("QueryDict", self.data)
        typed = QueryDict(mutable=True)
        for name in self.fields:
            if name in sent and name not in OF_THE_PAGE:
                typed.setlist(name, sent.getlist(name))
        return typed.urlencode()

    def save(self, *, leaving: bool = False) -> Consultation:
        """Save what is valid, and let the rest wait. `leaving` is a save that nobody pressed a button for.

        Raises `ActionRefused` and `StaleRow` as `save_draft` does.
        """
        self.draft = save_draft(
            consultation_id=self.draft.pk,
            asked_by=self.founder,
            step=self.step,
            seen=self.cleaned_data.get("seen") or None,
            underway=self.cleaned_data.get("underway") if leaving else None,
            waiting=self.typed if self.holds_back else "",
            shown=self.cleaned_data.get("shown", ""),
            **self.asked(),
        )
        return self.draft

    def keep_refused(self) -> None:
        """After another page wrote to the step: nothing of this one is in the draft, but it waits beside it."""
        keep_refused(consultation_id=self.draft.pk, asked_by=self.founder, step=self.step, typed=self.typed)

    def carry_the_present(self, shown: str = "") -> None:
        """The page goes on from what the step holds now. `shown` is what was refused, when the page shows it."""
        data = cast("QueryDict", self.data).copy()
        data["seen"], data["shown"] = fingerprint(self.draft, self.step), mark_of(shown)
        self.data = data

    def meet_the_present(self) -> None:
        """Tell what another page wrote to the step, and let the next save go over it knowingly."""
        self.initial = {**self.initial, **self.kept_in(self.draft)}
        self.carry_the_present(refused_in(self.draft, self.step))
        waiting = waiting_in(self.draft, self.step)
        self.elsewhere = self._told_typed(QueryDict(waiting)) if waiting else self.told()

    def told(self) -> list[Told]:
        """The draft's values where they differ from what was typed here."""
        return [
            Told(str(field.label), _words(field.field, self.initial.get(field.name)))
            for field in self.visible_fields()
            if field.field.has_changed(self.initial.get(field.name), field.data)
        ]

    def _told_typed(self, typed: QueryDict) -> list[Told]:
        """The same of what was typed there and is not valid yet."""
        there = type(self)(typed, draft=self.draft, founder=self.founder)
        return [
            Told(str(field.label), _words(field.field, field.data))
            for field in there.visible_fields()
            if field.name not in self.fields or field.data != self[field.name].data
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
