"""What the page of a proposal shows beside its form."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from cases.forms.steps import StepForm
from cases.models import Case
from cases.selectors.candidates import matter_of
from cases.selectors.ranking import ShownRanking, asked_before, drawn
from cases.selectors.team import ShownTeam, shown_team
from supporters.matching import rank


def proposing_context(request: HttpRequest, form: StepForm) -> dict[str, Any]:
    """`?q` looks for a name among everybody on the roster: the form stays as it is."""
    (ranking, team), asked = _today(form.case), asked_before(form.case)
    if not form.is_bound:
        form.initial["supporter_id"] = ranking.next_after(asked)
    words = request.GET.get("q", "").strip()
    return {
        "ranking": ranking,
        "team": team,
        "asked": asked,
        "overridable": [one for one in ranking.excluded if one.overridable] if "override_reason" in form.fields else [],
        "preselected": None if form.is_bound else form.initial["supporter_id"],
        "words": words,
        "found": ranking.named(words),
    }


def _today(case: Case) -> tuple[ShownRanking, ShownTeam | None]:
    """Empty for a case that is not classified yet: there is nothing to rank by."""
    if case.product_type_id is None or case.topic_set_id is None:
        return ShownRanking(), None
    desk = case.desk
    matter = matter_of([case], desk, timezone.localdate())
    ranking = rank(matter.needs[0], matter.candidates, matter.weights)
    shown = drawn(ranking, case)
    return shown, shown_team(case, matter, ranking, shown, wanted_level=desk.wanted_level, most=desk.team_most)
