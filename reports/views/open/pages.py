"""The pages that everybody may read. They show what was released, and ask the database for nothing else."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import get_language

from mediso.desks.models import Desk
from reports.drawings.charts.chart import Chart, chart_of
from reports.drawings.open.reading import released_figure, title_of
from reports.drawings.page import PageTable, page_table
from reports.drawings.words import HIDDEN
from reports.figures.figure import Figure
from reports.licences import TERMS, Licence
from reports.models import Release, Withdrawal
from reports.periods import Period
from reports.publication.names import name_of
from reports.publication.spans import Days
from reports.registry import FIGURES
from reports.scope import Basis, Scope
from reports.selectors.releases.door import public_desks, public_editions, public_releases, public_withdrawals
from reports.views.downloads import Download
from reports.views.open.answers import for_everybody, public_page


@dataclass(frozen=True, slots=True)
class PublicPanel:
    name: str
    title: str
    figure: Figure
    table: PageTable
    chart: Chart | None
    downloads: list[Download]


@for_everybody
def open_home(request: HttpRequest) -> HttpResponse:
    return public_page(request, "reports/open/home.html", {"desks": public_desks()})


@for_everybody
def open_desk(request: HttpRequest, desk: str) -> HttpResponse:
    """The newest release of the desk, and the way to the others."""
    found = get_object_or_404(public_desks(), code=desk)
    newest = public_releases(found).first()
    context = {"desk": found, "periods": _periods(found), "withdrawals": _withdrawn(found)}
    return public_page(request, "reports/open/desk.html", context | (release_context(newest) if newest else {}))


@for_everybody
def open_release(request: HttpRequest, desk: str, days: Days) -> HttpResponse:
    found = released_at(desk, days)
    return public_page(request, "reports/open/release.html", {"desk": found.desk} | release_context(found))


def released_at(desk: str, days: Days) -> Release:
    """Raises Http404 where the desk has no public page, or these days are not on it."""
    found = get_object_or_404(public_desks(), code=desk)
    return get_object_or_404(public_releases(found), first_day=days.first, last_day=days.last)


def released_scope(release: Release) -> Scope:
    return Scope((release.desk,), Period(release.first_day, release.last_day), basis=Basis.PUBLISHED)


def release_context(release: Release) -> dict[str, Any]:
    cases, terms = release.data["cases"], TERMS[release.licence]
    return {
        "release": release,
        "scope": released_scope(release),
        "name": name_of(release.days),
        "cases": cases if isinstance(cases, int) else HIDDEN,
        "mark": HIDDEN,
        "most": release.threshold - 1,
        "licence": Licence(release.licence).label,
        "terms": terms,
        "licence_link": terms.links.get(get_language() or "", terms.links["ja"]),
        "editions": [one for one in public_editions(release) if one.reason],
        "panels": panels_of(release),
    }


def panels_of(release: Release) -> list[PublicPanel]:
    return [_panel(release, data) for data in release.data["figures"]]


def _panel(release: Release, data: dict[str, Any]) -> PublicPanel:
    figure, title = released_figure(data, released_scope(release)), str(title_of(data))
    kind = FIGURES.get(figure.name)
    chart = chart_of(kind.public_chart, figure, title) if kind and kind.public_chart else None
    address = [release.desk.code, release.days, figure.name]
    files = [Download(one.upper(), reverse("open_file", args=[*address, one])) for one in ("csv", "json")]
    return PublicPanel(figure.name, title, figure, page_table(figure, lambda _cell: ""), chart, files)


def _periods(desk: Desk) -> list[tuple[str, Release]]:
    return [(name_of(one.days), one) for one in public_releases(desk).defer("data")]


def _withdrawn(desk: Desk) -> list[tuple[str, Withdrawal]]:
    return [(name_of(one.release.days), one) for one in public_withdrawals(desk)]
