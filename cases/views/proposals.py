"""Proposals to a supporter: a teaser and the question of conflict; the case opens after acceptance."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.enums import Role
from accounts.models import User
from accounts.requests import refuse_unless, signed_in
from cases.forms.matching import AcceptForm, ProposalForm, TurnDownForm
from cases.models import Assignment
from cases.selectors.visibility import visible_proposals
from cases.views.steps import CONFLICT, UNPROCESSABLE, perform
from mediso.common.decision import Decision
from mediso.common.htmx import render_page


def may_answer_proposals(user: User) -> Decision:
    if user.has_role(Role.SUPPORTER):
        return Decision.yes()
    return Decision.no(_("Only supporters receive proposals."))


@require_safe
def proposal_list(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    refuse_unless(may_answer_proposals(user))
    return render_page(request, "cases/proposal_list.html", {"proposals": _teasers(user)})


@require_safe
def proposal_detail(request: HttpRequest, pk: int) -> HttpResponse:
    user = signed_in(request)
    assignment = get_object_or_404(_teasers(user), pk=pk)
    return _page(request, assignment, status=200)


@require_http_methods(["POST"])
def proposal_answer(request: HttpRequest, pk: int, answer: str) -> HttpResponse:
    """`answer` is accept or turn-down. Both forms stand on the one page, and a refused one keeps what was typed."""
    user = signed_in(request)
    assignment = get_object_or_404(_teasers(user), pk=pk)
    form_class = {"accept": AcceptForm, "turn-down": TurnDownForm}[answer]
    form = form_class(request.POST, assignment=assignment, actor=user)
    if not form.is_valid():
        return _page(request, assignment, status=UNPROCESSABLE, bound=form)
    if not perform(form):
        return _page(request, assignment, status=CONFLICT, bound=form)
    if isinstance(form, AcceptForm):
        messages.success(request, _("You accepted the case. It is open to you now."))
        return redirect("case_chart", assignment.case.number)
    messages.success(request, _("You declined. The desk sees your answer on the case."))
    return redirect("proposal_list")


def _page(
    request: HttpRequest, assignment: Assignment, *, status: int, bound: ProposalForm | None = None
) -> HttpResponse:
    user = signed_in(request)
    forms = {
        "accept_form": AcceptForm(assignment=assignment, actor=user),
        "turn_down_form": TurnDownForm(assignment=assignment, actor=user, auto_id="id_decline_%s"),
    }
    if bound is not None:
        forms["accept_form" if isinstance(bound, AcceptForm) else "turn_down_form"] = bound
    context = {
        **forms,
        "form": bound,
        "assignment": assignment,
        "case": assignment.case,
        "breadcrumbs": [(_("Proposals to me"), reverse("proposal_list")), (_("Proposal"), "")],
    }
    return render_page(request, "cases/proposal_detail.html", context, status=status)


def _teasers(user: User) -> QuerySet[Assignment]:
    return (
        visible_proposals(user)
        .select_related("case__product_type", "case__organisation", "case__topic_set", "case__desk", "supporter")
        .prefetch_related("case__topic_set__topics")
    )
