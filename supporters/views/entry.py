"""A supporter's own entry, and the forms of its parts, which the staff of the desk use as well."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from accounts.models import User
from accounts.requests import refuse_unless, signed_in
from mediso.common.errors import ActionRefused, StaleRow
from mediso.common.htmx import render_page
from mediso.files.policies import may_be_served
from mediso.files.serving import file_response
from supporters.enums import RosterPart
from supporters.forms.entry.base import PartForm
from supporters.forms.entry.interests import CorrectInterestForm, EndInterestForm
from supporters.forms.entry.plain import RenewForm
from supporters.forms.entry.table import FORMS
from supporters.forms.entry.undertakings import SignForm
from supporters.models import Supporter
from supporters.policies import may_change, may_correct_interest, may_open_own_entry
from supporters.selectors.changes import changes_of, shown_changes
from supporters.selectors.entry import entries_visible_to, own_entries
from supporters.selectors.undertakings import Unsigned
from supporters.views.desk_choice import DeskTab
from supporters.views.entry_page import CHANGES_SHOWN, crumbs_of, entry_context, home_of, with_parts

CONFLICT, UNPROCESSABLE, OK = 409, 422, 200
PAGES = {RosterPart.INTERESTS: "interests", RosterPart.UNDERTAKINGS: "undertakings", RosterPart.EXPERTISE: "expertise"}


@require_GET
def my_entry(request: HttpRequest) -> HttpResponse:
    """`?desk=code` chooses among the desks one is appointed to; the first is shown without."""
    user = signed_in(request)
    refuse_unless(may_open_own_entry(user))
    entries = list(with_parts(own_entries(user)))
    code = request.GET.get("desk")
    chosen = next((one for one in entries if code in (None, "", one.desk.code)), None)
    if chosen is None:
        if entries or code:
            raise Http404
        return render_page(request, "supporters/entry/none.html", {})
    tabs = [DeskTab(str(one.desk), home_of(user, one), one == chosen) for one in entries]
    context = entry_context(request, user, chosen) | {"tabs": tabs if len(tabs) > 1 else []}
    return render_page(request, "supporters/entry/own.html", context)


@require_http_methods(["GET", "POST"])
def entry_part(request: HttpRequest, pk: int, part: str) -> HttpResponse:
    """The form of one part; of interests it adds one, of undertakings it signs one."""
    user = signed_in(request)
    supporter = _visible(user, pk)
    if part not in RosterPart.values:
        raise Http404
    chosen = RosterPart(part)
    refuse_unless(may_change(user, supporter, chosen))
    form = FORMS[chosen](*_sent(request), supporter=supporter, actor=user)
    return _answer(request, form, chosen.label, f"supporters/entry/{PAGES.get(chosen, 'part')}.html")


@require_http_methods(["GET", "POST"])
def supporter_renew(request: HttpRequest, pk: int) -> HttpResponse:
    """A later last day of the term."""
    user = signed_in(request)
    supporter = _visible(user, pk)
    refuse_unless(may_change(user, supporter, RosterPart.APPOINTMENT))
    form = RenewForm(*_sent(request), supporter=supporter, actor=user)
    return _answer(request, form, _("Renew the term"), "supporters/entry/part.html")


@require_http_methods(["GET", "POST"])
def interest_change(request: HttpRequest, pk: int, interest: int) -> HttpResponse:
    """The supporter ends a tie; staff correct it."""
    user = signed_in(request)
    supporter = _visible(user, pk)
    tie = get_object_or_404(supporter.interests, pk=interest)
    refuse_unless(may_change(user, supporter, RosterPart.INTERESTS))
    made = CorrectInterestForm if may_correct_interest(user, supporter) else EndInterestForm
    form = made(*_sent(request), supporter=supporter, actor=user, interest=tie)
    return _answer(request, form, tie.organisation_name, "supporters/entry/part.html", {"interest": tie})


@require_safe
def supporter_photo(request: HttpRequest, pk: int) -> HttpResponseBase:
    """For the supporter and the staff of the desk; founders have an address of their own."""
    photo = _visible(signed_in(request), pk).photo
    if photo is None:
        raise Http404
    refuse_unless(may_be_served(photo))
    return file_response(photo)


def _visible(user: User, pk: int) -> Supporter:
    found: Supporter = get_object_or_404(with_parts(entries_visible_to(user)), pk=pk)
    return found


def _sent(request: HttpRequest) -> tuple[Any, Any]:
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _answer(
    request: HttpRequest, form: PartForm, heading: Any, template: str, more: dict[str, Any] | None = None
) -> HttpResponse:
    context = {"heading": str(heading), **(more or {})}
    if not form.is_bound:
        return _page(request, form, template, context, OK)
    if not form.is_valid():
        return _page(request, form, template, context, UNPROCESSABLE)
    try:
        change = form.save()
    except (ActionRefused, StaleRow) as refusal:
        form.add_error(None, str(refusal))
        form.draw_again()
        return _page(request, form, template, context, CONFLICT)
    messages.success(request, _("Saved.") if change else _("Nothing was changed."))
    return redirect(home_of(form.actor, form.supporter))


def _page(request: HttpRequest, form: PartForm, template: str, context: dict[str, Any], status: int) -> HttpResponse:
    user, supporter = form.actor, form.supporter
    changes = changes_of(supporter).filter(part=form.part)[:CHANGES_SHOWN]
    context |= entry_context(request, user, supporter) | {
        "form": form,
        "home": home_of(user, supporter),
        "breadcrumbs": crumbs_of(user, supporter, context["heading"]),
        "changes": shown_changes(changes),
        "page": None,
    }
    if isinstance(form, SignForm):
        context["forms"] = _signing(form, context["unsigned"])
    return render_page(request, template, context, status=status)


def _signing(sent: SignForm, unsigned: list[Unsigned]) -> list[SignForm]:
    """A form for each that can be signed; the one that was sent comes back unticked, with what was wrong."""
    return [
        sent.drawn_for(one)
        if sent.is_bound and sent.is_of(one)
        else SignForm(supporter=sent.supporter, actor=sent.actor, unsigned=one)
        for one in unsigned
    ]
