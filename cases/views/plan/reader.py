"""Who reads which edition of a plan, and what they may do with it."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.requests import signed_in
from cases.models import Case, SupportPlan
from cases.policies import Standing
from cases.selectors.chart import charted
from cases.selectors.plans import readable_plans
from cases.selectors.tabs import Tab
from cases.selectors.visibility import visible_cases
from cases.services.plan.rules import PLAN_RULES, PlanAct, decide_act
from cases.views.chart.addresses import tab_address
from cases.views.chart.reader import Reader, chart_reader, reader_of
from cases.views.crumbs import list_crumb
from mediso.common.decision import Decision


@dataclass(frozen=True, slots=True)
class PlanReader:
    reader: Reader
    plan: SupportPlan

    @property
    def case(self) -> Case:
        return self.reader.case

    @property
    def is_asker(self) -> bool:
        return Standing.ASKER in self.reader.standings

    def decide(self, act: PlanAct) -> Decision:
        """The case first, then the plan; the first no is the reason."""
        allowed = self.reader.may(PLAN_RULES[act].work)
        return decide_act(self.reader.user, act, self.plan) if allowed else allowed


def plan_reader(request: HttpRequest, number: str, edition: int) -> PlanReader:
    """404 for a case that is not seen, and for an edition that its asker does not have yet."""
    user = signed_in(request)
    case = get_object_or_404(charted(visible_cases(user)), number=number)
    return _found(reader_of(user, case), edition)


def plan_writer(request: HttpRequest, number: str, edition: int) -> PlanReader:
    """As `plan_reader`, for pages that the asker has not."""
    return _found(chart_reader(request, number), edition)


def crumbs_to_plans(reader: Reader) -> list[tuple[str, str]]:
    case = reader.case
    return [
        list_crumb(reader.user, case),
        (case.number, tab_address(case, Tab.SUPPORT)),
        (_("Support plans"), reverse("plan_list", args=[case.number])),
    ]


def crumbs_to_plan(found: PlanReader) -> list[tuple[str, str]]:
    """The founder has the page of the case where the desk has the list of plans."""
    last = (_("Edition %(edition)d") % {"edition": found.plan.edition}, plan_address(found.plan))
    if found.is_asker:
        case = found.case
        return [list_crumb(found.reader.user, case), (case.number, tab_address(case, None)), (_("Support plan"), "")]
    return [*crumbs_to_plans(found.reader), last]


def plan_address(plan: SupportPlan) -> str:
    return reverse("plan_detail", args=[plan.case.number, plan.edition])


def _found(reader: Reader, edition: int) -> PlanReader:
    plan = get_object_or_404(readable_plans(reader.user, reader.case), edition=edition)
    plan.case = reader.case
    return PlanReader(reader, plan)
