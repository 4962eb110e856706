"""支援計画書: the support plan on paper, from plain values."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from mediso.common.documents import Column, Document, Section, Signature, Table, Written
from mediso.common.formats import written_date


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One step: what, whose it is in words, by which day, and the day on which it was done."""

    text: str
    who: str
    due_on: date | None = None
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class PlanPaper:
    """One edition of a plan. Until it is delivered the paper says on every page that it is a draft.

    `as_of` is the day on which the steps stood so; all days are Japan's.
    """

    desk: str
    number: str
    title: str
    organisation: str
    edition: int
    as_of: date
    goal: str
    steps: tuple[PlanLine, ...]
    drafted_by: str
    drafted_on: date
    answer: str = ""
    reviewed_by: str = ""
    reviewed_on: date | None = None
    delivered_on: date | None = None


def plan_document(plan: PlanPaper) -> Document:
    return Document(
        desk=plan.desk,
        number=plan.number,
        kind=pgettext("a paper", "Support plan"),
        title=plan.title,
        facts=(
            (_("Number"), plan.number),
            (_("Organisation"), plan.organisation),
            (pgettext("of a support plan", "Edition"), str(plan.edition)),
            (pgettext("of a support plan", "Delivered on"), _written(plan.delivered_on)),
        ),
        sections=_sections(plan),
        signatures=(
            Signature(pgettext("of a support plan", "Drafted by"), plan.drafted_by, _written(plan.drafted_on)),
            Signature(pgettext("of a support plan", "Reviewed by"), plan.reviewed_by, _written(plan.reviewed_on)),
        ),
        mark="" if plan.delivered_on else pgettext("mark on a paper", "Draft"),
    )


def _sections(plan: PlanPaper) -> tuple[Section, ...]:
    answer = Section(pgettext("of a support plan", "Answer to the question"), (Written(plan.answer),))
    as_of = pgettext("of a support plan", "As of %(day)s.") % {"day": written_date(plan.as_of)}
    return (
        Section(pgettext("of a support plan", "Goal"), (Written(plan.goal),)),
        *((answer,) if plan.answer else ()),
        Section(pgettext("of a support plan", "Steps"), (Written(as_of), _table(plan.steps))),
    )


def _table(steps: tuple[PlanLine, ...]) -> Table:
    columns = (
        Column(pgettext("of a support plan", "No.")),
        Column(pgettext("of a support plan", "What"), share=5),
        Column(pgettext("of a support plan", "Who"), share=2),
        Column(pgettext("of a support plan", "By when")),
        Column(_("State")),
    )
    rows = ((str(n), step.text, step.who, _written(step.due_on), _state(step)) for n, step in enumerate(steps, start=1))
    return Table(columns, tuple(rows))


def _state(step: PlanLine) -> str:
    return pgettext("step of a support plan", "Done") if step.done_on else pgettext("step of a support plan", "Open")


def _written(day: date | None) -> str:
    return written_date(day) if day else ""
