"""The files of a release: its figures, what their columns are, the descriptor of all, and the sealed record."""

import json
from collections.abc import Callable, Mapping

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from reports.drawings.csv import csv_text
from reports.drawings.open.dictionary import dictionary_csv, dictionary_json, items_of
from reports.drawings.open.package import package_json
from reports.drawings.open.reading import released_figure
from reports.figures.figure import Figure
from reports.models import Release
from reports.publication.record import record_bytes
from reports.publication.spans import Days
from reports.views.open.answers import for_everybody
from reports.views.open.pages import released_at, released_scope

CONTENT_TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json"}


@for_everybody
def open_file(_request: HttpRequest, desk: str, days: Days, name: str, extension: str) -> HttpResponse:
    release = released_at(desk, days)
    draw = BESIDE.get((name, extension))
    content = draw(release) if draw else _figure_file(release, name, extension)
    response = HttpResponse(content, content_type=CONTENT_TYPES[extension])
    response["Content-Disposition"] = f'attachment; filename="{desk}_{release.period_code}_{name}.{extension}"'
    return response


def _figure_file(release: Release, name: str, extension: str) -> str:
    """Raises Http404 for what is not in the release."""
    data = next((one for one in release.data["figures"] if one["figure"] == name), None)
    if data is None or extension not in CONTENT_TYPES:
        raise Http404
    if extension == "json":
        return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
    return csv_text(released_figure(data, released_scope(release)))


def _titled(release: Release) -> list[tuple[str, Figure]]:
    scope = released_scope(release)
    return [(data["title"], released_figure(data, scope)) for data in release.data["figures"]]


def _package(release: Release) -> str:
    return package_json(release, _titled(release), settings.SITE_ADDRESS + release.address)


BESIDE: Mapping[tuple[str, str], Callable[[Release], str | bytes]] = {
    ("datapackage", "json"): _package,
    ("data-dictionary", "csv"): lambda release: dictionary_csv(items_of(_titled(release))),
    ("data-dictionary", "json"): lambda release: dictionary_json(items_of(_titled(release))),
    ("release", "json"): record_bytes,
}
"""What stands beside the figures."""
