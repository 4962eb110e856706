"""What the page of a proposal shows beside its form."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from cases.forms.steps import StepForm
from cases.selectors.ranking import asked_before, shown_ranking
from cases.selectors.team import shown_team


def proposing_context(request: HttpRequest, form: StepForm) -> dict[str, Any]:
    """`?q` looks for a name among everybody on the roster: the form stays as it is."""
    ranking, asked = shown_ranking(form.case, timezone.localdate()), asked_before(form.case)
    if not form.is_bound:
        form.initial["supporter_id"] = ranking.next_after(asked)
    words = request.GET.get("q", "").strip()
    return {
        "ranking": ranking,
        "team": shown_team(form.case, ranking),
        "asked": asked,
        "overridable": [one for one in ranking.excluded if one.overridable] if "override_reason" in form.fields else [],
        "preselected": None if form.is_bound else form.initial["supporter_id"],
        "words": words,
        "found": ranking.named(words),
    }
