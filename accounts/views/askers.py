"""Every organisation and contact, for staff: the lists, and what may be typed in twice."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.filters import CONTACT_SORTS, DEFAULT_SORT, ORGANISATION_SORTS, ContactFilter, OrganisationFilter
from accounts.forms.askers import ContactForm, SimilarContactsForm, SimilarOrganisationsForm
from accounts.forms.organisation import OrganisationForm
from accounts.models import Contact, Organisation, User
from accounts.policies import may_record_askers, may_see_organisations
from accounts.requests import refuse_unless, signed_in
from accounts.selectors.askers import suspected_contacts, suspected_organisations, with_counts
from accounts.selectors.organisations import contacts_visible_to, organisations_visible_to
from accounts.views.sections import SECTIONS, tabs_at
from mediso.common.errors import ActionRefused
from mediso.common.htmx import render_page
from mediso.common.lists import page_of, sort_rows

UNPROCESSABLE = 422


@require_GET
def organisation_all(request: HttpRequest) -> HttpResponse:
    viewer = _viewer(request)
    listing = OrganisationFilter(request.GET, queryset=with_counts(organisations_visible_to(viewer)))
    page = page_of(request, sort_rows(request, listing.qs, ORGANISATION_SORTS, DEFAULT_SORT))
    context = {
        "filter": listing,
        "page": page,
        "suspected": _among(suspected_organisations(Organisation.objects.filter(pk__in=[row.pk for row in page]))),
        "tabs": tabs_at("organisation_all"),
        "list_target": "#organisation-list",
        "default_sort": DEFAULT_SORT,
    }
    return render_page(request, "accounts/organisation_all.html", context, fragment="accounts/_organisation_all.html")


@require_GET
def contact_list(request: HttpRequest) -> HttpResponse:
    viewer = _viewer(request)
    people = contacts_visible_to(viewer).select_related("organisation", "user", "merged_into")
    listing = ContactFilter(request.GET, queryset=people)
    page = page_of(request, sort_rows(request, listing.qs, CONTACT_SORTS, DEFAULT_SORT))
    context = {
        "filter": listing,
        "page": page,
        "suspected": _among(suspected_contacts(Contact.objects.filter(pk__in=[row.pk for row in page]))),
        "tabs": tabs_at("contact_list"),
        "list_target": "#contact-list",
        "default_sort": DEFAULT_SORT,
    }
    return render_page(request, "accounts/contact_list.html", context, fragment="accounts/_contact_list.html")


def _among(rows: QuerySet[Any]) -> set[int]:
    return set(rows.values_list("pk", flat=True))


@require_GET
def organisation_similar(request: HttpRequest) -> HttpResponse:
    """The fragment for a form in which an organisation is being typed."""
    _viewer(request)
    return _similar(request, SimilarOrganisationsForm(request.GET), "accounts/_similar_organisations.html")


@require_GET
def contact_similar(request: HttpRequest) -> HttpResponse:
    _viewer(request)
    return _similar(request, SimilarContactsForm(request.GET), "accounts/_similar_contacts.html")


def _similar(request: HttpRequest, form: SimilarOrganisationsForm | SimilarContactsForm, template: str) -> HttpResponse:
    context = {"similar": form.similar(), "form": form}
    return render_page(request, template, context, status=UNPROCESSABLE if form.errors else 200)


@require_http_methods(["GET", "POST"])
def organisation_change(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = _viewer(request)
    refuse_unless(may_record_askers(viewer))
    row = get_object_or_404(organisations_visible_to(viewer), pk=pk, merged_into=None)
    form = OrganisationForm(request.POST or None, organisation=row)
    return _change(request, form, lambda: form.save(user=viewer), row, "organisation_all")


@require_http_methods(["GET", "POST"])
def contact_change(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = _viewer(request)
    refuse_unless(may_record_askers(viewer))
    row = get_object_or_404(contacts_visible_to(viewer), pk=pk, merged_into=None)
    form = ContactForm(request.POST or None, contact=row)
    return _change(request, form, lambda: form.save(actor=viewer), row, "contact_list")


def _change(
    request: HttpRequest,
    form: OrganisationForm | ContactForm,
    save: Any,
    row: Organisation | Contact,
    back: str,
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            saved = save()
        except ActionRefused as refusal:
            form.add_error("name", str(refusal))
        else:
            messages.success(request, _("%(organisation)s is saved.") % {"organisation": saved})
            return redirect(back)
    context = {
        "form": form,
        "heading": row.name,
        "back": reverse(back),
        "breadcrumbs": [(SECTIONS[back], reverse(back)), (row.name, "")],
    }
    return render_page(request, "accounts/asker_change.html", context, status=UNPROCESSABLE if form.errors else 200)


def _viewer(request: HttpRequest) -> User:
    viewer = signed_in(request)
    refuse_unless(may_see_organisations(viewer))
    return viewer
