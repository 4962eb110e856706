"""What the pages of the step form show beside the form."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from cases.forms.intake.base import IntakeForm
from cases.forms.intake.product import ProductForm
from cases.forms.intake.question import QuestionForm
from cases.models import Consultation
from cases.selectors.drafts import IntakeStep, fitting_signposts, is_done, missing
from cases.selectors.typed import steps_with_typed


@dataclass(frozen=True, slots=True)
class NavigationStep:
    label: str
    state: str
    url: str


@dataclass(frozen=True, slots=True)
class Line:
    """`words` is empty where nothing was given; `is_missing` when a submission needs it."""

    label: str
    words: str
    is_missing: bool


@dataclass(frozen=True, slots=True)
class Part:
    """What was given in one step, and where to change it."""

    label: str
    url: str
    lines: list[Line]


def page_context(form: IntakeForm, status: int) -> dict[str, Any]:
    draft, here = form.draft, form.step
    context: dict[str, Any] = {
        "form": form,
        "consultation": draft,
        "step": here,
        "steps": navigation_of(draft, here),
        "is_first": here == IntakeStep.ORGANISATION,
        "status": status,
        "breadcrumbs": [(_("My consultations"), reverse("consultation_list")), (_("Write a consultation"), "")],
    }
    if here == IntakeStep.CONFIRM:
        context |= {"parts": parts_of(draft), "signposts": fitting_signposts(draft), "lacking": missing(draft)}
        context["unsaved"] = unsaved_in(draft)
    return context


def parts_of(draft: Consultation) -> list[Part]:
    """Everything given so far, step by step."""
    lacking = {need.field for need in missing(draft)}
    return [
        Part(
            label=str(step.label),
            url=_address(draft, step),
            lines=[
                Line(str(LABELS.get(name, step.label)), words(draft), name in lacking) for name, words in shown.items()
            ],
        )
        for step, shown in SHOWN.items()
    ]


def unsaved_in(draft: Consultation) -> list[tuple[str, str]]:
    """Label and address of the steps in which something typed is not in the draft: a submission leaves it out."""
    steps = steps_with_typed(draft)
    return [(str(step.label), _address(draft, step)) for step in SHOWN if step in steps]


def navigation_of(draft: Consultation, here: IntakeStep) -> list[NavigationStep]:
    return [NavigationStep(str(step.label), _state(draft, step, here), _address(draft, step)) for step in IntakeStep]


def _state(draft: Consultation, step: IntakeStep, here: IntakeStep) -> str:
    if step == here:
        return "current"
    return "done" if is_done(draft, step) else "todo"


def _address(draft: Consultation, step: IntakeStep) -> str:
    return reverse("consultation_step", args=[draft.pk, step.value])


def _product_type(draft: Consultation) -> str:
    return _("I do not know") if draft.product_type_unsure else str(draft.product_type or "")


def _topics(draft: Consultation) -> str:
    known = [str(topic) for topic in draft.topic_set.topics.all()] if draft.topic_set else []
    return _(", ").join([*known, _("I do not know")] if draft.topics_unsure else known)


def _person(row: Mapping[str, str]) -> str:
    return " / ".join(filter(None, (row["name"], row["affiliation"], row["role"])))


# What the last step shows of the others, in the words of their forms.
SHOWN: Mapping[IntakeStep, Mapping[str, Callable[[Consultation], str]]] = {
    IntakeStep.ORGANISATION: {"organisation": lambda row: str(row.organisation or "")},
    IntakeStep.PRODUCT: {
        "product_name": lambda row: row.product_name,
        "modality": lambda row: str(row.get_modality_display()),
        "device_class": lambda row: str(row.get_device_class_display()),
        "development_stage": lambda row: str(row.get_development_stage_display()),
        "target_disease": lambda row: row.target_disease,
    },
    IntakeStep.QUESTION: {
        "product_type": _product_type,
        "topics": _topics,
        "title": lambda row: row.title,
        "text": lambda row: row.text,
    },
    IntakeStep.COLLABORATORS: {"collaborators": lambda row: "\n".join(map(_person, row.collaborators))},
}
LABELS = {name: field.label for form in (ProductForm, QuestionForm) for name, field in form.base_fields.items()}
