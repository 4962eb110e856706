"""Who looks at a desk's roster, and the page that stands beside it."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from accounts.models import User
from accounts.requests import refuse_unless, signed_in
from accounts.selectors.desks import desks_staffed_by
from mediso.common.htmx import render_page
from mediso.desks.models import Desk
from supporters.models import Supporter
from supporters.policies import may_see_roster
from supporters.selectors.listing import supporters_visible_to
from supporters.views.desk_choice import chosen_desk, desk_tabs, view_tabs


@dataclass(frozen=True, slots=True)
class RosterReader:
    """Staff, with the one of their desks that `?desk=` names."""

    user: User
    desks: list[Desk]
    desk: Desk
    today: dt.date

    @property
    def supporters(self) -> QuerySet[Supporter]:
        return supporters_visible_to(self.user).filter(desk=self.desk)


def roster_reader(request: HttpRequest) -> RosterReader:
    user = signed_in(request)
    refuse_unless(may_see_roster(user))
    desks = list(desks_staffed_by(user))
    return RosterReader(user, desks, chosen_desk(desks, request.GET.get("desk")), timezone.localdate())


def roster_page(
    request: HttpRequest, reader: RosterReader, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """The tabs know which page it is by the name of its address."""
    here = request.resolver_match.url_name if request.resolver_match else None
    shared = {
        "desk": reader.desk,
        "today": reader.today,
        "tabs": desk_tabs(reader.desks, reader.desk, str(here)),
        "view_tabs": view_tabs(reader.desks, reader.desk, str(here)),
    }
    return render_page(request, template, shared | context, status=status)
