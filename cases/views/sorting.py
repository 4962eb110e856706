"""How a desk sorts what comes in by itself, in sentences, for everybody who sorts cases there."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.requests import refuse_unless, signed_in
from cases.policies import desks_of_sorters, may_keep_settings, may_read_sorting
from cases.selectors.rule_words import shown_rules
from cases.selectors.triage_rules import rules_in_order
from cases.views.setting_pages import Tab
from mediso.common.htmx import render_page
from mediso.desks.models import Desk


@require_safe
def sorting(request: HttpRequest, code: str) -> HttpResponse:
    """Somebody else's desk is no desk here."""
    user = signed_in(request)
    refuse_unless(may_read_sorting(user))
    desks = Desk.objects.filter(pk__in=desks_of_sorters(user))
    desk = get_object_or_404(desks, code=code)
    context = {
        "desk": desk,
        "rules": shown_rules(rules_in_order(desk.pk)),
        "today": timezone.localdate(),
        "keeps": bool(may_keep_settings(user, desk.pk)),
        "tabs": [Tab(str(one), reverse("sorting", args=[one.code]), one == desk) for one in desks],
    }
    return render_page(request, "cases/sorting.html", context)
