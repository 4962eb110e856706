"""Where the link of an invitation leads: public, because whoever comes has no password yet."""

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.forms.invitation import FirstPasswordForm
from accounts.models import Invitation
from accounts.selectors.invitations import invitation_of, may_be_accepted
from accounts.services.invitations import accept_invitation
from mediso.common.errors import ActionRefused

NOT_FOUND, GONE, UNPROCESSABLE, TOO_MANY = 404, 410, 422, 429
MOST_GUESSES = 20  # a minute
BACKEND = settings.AUTHENTICATION_BACKENDS[0]


@login_not_required
@never_cache
@sensitive_post_parameters("password1", "password2")
@require_http_methods(["GET", "POST"])
def invitation_accept(request: HttpRequest, token: str) -> HttpResponse:
    invitation = invitation_of(token)
    if invitation is None:
        return _unknown(request)
    decision = may_be_accepted(invitation)
    if not decision:
        return _gone(request, str(decision.reason))
    form = FirstPasswordForm(request.POST or None, user=invitation.user)
    if request.method == "POST" and form.is_valid():
        return _accepted(request, invitation, form.cleaned_data["password1"])
    context = {"form": form, "invited": invitation.user}
    return render(request, "accounts/invitation_accept.html", context, status=UNPROCESSABLE if form.errors else 200)


def _accepted(request: HttpRequest, invitation: Invitation, password: str) -> HttpResponse:
    try:
        user = accept_invitation(invitation=invitation, password=password)
    except ActionRefused as refusal:  # used, withdrawn or run out since the page was opened
        return _gone(request, str(refusal))
    login(request, user, backend=BACKEND)
    messages.success(request, _("Welcome. Your password is set and you are signed in."))
    return redirect(settings.LOGIN_REDIRECT_URL)


def _unknown(request: HttpRequest) -> HttpResponse:
    if _guesses_of(request) > MOST_GUESSES:
        return _closed(request, _("Too many attempts. Wait a minute, then open the link again."), TOO_MANY)
    return _closed(request, _("This invitation is not known."), NOT_FOUND)


def _guesses_of(request: HttpRequest) -> int:
    """How many unknown links came from this address within a minute. allauth's own limits let GET pass."""
    key = f"unknown_invitation:{get_adapter().get_client_ip(request)}"
    cache.add(key, 0, timeout=60)
    try:
        return cache.incr(key)
    except ValueError:  # the minute ended between the two lines
        return 1


def _gone(request: HttpRequest, reason: str) -> HttpResponse:
    return _closed(request, reason, GONE)


def _closed(request: HttpRequest, reason: str, status: int) -> HttpResponse:
    return render(request, "accounts/invitation_closed.html", {"reason": reason}, status=status)
