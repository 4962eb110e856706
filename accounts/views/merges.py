"""The merges there were, and taking one back."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from accounts.models import ContactMerge, OrganisationMerge, User
from accounts.policies import may_merge
from accounts.requests import refuse_unless, signed_in
from accounts.selectors.merging import as_lines, contact_merges, organisation_merges
from accounts.services.merging import undo_merge
from accounts.views.sections import SECTIONS, tabs_at
from mediso.common.errors import ActionRefused
from mediso.common.htmx import render_page
from mediso.common.lists import page_of

OF_ORGANISATIONS, OF_CONTACTS = "organisation_merge_list", "contact_merge_list"


@require_GET
def organisation_merge_list(request: HttpRequest) -> HttpResponse:
    _viewer(request)
    return _list(request, page_of(request, organisation_merges()), OF_ORGANISATIONS, "organisation_merge_undo")


@require_GET
def contact_merge_list(request: HttpRequest) -> HttpResponse:
    _viewer(request)
    return _list(request, page_of(request, contact_merges()), OF_CONTACTS, "contact_merge_undo")


def _list(request: HttpRequest, page: Page[Any], here: str, undo_name: str) -> HttpResponse:
    context = {
        "page": page,
        "lines": as_lines(list(page)),
        "heading": SECTIONS[here],
        "tabs": tabs_at(here),
        "undo_name": undo_name,
    }
    return render_page(request, "accounts/merge_list.html", context)


@require_POST
def organisation_merge_undo(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = _viewer(request)
    return _undo(request, get_object_or_404(organisation_merges(), pk=pk), OF_ORGANISATIONS, viewer)


@require_POST
def contact_merge_undo(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = _viewer(request)
    return _undo(request, get_object_or_404(contact_merges(), pk=pk), OF_CONTACTS, viewer)


def _undo(request: HttpRequest, record: OrganisationMerge | ContactMerge, back: str, viewer: User) -> HttpResponse:
    try:
        undone = undo_merge(merge=record, actor=viewer)
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
        return redirect(back)
    messages.success(request, _("%(merged)s stands by itself again.") % {"merged": record.merged})
    if undone.stayed:
        words = ngettext(
            "%(count)d entry had been put elsewhere since, and stayed there.",
            "%(count)d entries had been put elsewhere since, and stayed there.",
            undone.stayed,
        )
        messages.warning(request, words % {"count": undone.stayed})
    return redirect(back)


def _viewer(request: HttpRequest) -> User:
    viewer = signed_in(request)
    refuse_unless(may_merge(viewer))
    return viewer
