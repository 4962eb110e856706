from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms.fields import NameField
from accounts.models import User
from cases.forms.intake.base import IntakeForm, Told
from cases.forms.intake.readers import READERS
from cases.models import Consultation
from cases.selectors.drafts import IntakeStep
from cases.services.drafts import Asked

MOST_ROWS = 20
PARTS = {
    "name": (gettext_lazy("Name"), 100),
    "affiliation": (gettext_lazy("Affiliation"), 200),
    "role": (gettext_lazy("Part in the work"), 200),
}


@dataclass(frozen=True, slots=True)
class Row:
    """`number` counts the rows on the page, `place` is what its fields are called by."""

    number: int
    place: int
    fields: list[BoundField]


class CollaboratorsForm(IntakeForm):
    """共同研究者: as many rows as are wanted, each with a name; nobody at all is fine.

    `rows` is how many rows the page has; `remove` names the one to leave out.
    """

    step = IntakeStep.COLLABORATORS

    rows = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: QueryDict | None = None, *, draft: Consultation, founder: User, more: int = 0) -> None:
        self.more = more
        super().__init__(data, draft=draft, founder=founder)

    def kept_in(self, draft: Consultation) -> dict[str, Any]:
        return {f"{part}-{place}": row.get(part, "") for place, row in enumerate(draft.collaborators) for part in PARTS}

    def shape(self) -> None:
        count = _number(self.data.get("rows"), default=len(self.draft.collaborators) + self.more)
        removed = _number(self.data.get("remove"), default=-1)
        self.initial["rows"] = max(1, min(MOST_ROWS, count))
        self.places = [place for place in range(self.initial["rows"]) if place != removed]
        for place in self.places:
            for part, (label, length) in PARTS.items():
                self.fields[f"{part}-{place}"] = NameField(label=label, max_length=length, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for place in self.places:
            others = any(cleaned.get(f"{part}-{place}") for part in PARTS if part != "name")
            if others and not cleaned.get(f"name-{place}") and f"name-{place}" not in self.errors:
                self.add_error(f"name-{place}", _("Give the name, or leave the whole row empty."))
        return cleaned

    def asked(self) -> Asked:
        """The rows without a fault; those with one stay on the page."""
        kept = (
            {part: self.cleaned_data.get(f"{part}-{place}", "") for part in PARTS}
            for place in self.places
            if not any(f"{part}-{place}" in self.errors for part in PARTS)
        )
        return {"collaborators": [row for row in kept if row["name"]]}

    def told(self) -> list[Told]:
        return [Told(str(self.step.label), _(", ").join(row["name"] for row in self.draft.collaborators))]

    def people(self) -> Iterator[Row]:
        for number, place in enumerate(self.places, start=1):
            yield Row(number, place, [self[f"{part}-{place}"] for part in PARTS])

    @property
    def readers(self) -> str:
        return str(READERS["collaborators"].label)

    @property
    def is_full(self) -> bool:
        return len(self.places) >= MOST_ROWS


def _number(typed: object, *, default: int) -> int:
    return int(typed) if isinstance(typed, str) and typed.isascii() and typed.isdigit() else default
