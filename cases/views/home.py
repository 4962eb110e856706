"""The first page of each role is the one they come for."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.enums import Role
from accounts.requests import signed_in

# Of several roles the first in this order decides.
FIRST_PAGES = {
    Role.STAFF: "case_list",
    Role.SUPPORTER: "proposal_list",
    Role.FOUNDER: "consultation_list",
    Role.MANAGER: "statistics",
    Role.ADMINISTRATOR: "admin:index",
}


def home(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    for role, url_name in FIRST_PAGES.items():
        if user.has_role(role):
            return redirect(url_name)
    return render(request, "cases/no_role.html")
