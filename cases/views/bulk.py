"""Acting on many cases: what was ticked, the question, and what came of each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from accounts.requests import refuse_unless, signed_in
from cases.decisions import decide
from cases.enums import Action
from cases.filters import kept_query
from cases.forms.bulk import BULK_FORMS, BulkForm
from cases.models import Case
from cases.selectors.visibility import visible_cases
from cases.services.bulk import AT_MOST, act_on_each
from cases.views.access import may_act_on_many
from cases.views.columns import columns_in, list_address
from mediso.common.decision import Decision
from mediso.common.htmx import render_page

UNPROCESSABLE = 422

# Where the session keeps what came of the last action, until the next one.
RESULT = "bulk_result"


@dataclass(frozen=True, slots=True)
class Chosen:
    """`unknown` are numbers of no case that the reader sees."""

    cases: list[Case]
    unknown: list[str]
    too_many: int = 0


@dataclass(frozen=True, slots=True)
class Asked:
    case: Case
    decision: Decision


def action_choices() -> list[Action]:
    return list(BULK_FORMS)


@require_http_methods(["GET", "POST"])
def case_bulk(request: HttpRequest) -> HttpResponse:
    """The question, with the cases it is about; then each is done, one by one, and its result is kept to be read."""
    user = signed_in(request)
    refuse_unless(may_act_on_many(user))
    data = request.POST if request.method == "POST" else request.GET
    chosen = _chosen(user, data.getlist("case"))
    action = next((one for one in BULK_FORMS if one == data.get("action")), None)
    if action is None or not chosen.cases:
        problem = {"problem": _problem(action, chosen), "unknown": chosen.unknown}
        return _page(request, problem, status=UNPROCESSABLE)
    form = BULK_FORMS[action](request.POST if request.method == "POST" else None, actor=user)
    if request.method == "POST" and form.is_valid():
        return _performed(request, action, chosen, form)
    context = {
        "form": form,
        "action": action,
        "asked": [Asked(case, decide(user, action, case)) for case in chosen.cases],
        "unknown": chosen.unknown,
    }
    return _page(request, context, status=UNPROCESSABLE if form.is_bound else 200)


@require_safe
def case_bulk_result(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    refuse_unless(may_act_on_many(user))
    kept = request.session.get(RESULT)
    if kept is None:
        return redirect("case_list")
    refusals: dict[str, str] = kept["results"]
    cases = {case.number: case for case in _listed(user, refusals)}
    rows = [{"number": number, "case": cases.get(number), "refusal": refusal} for number, refusal in refusals.items()]
    refused = [number for number, refusal in refusals.items() if refusal]
    action = Action(kept["action"])
    again = urlencode({"action": action, "case": refused, "back": kept["back"]}, doseq=True)
    context = {
        "action": action,
        "rows": rows,
        "done": len(refusals) - len(refused),
        "refused": len(refused),
        "unknown": kept["unknown"],
        "back": _back(kept["back"]),
        "again": f"{reverse('case_bulk')}?{again}" if refused else "",
        "breadcrumbs": [(_("Cases"), reverse("case_list")), (action.label, "")],
    }
    return render_page(request, "cases/bulk_result.html", context)


def _performed(request: HttpRequest, action: Action, chosen: Chosen, form: BulkForm) -> HttpResponse:
    shown = [(case, _seen(request.POST, case)) for case in chosen.cases]
    results = act_on_each(action=action, actor=form.actor, chosen=shown, **form.cleaned_data)
    request.session[RESULT] = {
        "action": action,
        "results": {one.number: one.refusal for one in results},
        "unknown": chosen.unknown,
        "back": request.POST.get("back", ""),
    }
    return redirect("case_bulk_result")


def _chosen(user: User, ticked: Sequence[str]) -> Chosen:
    numbers = list(dict.fromkeys(ticked))
    if len(numbers) > AT_MOST:
        return Chosen([], [], too_many=len(numbers))
    cases = list(_listed(user, numbers))
    seen = {case.number for case in cases}
    return Chosen(cases, [number for number in numbers if number not in seen])


def _listed(user: User, numbers: Iterable[str]) -> list[Case]:
    """Those that the user sees, in the order given."""
    places = {number: place for place, number in enumerate(numbers) if number.isprintable()}
    cases = visible_cases(user).filter(number__in=places).select_related("consultation", "organisation", "responsible")
    return sorted(cases, key=lambda case: places[case.number])


def _problem(action: Action | None, chosen: Chosen) -> str:
    """Why nothing can be asked."""
    if chosen.too_many:
        told = _("You ticked %(number)s cases; %(most)s at once is the most. Nothing was done: tick fewer.")
        return told % {"number": chosen.too_many, "most": AT_MOST}
    if action is None:
        return _("Choose what to do with the ticked cases.")
    return _("Tick at least one case.")


def _seen(data: QueryDict, case: Case) -> int:
    """The version that the question was asked about; none that there is where it was left out."""
    told = data.get(f"seen-{case.number}", "")
    return int(told) if told.isdecimal() else 0


def _page(request: HttpRequest, context: dict[str, Any], *, status: int) -> HttpResponse:
    back = (request.POST if request.method == "POST" else request.GET).get("back", "")
    title = context["action"].label if "action" in context else _("Several cases at once")
    more = {
        "title": title,
        "kept": back,
        "back": _back(back),
        "breadcrumbs": [(_("Cases"), reverse("case_list")), (title, "")],
    }
    return render_page(request, "cases/bulk.html", context | more, status=status)


def _back(query: str) -> str:
    """The list from which the cases were ticked."""
    data = QueryDict(query)
    return list_address(kept_query(data), columns_in(data))
