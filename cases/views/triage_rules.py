"""The pages of automatic triage: the rules of a desk in order, and the test of one at past cases."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import signed_in
from cases.selectors.rule_trial import MOST_SHOWN, trial_of
from cases.selectors.rule_words import shown_rules
from cases.services.triage_rules import move_rule, record_test, switch_rule
from cases.views.setting_lists import LISTS
from cases.views.setting_pages import address_of, context_of, kept_desk
from mediso.common.errors import ActionRefused, StaleRow
from mediso.common.htmx import render_page
from mediso.desks.enums import SettingKind
from mediso.desks.models import Desk, TriageRule
from mediso.desks.selectors.settings import settings_of

CONFLICT = 409
RULES = SettingKind.TRIAGE_RULES
# What a press of a button says when it is done.
SWITCHES = {"on": True, "off": False}


def rule_list(request: HttpRequest, desk: Desk) -> HttpResponse:
    rows = list(settings_of(desk.pk, RULES))
    context = context_of(request, desk, RULES) | {
        "shown": LISTS[RULES],
        "rules": shown_rules(row for row in rows if row.retired_on is None),
        "retired": [row for row in rows if row.retired_on is not None],
    }
    return render_page(request, "cases/desk_settings/triage_rules.html", context)


@require_http_methods(["GET", "POST"])
def rule_test(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """GET shows what the rule would have taken; POST keeps that somebody looked at it."""
    desk, rule = _kept(request, code, pk)
    if request.method == "GET":
        return _test_page(request, desk, rule, status=200)
    try:
        test = record_test(desk=desk, actor=signed_in(request), rule=rule, version=_version(request))
    except (ActionRefused, StaleRow) as refusal:
        return _refused(request, desk, pk, refusal)
    messages.success(
        request, _("Version %(version)d is tested. It can be switched on now.") % {"version": test.version}
    )
    return redirect("rule_test", code, pk)


@require_POST
def rule_act(request: HttpRequest, code: str, pk: int, act: str) -> HttpResponse:
    """Switch a rule on or off, or move it up or down."""
    desk, rule = _kept(request, code, pk)
    if act not in SWITCHES:
        move_rule(desk=desk, actor=signed_in(request), rule=rule, up=act == "up")
        return redirect(address_of(desk, RULES))
    on = SWITCHES[act]
    try:
        saved = switch_rule(desk=desk, actor=signed_in(request), rule=rule, version=_version(request), on=on)
    except (ActionRefused, StaleRow) as refusal:
        return _refused(request, desk, pk, refusal)
    done = _("%(rule)s is switched on.") if on else _("%(rule)s is switched off.")
    messages.success(request, done % {"rule": saved.row})
    return redirect("rule_test", code, pk)


def _kept(request: HttpRequest, code: str, pk: int) -> tuple[Desk, TriageRule]:
    desk = kept_desk(request, code)
    return desk, get_object_or_404(settings_of(desk.pk, RULES), pk=pk)


def _version(request: HttpRequest) -> int:
    """The one that the page was drawn from; 0, which none has, for anything else."""
    typed = request.POST.get("seen", "")
    return int(typed[:9]) if typed.isdecimal() else 0


def _refused(request: HttpRequest, desk: Desk, pk: int, refusal: Exception) -> HttpResponse:
    """The page as it is now, with the reason."""
    messages.error(request, str(refusal))
    return _test_page(request, desk, settings_of(desk.pk, RULES).get(pk=pk), status=CONFLICT)


def _test_page(request: HttpRequest, desk: Desk, rule: TriageRule, *, status: int) -> HttpResponse:
    (shown,) = shown_rules([rule])
    heading = _("Test of “%(rule)s”") % {"rule": rule}
    context: dict[str, Any] = context_of(request, desk, RULES, rule.pk)
    edit = reverse("setting_edit", args=[desk.code, RULES.value, rule.pk])
    context |= {
        "heading": heading,
        "rule": rule,
        "one": shown,
        "trial": trial_of(signed_in(request), rule),
        "most_shown": MOST_SHOWN,
        "tests": list(rule.tests.select_related("tested_by")[:10]),
        "breadcrumbs": [*context["breadcrumbs"], (str(rule), edit), (_("Test"), "")],
    }
    return render_page(request, "cases/desk_settings/rule_test.html", context, status=status)
