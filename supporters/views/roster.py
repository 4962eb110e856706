"""The roster of supporters, and inviting them to sign in."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.models import User
from accounts.policies import may_be_invited_again
from accounts.requests import refuse_unless, signed_in
from accounts.selectors.desks import desks_staffed_by
from accounts.selectors.people import as_people
from accounts.services.invitations import invite_again
from mediso.common.errors import ActionRefused
from mediso.common.htmx import render_page
from mediso.common.lists import page_of, sort_rows
from supporters.filters import DEFAULT_SORT, SORTS, SupporterFilter
from supporters.forms.invitation import InviteSupporterForm
from supporters.models import Supporter
from supporters.policies import may_invite, may_see_roster, may_uninvite
from supporters.selectors.changes import waiting_at
from supporters.selectors.listing import as_listed, supporters_visible_to
from supporters.services.invitations import withdraw_supporter_invitation
from supporters.views.desk_choice import chosen_desk, desk_tabs, view_tabs
from supporters.views.entry_page import entry_context, with_parts
from supporters.workload import assignment_counts, is_counted

UNPROCESSABLE = 422


@require_GET
def supporter_list(request: HttpRequest) -> HttpResponse:
    """One desk's roster at a time; `?desk=code` chooses among one's own, the first is shown without."""
    viewer = _staff(request)
    desks = list(desks_staffed_by(viewer))
    desk = chosen_desk(desks, request.GET.get("desk"))
    listing = SupporterFilter(request.GET, queryset=supporters_visible_to(viewer).filter(desk=desk), desk=desk)
    sorts = SORTS if is_counted() else {key: field for key, field in SORTS.items() if key != "open"}
    page = page_of(request, sort_rows(request, listing.qs, sorts, DEFAULT_SORT))
    context = {
        "filter": listing,
        "page": page,
        "rows": as_listed(list(page), timezone.localdate()),
        "counted": is_counted(),
        "desk": desk,
        "tabs": desk_tabs(desks, desk, "supporter_list"),
        "view_tabs": view_tabs(desks, desk, "supporter_list"),
        "waiting": waiting_at([desk.pk]).count(),
        "list_target": "#supporter-list",
        "default_sort": DEFAULT_SORT,
    }
    return render_page(request, "supporters/supporter_list.html", context, fragment="supporters/_supporter_list.html")


@require_GET
def supporter_detail(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = _staff(request)
    return _page(request, _visible(viewer, pk), InviteSupporterForm())


@require_POST
def supporter_invite(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = _staff(request)
    supporter = _visible(viewer, pk)
    form = InviteSupporterForm(request.POST)
    if not form.is_valid():
        return _page(request, supporter, form)
    try:
        form.save(supporter=supporter, invited_by=viewer)
    except ActionRefused as refusal:
        form.add_error("email", str(refusal))
        return _page(request, _visible(viewer, pk), form)
    messages.success(request, _("A mail is on its way to %(address)s.") % {"address": form.cleaned_data["email"]})
    return redirect("supporter_detail", pk)


@require_POST
def supporter_invite_again(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = _staff(request)
    user = _visible(viewer, pk).user
    if user is None:
        raise Http404
    try:
        invite_again(user=user, invited_by=viewer)
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    else:
        done = _("A new invitation is on its way to %(address)s. The earlier link is no longer valid.")
        messages.success(request, done % {"address": user.email})
    return redirect("supporter_detail", pk)


@require_POST
def supporter_uninvite(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = _staff(request)
    supporter = _visible(viewer, pk)
    try:
        withdraw_supporter_invitation(supporter=supporter, withdrawn_by=viewer)
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The invitation of %(name)s was withdrawn.") % {"name": supporter.name})
    return redirect("supporter_detail", pk)


def _staff(request: HttpRequest) -> User:
    user = signed_in(request)
    refuse_unless(may_see_roster(user))
    return user


def _visible(viewer: User, pk: int) -> Supporter:
    return get_object_or_404(with_parts(supporters_visible_to(viewer).select_related("photo")), pk=pk)


def _page(request: HttpRequest, supporter: Supporter, form: InviteSupporterForm) -> HttpResponse:
    viewer = signed_in(request)
    (row,) = as_listed([supporter], timezone.localdate())
    person = as_people([supporter.user], viewer)[0] if supporter.user else None
    context = entry_context(request, viewer, supporter) | {
        "row": row,
        "assignment_counts": assignment_counts(supporter),
        "form": form,
        "invite": may_invite(viewer, supporter),
        "again": may_be_invited_again(person) if person else None,
        "uninvite": may_uninvite(viewer, supporter),
        "breadcrumbs": [(_("Supporters"), reverse("supporter_list")), (supporter.name, "")],
    }
    return render_page(
        request, "supporters/supporter_detail.html", context, status=UNPROCESSABLE if form.errors else 200
    )
