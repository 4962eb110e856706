"""What the desks of a person publish: settings, releases, and what can be released next."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.requests import refuse_unless, signed_in
from mediso.common.htmx import render_page
from mediso.desks.models import Desk
from reports.models import Publication, Release
from reports.policies import may_publish, may_see_figures
from reports.publication.names import name_of
from reports.publication.spans import Days
from reports.registry import PUBLISHABLE
from reports.selectors.desks import desks_with_figures_for
from reports.selectors.releases.door import releases_visible_to, settings_of
from reports.selectors.releases.periods import periods_to_release
from reports.views.access import scope_form
from reports.views.tabs import PUBLICATION, page_tabs


@dataclass(frozen=True, slots=True)
class DeskPanel:
    """`periods` are those that can be released, each with its days as they stand in addresses."""

    desk: Desk
    settings: Publication
    figures: list[str | Promise]
    may_publish: bool
    periods: list[tuple[str, Days]]
    releases: list[tuple[str, Release]]


@require_safe
def publication_home(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    refuse_unless(may_see_figures(user))
    context = {"tabs": page_tabs(PUBLICATION, scope_form(request)), "panels": _panels(user)}
    return render_page(request, "reports/publication/home.html", context, fragment="reports/publication/_home.html")


def _panels(user: User) -> list[DeskPanel]:
    releases = list(releases_visible_to(user))
    return [_panel(user, desk, [one for one in releases if one.desk_id == desk.pk]) for desk in desks_of(user)]


def desks_of(user: User) -> list[Desk]:
    return list(desks_with_figures_for(user).order_by("code"))


def _panel(user: User, desk: Desk, releases: list[Release]) -> DeskPanel:
    settings, may = settings_of(desk), bool(may_publish(user, desk.pk))
    periods = periods_to_release(desk, timezone.localdate()) if may else []
    return DeskPanel(
        desk,
        settings,
        [PUBLISHABLE[name].title for name in settings.figures if name in PUBLISHABLE],
        may,
        [(name_of(days), days) for days in periods],
        [(name_of(one.days), one) for one in releases],
    )
