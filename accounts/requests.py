"""Who is asking, as the views need it."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from accounts.models import User
from mediso.common.decision import Decision


def signed_in(request: HttpRequest) -> User:
    """The person; `LoginRequiredMiddleware` has turned everybody else away before any view runs."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def refuse_unless(decision: Decision) -> None:
    """Raise `PermissionDenied` with the reason, which the 403 page shows."""
    if not decision:
        raise PermissionDenied(str(decision.reason))
