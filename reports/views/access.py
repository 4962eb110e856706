"""Who asks for figures, and the form that says of what."""

from django.http import HttpRequest

from accounts.requests import refuse_unless
from reports.forms import ScopeForm
from reports.policies import may_see_figures
from reports.selectors.desks import desks_with_figures_for


def scope_form(request: HttpRequest) -> ScopeForm:
    """Raises `PermissionDenied` with the policy's reason, which the refusal page shows."""
    refuse_unless(may_see_figures(request.user))
    return ScopeForm(request.GET, desks=desks_with_figures_for(request.user))
