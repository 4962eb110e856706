"""The words and steps of a draft. Rows are added, taken away and moved by buttons that check and save nothing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Self, cast

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models import User
from cases.forms.plan.rows import PARTS, Rows, arranged, number_of, typed_rows
from cases.models import SupportPlan
from cases.services.plan import drafting
from cases.services.plan.drafting import MOST_STEPS, WrittenStep
from mediso.common.japanese_text import clean_text
from mediso.desks.enums import StepOwner


class WordsField(forms.CharField):
    """Text as written, with plain line ends."""

    def to_python(self, value: Any) -> str:
        return clean_text(super().to_python(value) or "")


@dataclass(frozen=True, slots=True)
class ShownRow:
    """`done_on` is that of the step that stands in the row; `focus` names what of the row has the focus, if any."""

    number: int
    place: int
    fields: Mapping[str, BoundField]
    done_on: object
    focus: str
    is_last: bool


class PlanForm(forms.Form):
    """`seen` is the version of the plan that the form was drawn from, `rows` how many steps the page has."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    rows = forms.IntegerField(widget=forms.HiddenInput, required=False)
    goal = WordsField(
        label=pgettext_lazy("of a support plan", "Goal"),
        help_text=gettext_lazy("What the founder wants to reach."),
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    answer = WordsField(
        label=pgettext_lazy("of a support plan", "Answer to the question"),
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        plan: SupportPlan,
        typed: Mapping[str, Any] | None = None,
        focus: tuple[int, str] = (-1, ""),
    ) -> None:
        self.plan, self.focus = plan, focus
        self.steps = {step.pk: step for step in plan.steps.all()}
        initial = dict(typed) if typed is not None else self._kept()
        self.count = number_of(data.get("rows"), most=MOST_STEPS) if data is not None else int(initial["rows"])
        super().__init__(data, initial=initial)
        for place in range(self.count):
            self._add_row(place)

    @classmethod
    def rearranged(cls, data: QueryDict, *, plan: SupportPlan) -> Self:
        """The form as typed, after the pressed button added, removed or moved a row."""
        rows, focus = arranged(data, most=MOST_STEPS)
        typed: dict[str, Any] = {name: data.get(name, "") for name in ("seen", "goal", "answer")}
        return cls(plan=plan, typed=typed | _initial_of(rows), focus=focus)

    def _kept(self) -> dict[str, Any]:
        rows: Rows = [
            {"step": step.pk, "text": step.text, "owner": step.owner, "name": step.owner_name, "due": step.due_on}
            for step in self.steps.values()
        ]
        kept = {"seen": self.plan.version, "goal": self.plan.goal, "answer": self.plan.answer}
        return kept | _initial_of(rows or [{}])

    def _add_row(self, place: int) -> None:
        label = {"number": place + 1}
        self.fields[f"step-{place}"] = forms.IntegerField(required=False, widget=forms.HiddenInput)
        self.fields[f"text-{place}"] = WordsField(
            label=pgettext_lazy("of a support plan", "What"),
            max_length=500,
            required=False,
            widget=forms.Textarea(attrs={"rows": 2, "autofocus": self.focus == (place, "text")}),
        )
        self.fields[f"owner-{place}"] = forms.TypedChoiceField(
            label=pgettext_lazy("of a support plan", "Whose step"),
            choices=StepOwner.choices,
            coerce=StepOwner,
            required=False,
            initial=StepOwner.SUPPORTER,
            empty_value=StepOwner.SUPPORTER,
        )
        self.fields[f"name-{place}"] = WordsField(
            label=pgettext_lazy("of a support plan", "Name, if it is one person's"), max_length=100, required=False
        )
        self.fields[f"due-{place}"] = forms.DateField(
            label=pgettext_lazy("of a support plan", "By when"),
            required=False,
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            error_messages={"invalid": _("Step %(number)d: give a day that exists.") % label},
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for place in self._written_places():
            if not cleaned.get(f"text-{place}") and f"text-{place}" not in self.errors:
                said = _("Step %(number)d: say what is to be done, or remove the step.")
                self.add_error(f"text-{place}", said % {"number": place + 1})
        return cleaned

    def _written_places(self) -> list[int]:
        """Rows that nobody wrote in are left out."""
        typed = typed_rows(cast("QueryDict", self.data), self.count)
        return [place for place, row in enumerate(typed) if any(row[part].strip() for part in PARTS if part != "owner")]

    def written(self) -> list[WrittenStep]:
        found = ({part: self.cleaned_data[f"{part}-{place}"] for part in PARTS} for place in self._written_places())
        return [
            WrittenStep(
                text=row["text"], owner=row["owner"], owner_name=row["name"], due_on=row["due"], step_id=row["step"]
            )
            for row in found
        ]

    def save_by(self, actor: User) -> SupportPlan:
        """Raises what `save_draft` raises."""
        return drafting.save_draft(
            case_id=self.plan.case_id,
            edition=self.plan.edition,
            actor=actor,
            seen=self.cleaned_data["seen"],
            goal=self.cleaned_data["goal"],
            answer=self.cleaned_data["answer"],
            steps=self.written(),
        )

    def draw_anew(self, refusal: Exception, version: int) -> None:
        """Keep what was typed, beside what is there now: saving it once more is a choice made knowingly."""
        self.add_error(None, str(refusal))
        data = cast("QueryDict", self.data).copy()
        data["seen"] = str(version)
        self.data = data

    def shown_rows(self) -> Iterator[ShownRow]:
        for place in range(self.count):
            fields = {part: self[f"{part}-{place}"] for part in PARTS}
            step = self.steps.get(number_of(str(fields["step"].value() or "")))
            yield ShownRow(
                number=place + 1,
                place=place,
                fields=fields,
                done_on=step.done_on if step else None,
                focus=self.focus[1] if self.focus[0] == place else "",
                is_last=place == self.count - 1,
            )

    @property
    def is_full(self) -> bool:
        return self.count >= MOST_STEPS


def _initial_of(rows: Rows) -> dict[str, Any]:
    initial: dict[str, Any] = {
        f"{part}-{place}": value for place, row in enumerate(rows) for part, value in row.items()
    }
    return initial | {"rows": len(rows)}
