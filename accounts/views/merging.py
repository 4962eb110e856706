"""Merging two organisations or two contacts: the other one is chosen, both are compared, one is kept."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.forms.askers import MergeForm, SimilarContactsForm, SimilarOrganisationsForm
from accounts.models import Contact, Organisation, User
from accounts.policies import may_merge
from accounts.requests import refuse_unless, signed_in
from accounts.selectors.merging import Compared, compared_contacts, compared_organisations
from accounts.selectors.organisations import contacts_visible_to, organisations_visible_to
from accounts.services.merging import merge_contacts, merge_organisations
from accounts.views.sections import SECTIONS
from mediso.common.errors import ActionRefused
from mediso.common.htmx import render_page

UNPROCESSABLE, CONFLICT = 422, 409
Row = TypeVar("Row", Organisation, Contact)


@dataclass(frozen=True, slots=True)
class _Kind(Generic[Row]):
    """`name` is the parameter that the offers of the other row send."""

    name: str
    visible: Callable[[User], QuerySet[Row]]
    typed: Callable[[Row], dict[str, Any]]
    form: type[SimilarOrganisationsForm] | type[SimilarContactsForm]
    compare: Callable[[Row, Row], Compared]
    merge: Callable[..., Any]
    list_name: str


ORGANISATIONS = _Kind(
    "organisation",
    organisations_visible_to,
    lambda row: {"name": row.name, "corporate_number": row.corporate_number or "", "but": row.pk},
    SimilarOrganisationsForm,
    compared_organisations,
    merge_organisations,
    "organisation_all",
)
CONTACTS = _Kind(
    "contact",
    contacts_visible_to,
    lambda row: {
        "name": row.name,
        "kana": row.kana,
        "email": row.email,
        "phone": row.phone,
        "organisation": row.organisation_id,
        "but": row.pk,
    },
    SimilarContactsForm,
    compared_contacts,
    merge_contacts,
    "contact_list",
)


@require_http_methods(["GET", "POST"])
def organisation_merge(request: HttpRequest, pk: int) -> HttpResponse:
    return _merge(request, ORGANISATIONS, pk)


@require_http_methods(["GET", "POST"])
def contact_merge(request: HttpRequest, pk: int) -> HttpResponse:
    return _merge(request, CONTACTS, pk)


def _merge(request: HttpRequest, kind: _Kind[Row], pk: int) -> HttpResponse:
    viewer = _viewer(request)
    if request.method == "POST":
        one = get_object_or_404(kind.visible(viewer), pk=pk)
        return _write(request, kind, one, _other(kind.visible(viewer), one, request.POST.get(kind.name, "")), viewer)
    standing = kind.visible(viewer).filter(merged_into=None)
    one = get_object_or_404(standing, pk=pk)
    if kind.name in request.GET and "find" not in request.GET:
        other = _other(standing, one, request.GET[kind.name])
        return _compare(request, kind, one, other, MergeForm(rows=(one, other)))
    return _choose(request, kind, one)


def _other(rows: QuerySet[Row], one: Row, key: str) -> Row:
    if not (key.isascii() and key.isdigit()):
        raise Http404
    return get_object_or_404(rows.exclude(pk=one.pk), pk=int(key))


def _choose(request: HttpRequest, kind: _Kind[Row], one: Row) -> HttpResponse:
    """The row's own values are what is looked for, until others are typed."""
    form = kind.form(request.GET if "find" in request.GET else kind.typed(one))
    context = {
        "row": one,
        "form": form,
        "similar": form.similar(),
        "similar_url": reverse(f"{kind.name}_similar"),
        "offers": f"accounts/_similar_{kind.name}s.html",
        "back": reverse(kind.list_name),
        "breadcrumbs": _crumbs(kind, one),
    }
    return render_page(request, "accounts/merge_choose.html", context, status=UNPROCESSABLE if form.errors else 200)


def _compare(
    request: HttpRequest, kind: _Kind[Row], one: Row, other: Row, form: MergeForm, *, refusal: str = ""
) -> HttpResponse:
    context = {
        "one": one,
        "other": other,
        "rows": (one, other),
        "form": form,
        "name": kind.name,
        "compared": kind.compare(one, other),
        "refusal": refusal,
        "breadcrumbs": _crumbs(kind, one),
    }
    status = CONFLICT if refusal else UNPROCESSABLE if form.errors else 200
    return render_page(request, "accounts/merge_compare.html", context, status=status)


def _write(request: HttpRequest, kind: _Kind[Row], one: Row, other: Row, viewer: User) -> HttpResponse:
    form = MergeForm(request.POST, rows=(one, other))
    if not form.is_valid():
        return _compare(request, kind, one, other, form)
    kept, merged = (one, other) if form.cleaned_data["kept"] == one.pk else (other, one)
    try:
        kind.merge(kept=kept, merged=merged, actor=viewer)
    except ActionRefused as refusal:
        return _compare(request, kind, one, other, form, refusal=str(refusal))
    messages.success(request, _("%(merged)s is merged into %(kept)s.") % {"merged": merged, "kept": kept})
    return redirect(f"{kind.name}_merge_list")


def _crumbs(kind: _Kind[Row], one: Row) -> list[tuple[Any, str]]:
    return [(SECTIONS[kind.list_name], reverse(kind.list_name)), (one.name, ""), (_("Merge"), "")]


def _viewer(request: HttpRequest) -> User:
    viewer = signed_in(request)
    refuse_unless(may_merge(viewer))
    return viewer
