"""The list of people, and inviting more."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.filters import DEFAULT_SORT, SORTS, PeopleFilter
from accounts.forms.people import InviteForm
from accounts.models import User
from accounts.policies import may_be_invited_again, may_be_uninvited, may_see_people
from accounts.requests import refuse_unless, signed_in
from accounts.selectors.desks import desks_invited_to_by
from accounts.selectors.people import WAITS_FOR_PASSWORD, as_people, people_visible_to
from accounts.services.invitations import invite_again, withdraw_invitation
from mediso.common.errors import ActionRefused
from mediso.common.htmx import render_page
from mediso.common.lists import page_of, sort_rows

UNPROCESSABLE = 422


@require_GET
def person_list(request: HttpRequest) -> HttpResponse:
    viewer = signed_in(request)
    refuse_unless(may_see_people(viewer))
    listing = PeopleFilter(request.GET, queryset=people_visible_to(viewer), viewer=viewer)
    page = page_of(request, sort_rows(request, listing.qs, SORTS, DEFAULT_SORT))
    rows = [
        {
            "person": person,
            "waits": person.sign_in in WAITS_FOR_PASSWORD,
            "again": may_be_invited_again(person),
            "withdraw": may_be_uninvited(person),
        }
        for person in as_people(list(page), viewer)
    ]
    context = {
        "filter": listing,
        "page": page,
        "rows": rows,
        "several_desks": desks_invited_to_by(viewer).count() > 1,
        "list_target": "#person-list",
        "default_sort": DEFAULT_SORT,
    }
    return render_page(request, "accounts/person_list.html", context, fragment="accounts/_person_list.html")


@require_http_methods(["GET", "POST"])
def person_invite(request: HttpRequest) -> HttpResponse:
    viewer = signed_in(request)
    refuse_unless(may_see_people(viewer))
    form = InviteForm(request.POST or None, desks=desks_invited_to_by(viewer))
    if request.method == "POST" and form.is_valid():
        try:
            user = form.save(invited_by=viewer)
        except ActionRefused as refusal:
            form.add_error("email", str(refusal))
        else:
            messages.success(request, _("A mail is on its way to %(address)s.") % {"address": user.email})
            return redirect("person_list")
    context = {"form": form, "breadcrumbs": [(_("People"), reverse("person_list")), (_("Invite a person"), "")]}
    return render_page(request, "accounts/person_invite.html", context, status=UNPROCESSABLE if form.errors else 200)


@require_POST
def person_invite_again(request: HttpRequest, pk: int) -> HttpResponse:
    def send(user: User, viewer: User) -> str:
        invite_again(user=user, invited_by=viewer)
        return _("A new invitation is on its way to %(address)s. The earlier link is no longer valid.")

    return _act_on_person(request, pk, send)


@require_POST
def person_uninvite(request: HttpRequest, pk: int) -> HttpResponse:
    def withdraw(user: User, viewer: User) -> str:
        withdraw_invitation(user=user, withdrawn_by=viewer)
        return _("The invitation of %(address)s was withdrawn.")

    return _act_on_person(request, pk, withdraw)


def _act_on_person(request: HttpRequest, pk: int, act: Callable[[User, User], str]) -> HttpResponse:
    viewer = signed_in(request)
    refuse_unless(may_see_people(viewer))
    user = get_object_or_404(people_visible_to(viewer), pk=pk)
    try:
        done = act(user, viewer)
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done % {"address": user.email})
    return redirect("person_list")
