"""A founder's own organisations. Nobody else's row is ever read here."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.forms.organisation import OrganisationForm
from accounts.models import Organisation, User
from accounts.policies import may_keep_organisations
from accounts.requests import refuse_unless, signed_in
from accounts.selectors.organisations import organisations_of
from mediso.common.errors import ActionRefused
from mediso.common.htmx import render_page

UNPROCESSABLE = 422


@require_GET
def organisation(request: HttpRequest) -> HttpResponse:
    user = _founder(request)
    return render_page(request, "accounts/organisation_list.html", {"organisations": organisations_of(user)})


@require_http_methods(["GET", "POST"])
def organisation_create(request: HttpRequest) -> HttpResponse:
    return _edit(request, _founder(request), None)


@require_http_methods(["GET", "POST"])
def organisation_edit(request: HttpRequest, pk: int) -> HttpResponse:
    user = _founder(request)
    return _edit(request, user, get_object_or_404(organisations_of(user), pk=pk))


def _founder(request: HttpRequest) -> User:
    user = signed_in(request)
    refuse_unless(may_keep_organisations(user))
    return user


def _edit(request: HttpRequest, user: User, row: Organisation | None) -> HttpResponse:
    form = OrganisationForm(request.POST or None, organisation=row)
    if request.method == "POST" and form.is_valid():
        try:
            saved = form.save(user=user)
        except ActionRefused as refusal:
            form.add_error("name", str(refusal))
        else:
            messages.success(request, _("%(organisation)s is saved.") % {"organisation": saved})
            return redirect("organisation")
    here = _("Add an organisation") if row is None else row.name
    context = {
        "form": form,
        "heading": here,
        "back": reverse("organisation"),
        "breadcrumbs": [(_("My organisation"), reverse("organisation")), (here, "")],
    }
    return render_page(request, "accounts/asker_change.html", context, status=UNPROCESSABLE if form.errors else 200)
