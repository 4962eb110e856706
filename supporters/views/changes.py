"""What supporters changed of themselves waits here for the staff of their desk."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.requests import refuse_unless, signed_in
from accounts.selectors.desks import desks_staffed_by
from mediso.common.errors import ActionRefused
from mediso.common.htmx import render_page
from mediso.common.lists import page_of
from supporters.policies import may_see_roster
from supporters.selectors.changes import shown_changes, waiting_at
from supporters.services.entry.seen import mark_seen
from supporters.views.desk_choice import chosen_desk, desk_tabs

MOST_DIGITS = 18


@require_http_methods(["GET", "POST"])
def roster_changes(request: HttpRequest) -> HttpResponse:
    """One desk's at a time, the oldest first; a POST marks those it names as seen."""
    user = signed_in(request)
    refuse_unless(may_see_roster(user))
    desks = list(desks_staffed_by(user))
    desk = chosen_desk(desks, request.GET.get("desk"))
    if request.method == "POST":
        _mark(request)
        return redirect(reverse("roster_changes", query={"desk": desk.code}))
    page = page_of(request, waiting_at([desk.pk]))
    context = {
        "desk": desk,
        "tabs": desk_tabs(desks, desk, "roster_changes"),
        "page": page,
        "changes": shown_changes(page),
        "reader": user,
        "breadcrumbs": [(_("Supporters"), reverse("supporter_list")), (_("Changes to look at"), "")],
    }
    return render_page(request, "supporters/changes.html", context)


def _mark(request: HttpRequest) -> None:
    typed = request.POST.getlist("change")
    ids = [int(one) for one in typed if one.isdecimal() and len(one) <= MOST_DIGITS]
    try:
        seen = mark_seen(change_ids=ids, actor=signed_in(request))
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
        return
    said = ngettext("%(count)d change is marked as seen.", "%(count)d changes are marked as seen.", seen)
    messages.success(request, said % {"count": seen})
