"""Who else has the case open, and whether it changed since this page was drawn; the page asks every 20 seconds."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django_htmx.middleware import HtmxDetails

from accounts.models import User
from accounts.requests import signed_in
from cases.models import Case, CaseEvent
from cases.presence import meet
from cases.selectors.chart import visible_charts
from cases.selectors.history import moves_of

NOTHING_NEW = 204


@never_cache
@require_safe
def case_presence(request: HttpRequest, number: str) -> HttpResponse:
    """For who may open the chart; the founder neither sees nor is seen.

    `seen` is the version the page was drawn from, `told` what it shows already: the same again is not sent.
    """
    user = signed_in(request)
    case = get_object_or_404(visible_charts(user), number=number)
    present = meet(case_id=case.pk, user_id=user.pk)
    told = f"{case.version}:{','.join(map(str, present))}"
    if request.GET.get("told") == told:
        return HttpResponse(status=NOTHING_NEW)
    change = _change_since(request.GET.get("seen", ""), case)
    context = {
        "told": told,
        "people": _named(present),
        "change": change,
        "own": change is not None and change.actor_id == user.pk,
        "reload": HtmxDetails(request).current_url_abs_path or reverse("case_chart", args=[case.number]),
    }
    return render(request, "cases/_who_is_here.html", context)


def _named(present: list[int]) -> str:
    """One sentence's worth of names; empty for nobody."""
    people = User.objects.filter(pk__in=present).order_by("name", "pk") if present else ()
    return pgettext("between people", ", ").join(pgettext("a colleague", "%(name)s") % {"name": one} for one in people)


def _change_since(seen: str, case: Case) -> CaseEvent | None:
    if not seen.isdecimal() or int(seen) >= case.version:
        return None
    return moves_of(case).select_related("actor").last()
