"""What each tab of the chart reads: a table of tab → context."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils import timezone

from cases.enums import Action
from cases.forms.chart.collaborators import CollaboratorForm
from cases.forms.chart.related import RelatedForm
from cases.forms.chart.works import LinkForm, TaskForm
from cases.models import Case
from cases.policies import may
from cases.selectors.age import age_of
from cases.selectors.checklist import checklist_of
from cases.selectors.clocks import clocks_of
from cases.selectors.collaborators import asked_collaborators
from cases.selectors.colleagues import Colleague
from cases.selectors.desk_record import record_rows
from cases.selectors.experts import assignments_of, work_of
from cases.selectors.history import chart_history, downloads, moves_of, openings
from cases.selectors.journey import journey
from cases.selectors.links import linked_cases
from cases.selectors.organisation_history import organisation_history
from cases.selectors.plans import plans_of, shown_plans
from cases.selectors.related import related_rows
from cases.selectors.tabs import Tab
from cases.selectors.tasks import tasks_of
from cases.transitions import TRANSITIONS
from cases.views.chart.reader import Reader

Context = dict[str, Any]

# Of the organisation's other cases, on one page of the tab; paper has them all.
EARLIER_ON_A_PAGE = 20


@dataclass(frozen=True, slots=True)
class Drawing:
    """For whom and how the tabs are drawn. `page` is that of the organisation's other cases; None is all of them."""

    reader: Reader
    colleagues: Sequence[Colleague] = ()
    page: str | None = None

    @property
    def case(self) -> Case:
        return self.reader.case

    @property
    def form(self) -> dict[str, Any]:
        """What every form of the chart is made with."""
        return {"case": self.case, "actor": self.reader.user, "colleagues": self.colleagues}


def _consultation(drawing: Drawing) -> Context:
    reader, case = drawing.reader, drawing.case
    classifiable = case.state in TRANSITIONS[Action.CLASSIFY].moves
    return {
        "can_classify": classifiable and may(reader.standings, Action.CLASSIFY),
        "linked": linked_cases(reader.user, case),
        "link_form": LinkForm(**drawing.form),
    }


def _organisation(drawing: Drawing) -> Context:
    return {
        "contacts": drawing.case.organisation.contacts.filter(merged_into=None).order_by("name", "pk"),
        "related": related_rows(drawing.case, sorts=drawing.reader.sorts),
        "related_form": RelatedForm(**drawing.form),
        "earlier": _earlier(drawing),
    }


def _earlier(drawing: Drawing) -> "Page[Case]":
    rows = organisation_history(drawing.reader.user, drawing.case)
    if drawing.page is None:
        everything = list(rows)
        return Paginator(everything, max(1, len(everything))).get_page(1)
    return Paginator(rows, EARLIER_ON_A_PAGE).get_page(drawing.page)


def _supporters(drawing: Drawing) -> Context:
    interviews = drawing.case.interviews.prefetch_related("supporters")
    sorts = drawing.reader.sorts
    return {
        "assignments": assignments_of(drawing.case, sorts=sorts),
        "works": work_of(interviews),
        "sorts": sorts,
    }


def _support(drawing: Drawing) -> Context:
    case = drawing.case
    return {
        "interviews": case.interviews.prefetch_related("supporters"),
        "plans": shown_plans(case, plans_of(case), timezone.localdate()),
        "referrals": case.referrals.select_related("referred_by"),
        "outcomes": case.outcomes.select_related("told_by"),
        "reminders": case.reminders.all(),
    }


def _collaborators(drawing: Drawing) -> Context:
    return {
        "collaborators": drawing.case.collaborators.all(),
        "asked": asked_collaborators(drawing.case),
        "collaborator_form": CollaboratorForm(**drawing.form),
    }


def _progress(drawing: Drawing) -> Context:
    case, today = drawing.case, timezone.localdate()
    return {
        "today": today,
        "journey": journey(case),
        "clocks": clocks_of(case, today),
        "strip": age_of(moves_of(case), today),
        "checklist": checklist_of(case),
        "tasks": tasks_of(case),
        "task_form": TaskForm(**drawing.form),
        "history": chart_history(drawing.reader.user, case, sorts=drawing.reader.sorts),
        "openings": openings(case),
        "downloads": downloads(case),
    }


READ: Mapping[Tab, Callable[[Drawing], Context]] = {
    Tab.CONSULTATION: _consultation,
    Tab.ORGANISATION: _organisation,
    Tab.PRODUCT: lambda _drawing: {},
    Tab.SUPPORTERS: _supporters,
    Tab.SUPPORT: _support,
    Tab.COLLABORATORS: _collaborators,
    Tab.PROGRESS: _progress,
}


def tab_context(drawing: Drawing, tab: Tab) -> Context:
    """Everything `panel`, the template of the tab, draws."""
    rows = [{"row": row, "may": drawing.reader.may_edit(row.name)} for row in record_rows(drawing.case, tab)]
    return {"tab": tab, "panel": f"cases/chart/_{tab.value}.html", "record": rows, **READ[tab](drawing)}
