"""What a draft holds, step by step: what it lacks, which step is next, and whether another page has written to it."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db import models
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cases.models import Consultation
from cases.selectors.typed import waiting_in
from mediso.desks.models import Signpost
from mediso.desks.selectors import signposts_for


class IntakeStep(models.TextChoices):
    """The steps of the form in their order. Values stand in addresses."""

    ORGANISATION = "organisation", pgettext_lazy("step of the form", "Organisation")
    PRODUCT = "product", pgettext_lazy("step of the form", "Product")
    QUESTION = "question", pgettext_lazy("step of the form", "Question")
    COLLABORATORS = "collaborators", pgettext_lazy("step of the form", "Collaborators")
    CONFIRM = "confirm", pgettext_lazy("step of the form", "Check and submit")


# The columns that each step writes.
COLUMNS: Mapping[IntakeStep, tuple[str, ...]] = {
    IntakeStep.ORGANISATION: ("organisation_id",),
    IntakeStep.PRODUCT: ("product_name", "modality", "device_class", "development_stage", "target_disease"),
    IntakeStep.QUESTION: (
        "product_type_id",
        "product_type_unsure",
        "topic_set_id",
        "topics_unsure",
        "title",
        "text",
    ),
    IntakeStep.COLLABORATORS: ("collaborators",),
    IntakeStep.CONFIRM: ("continues_id",),
}


@dataclass(frozen=True, slots=True)
class Need:
    """What a submission must have. `field` is its name in the form of `step`."""

    step: IntakeStep
    field: str
    label: str | Promise
    is_met: Callable[[Consultation], bool]


NEEDS = (
    Need(IntakeStep.ORGANISATION, "organisation", _("Organisation"), lambda row: row.organisation_id is not None),
    Need(
        IntakeStep.QUESTION,
        "product_type",
        _("Product type"),
        lambda row: row.product_type_id is not None or row.product_type_unsure,
    ),
    Need(IntakeStep.QUESTION, "topics", _("Topics"), lambda row: row.topic_set_id is not None or row.topics_unsure),
    Need(IntakeStep.QUESTION, "title", _("Title"), lambda row: bool(row.title)),
    Need(IntakeStep.QUESTION, "text", _("What you would like to ask"), lambda row: bool(row.text)),
)


def missing(draft: Consultation) -> list[Need]:
    return [need for need in NEEDS if not need.is_met(draft)]


def holds_anything(draft: Consultation, step: IntakeStep) -> bool:
    return any(getattr(draft, name) for name in COLUMNS[step])


def is_done(draft: Consultation, step: IntakeStep) -> bool:
    """Whether something stands in the step and nothing that a submission needs is missing there."""
    return (
        step != IntakeStep.CONFIRM
        and holds_anything(draft, step)
        and step not in {need.step for need in missing(draft)}
    )


def next_step(draft: Consultation) -> IntakeStep:
    """Where the founder goes on: the last step once nothing is missing, else the first that is open.

    A step that may stay empty is open until something stands in it or in a later one.
    """
    lacking = {need.step for need in missing(draft)}
    if not lacking:
        return IntakeStep.CONFIRM
    steps = list(IntakeStep)
    begun = [place for place, step in enumerate(steps) if holds_anything(draft, step)]
    return next(step for place, step in enumerate(steps) if step in lacking or place > max(begun, default=-1))


def fingerprint(draft: Consultation, step: IntakeStep) -> str:
    """Equal for equal contents of the step. A form carries the one it was drawn from (docs/intake.md)."""
    return fingerprint_with(draft, step, waiting_in(draft, step))


def fingerprint_with(draft: Consultation, step: IntakeStep, waiting: str) -> str:
    """The fingerprint of the step when `waiting` waits in it: what is typed counts as what is saved does."""
    held = json.dumps([*(getattr(draft, name) for name in COLUMNS[step]), waiting], sort_keys=True)
    return hashlib.sha256(held.encode()).hexdigest()[:16]


def fitting_signposts(draft: Consultation) -> list[Signpost]:
    """Other bodies that may be the better door for this draft, by the desk's own rules."""
    topics = draft.topic_set.members.values_list("topic", flat=True) if draft.topic_set else []
    return signposts_for(
        draft.desk,
        timezone.localdate(),
        product_type_id=draft.product_type_id,
        topic_ids=list(topics),
        text="\n".join((draft.title, draft.text, draft.product_name, draft.target_disease)),
    )
