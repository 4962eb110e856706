"""The first page of each role is the one they come for."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.enums import Role
from accounts.requests import signed_in
from cases.selectors.inbox import MINE

# Of several roles the first in this order decides.
FIRST_PAGES = {
    Role.STAFF: "case_list",
    Role.SUPPORTER: "proposal_list",
    Role.FOUNDER: "consultation_list",
    Role.MANAGER: "statistics",
    Role.ADMINISTRATOR: "admin:index",
}

# The staff begin with what awaits them.
QUERIES = {Role.STAFF: {"queue": MINE.code}}


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    for role, url_name in FIRST_PAGES.items():
        if user.has_role(role):
            return redirect(reverse(url_name, query=QUERIES.get(role)))
    return render(request, "cases/no_role.html")
