"""Proposals to a supporter: a teaser and the question of conflict; the case opens after acceptance."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.enums import Role
from accounts.models import User
from accounts.requests import refuse_unless, signed_in
from cases.enums import DeclineReason
from cases.forms.matching import AcceptForm, ProposalForm, TurnDownForm
from cases.models import Assignment, Case
from cases.models.assignment import HAS_ACCEPTED
from cases.policies import desks_of_sorters
from cases.selectors.due import DeskDays, Due
from cases.selectors.visibility import ended_proposals, visible_cases, visible_proposals
from cases.views.steps import CONFLICT, UNPROCESSABLE, perform
from mediso.common.decision import Decision
from mediso.common.htmx import render_page
from mediso.common.lists import page_of
from mediso.desks.models import Desk

FORMS: Mapping[str, type[ProposalForm]] = {"accept": AcceptForm, "turn-down": TurnDownForm}
# Both stand on one page.
AUTO_IDS: Mapping[type[ProposalForm], str] = {AcceptForm: "id_%s", TurnDownForm: "id_decline_%s"}


def may_answer_proposals(user: User) -> Decision:
    if user.has_role(Role.SUPPORTER):
        return Decision.yes()
    return Decision.no(_("Only supporters receive proposals."))


@dataclass(frozen=True, slots=True)
class Open:
    """An open proposal; `due` is its last day, for one that has such a day."""

    assignment: Assignment
    due: Due | None


@require_safe
def proposal_list(request: HttpRequest) -> HttpResponse:
    """The open ones, whose day comes first before all, then what came of the others."""
    user = signed_in(request)
    refuse_unless(may_answer_proposals(user))
    days = DeskDays(timezone.localdate())
    asked = _teasers(visible_proposals(user)).order_by(F("answer_by").asc(nulls_last=True), "pk")
    context = {
        "proposals": [_open(one, days) for one in asked],
        "page": page_of(
            request, _teasers(ended_proposals(user)).order_by(F("decided_at").desc(nulls_last=True), "-pk")
        ),
        "sorted_desks": Desk.objects.filter(pk__in=desks_of_sorters(user)),
    }
    return render_page(request, "cases/proposal_list.html", context)


@require_safe
def proposal_detail(request: HttpRequest, pk: int) -> HttpResponse:
    user = signed_in(request)
    if accepted := _accepted(user, pk):
        return redirect("case_chart", accepted.number)
    if ended := _ended(user, pk):
        return _ended_page(request, ended, status=200)
    return _page(request, get_object_or_404(_teasers(visible_proposals(user)), pk=pk), status=200)


@require_http_methods(["POST"])
def proposal_answer(request: HttpRequest, pk: int, answer: str) -> HttpResponse:
    """`answer` is accept or turn-down. Both forms stand on the one page, and a refused one keeps what was typed."""
    user = signed_in(request)
    if accepted := _accepted(user, pk):
        return redirect("case_chart", accepted.number)
    if ended := _ended(user, pk):
        return _ended_page(request, ended, status=CONFLICT)
    assignment = get_object_or_404(_teasers(visible_proposals(user)), pk=pk)
    form_class = FORMS[answer]
    form = form_class(request.POST, assignment=assignment, actor=user, auto_id=AUTO_IDS[form_class])
    if not form.is_valid():
        return _page(request, assignment, status=UNPROCESSABLE, bound=form)
    if perform(form):
        return _answered(request, form)
    if ended := _ended(user, pk):  # it lapsed or was withdrawn at this very moment
        return _ended_page(request, ended, status=CONFLICT)
    return _page(request, assignment, status=CONFLICT, bound=form)


def _answered(request: HttpRequest, form: ProposalForm) -> HttpResponse:
    """On to the case; or, from a conflict of interest, to where it can be declared."""
    if isinstance(form, AcceptForm):
        messages.success(request, _("You accepted the case. It is open to you now."))
        return redirect("case_chart", form.case.number)
    messages.success(request, _("You declined. The desk sees your answer on the case."))
    if form.cleaned_data["reason"] == DeclineReason.CONFLICT:
        return redirect("proposal_detail", form.assignment.pk)
    return redirect("proposal_list")


def _page(
    request: HttpRequest, assignment: Assignment, *, status: int, bound: ProposalForm | None = None
) -> HttpResponse:
    user = signed_in(request)
    forms = {
        "accept_form": AcceptForm(assignment=assignment, actor=user, auto_id=AUTO_IDS[AcceptForm]),
        "turn_down_form": TurnDownForm(assignment=assignment, actor=user, auto_id=AUTO_IDS[TurnDownForm]),
    }
    if bound is not None:
        forms["accept_form" if isinstance(bound, AcceptForm) else "turn_down_form"] = bound
    shown = _open(assignment, DeskDays(timezone.localdate()))
    context = {
        **forms,
        "form": bound,
        "assignment": assignment,
        "case": assignment.case,
        "due": shown.due,
        "breadcrumbs": _crumbs(),
    }
    return render_page(request, "cases/proposal_detail.html", context, status=status)


def _ended_page(request: HttpRequest, assignment: Assignment, *, status: int) -> HttpResponse:
    """What came of it. An answer that came too late is told so, and gets back what was typed."""
    context = {
        "assignment": assignment,
        "case": assignment.case,
        "too_late": status == CONFLICT,
        "typed": request.POST.get("note", ""),
        "breadcrumbs": _crumbs(),
    }
    return render_page(request, "cases/proposal_ended.html", context, status=status)


def _crumbs() -> list[tuple[str, str]]:
    return [(_("Proposals to me"), reverse("proposal_list")), (_("Proposal"), "")]


def _open(assignment: Assignment, days: DeskDays) -> Open:
    day = assignment.answer_by
    return Open(assignment, days.until(assignment.case.desk_id, day) if day else None)


def _ended(user: User, pk: int) -> Assignment | None:
    return _teasers(ended_proposals(user)).exclude(state__in=HAS_ACCEPTED).filter(pk=pk).first()


def _accepted(user: User, pk: int) -> Case | None:
    """The case behind one's own accepted proposal: a second press of the button, or the link of the mail once more."""
    own = {"assignments__pk": pk, "assignments__supporter__user": user, "assignments__state__in": HAS_ACCEPTED}
    return visible_cases(user).filter(**own).first()


def _teasers(proposals: QuerySet[Assignment]) -> QuerySet[Assignment]:
    return proposals.select_related(
        "case__product_type", "case__organisation", "case__topic_set", "case__desk", "supporter"
    ).prefetch_related("case__topic_set__topics", "case__related_organisations")
