"""The follow-ups of the staff: which are due, and those that are not needed."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.enums import Role
from accounts.models import User
from accounts.requests import refuse_unless, signed_in
from cases.forms.follow_up import DismissForm
from cases.selectors.follow_ups import coming_after, due_by, reminders_of, waiting
from cases.services import follow_up
from mediso.common.decision import Decision
from mediso.common.errors import ActionRefused
from mediso.common.htmx import go_to, render_page
from mediso.common.lists import page_of

CONFLICT, UNPROCESSABLE = 409, 422

# `?when=` of the list.
COMING = "coming"


@dataclass(frozen=True, slots=True)
class Tab:
    label: str
    url: str
    current: bool
    count: int


def may_follow_up(user: User) -> Decision:
    if user.has_role(Role.STAFF):
        return Decision.yes()
    return Decision.no(_("Only the staff of a desk follow up its cases."))


@require_safe
def follow_up_list(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    refuse_unless(may_follow_up(user))
    today = timezone.localdate()
    reminders = waiting(reminders_of(user))
    mine = request.GET.get("mine") == "on"
    if mine:
        reminders = reminders.filter(case__responsible=user)
    due, coming = due_by(reminders, today), coming_after(reminders, today)
    later = request.GET.get("when") == COMING
    shown = coming if later else due
    context = {
        "page": page_of(
            request,
            shown.select_related(
                "case__consultation__asked_by", "case__contact", "case__organisation", "case__responsible"
            ),
        ),
        "tabs": _tabs(due.count(), coming.count(), later=later, mine=mine),
        "today": today,
        "later": later,
        "mine": mine,
    }
    return render_page(request, "cases/follow_up_list.html", context, fragment="cases/_follow_ups.html")


@require_http_methods(["GET", "POST"])
def follow_up_dismiss(request: HttpRequest, pk: int) -> HttpResponse:
    user = signed_in(request)
    refuse_unless(may_follow_up(user))
    reminder = get_object_or_404(reminders_of(user).select_related("case__consultation"), pk=pk)
    form = DismissForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status = UNPROCESSABLE
        if form.is_valid():
            try:
                case = follow_up.dismiss(reminder_id=reminder.pk, actor=user, reason=form.cleaned_data["reason"])
            except ActionRefused as refusal:
                form.add_error(None, str(refusal))
                status = CONFLICT
            else:
                messages.success(request, _("The follow-up of %(number)s was dismissed.") % {"number": case.number})
                return go_to(request, reverse("follow_up_list"))
    context = {
        "form": form,
        "reminder": reminder,
        "breadcrumbs": [(_("Follow-ups"), reverse("follow_up_list")), (_("Dismiss the follow-up"), "")],
    }
    return render_page(request, "cases/follow_up_dismiss.html", context, status=status)


def _tabs(due: int, coming: int, *, later: bool, mine: bool) -> list[Tab]:
    only_mine = {"mine": "on"} if mine else {}
    address = reverse("follow_up_list", query=only_mine or None)
    ahead = reverse("follow_up_list", query={"when": COMING} | only_mine)
    return [
        Tab(pgettext("follow-ups", "Due"), address, current=not later, count=due),
        Tab(_("In the next 31 days"), ahead, current=later, count=coming),
    ]
