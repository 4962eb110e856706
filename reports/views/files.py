"""Figures as files: one, or all of a page together."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from reports.drawings.files import XLSX, file_kind, file_name
from reports.drawings.pack.contents import Packed
from reports.drawings.pack.pdf import pack_pdf
from reports.drawings.pack.xlsx import pack_xlsx
from reports.registry import FIGURES, PAGES
from reports.selectors.together import counted_together
from reports.views.access import scope_form
from reports.views.statistics import statistics_page


@dataclass(frozen=True, slots=True)
class PackKind:
    content_type: str
    draw: Callable[[str, Sequence[Packed], dt.datetime], bytes]


PACKS: Mapping[str, PackKind] = {"pdf": PackKind("application/pdf", pack_pdf), "xlsx": PackKind(XLSX, pack_xlsx)}
PACK_TITLE: Promise = _("Statistics of consultations: %(page)s")


@require_safe
def figure_file(request: HttpRequest, name: str, extension: str) -> HttpResponse:
    """The figure as a file to save; what is wrong in the address is shown on the page."""
    form = scope_form(request)
    kind = FIGURES.get(name)
    file = file_kind(kind, extension, request.GET.get("encoding", "")) if kind else None
    if kind is None or file is None:
        raise Http404
    if not form.is_valid_for(kind):
        return statistics_page(request, form, "cases", ())
    content = file.draw(kind, kind.select(form.scope), timezone.now())
    return _saved(content, file.content_type, file_name(name, form.scope, extension))


@require_safe
def page_pack(request: HttpRequest, page: str, extension: str) -> HttpResponse:
    """All figures of a page as one file. A page whose figures people choose first has none."""
    form = scope_form(request)
    shown, pack = PAGES.get(page), PACKS.get(extension)
    if shown is None or pack is None or not shown.figures:
        raise Http404
    if not form.is_valid():
        return statistics_page(request, form, page, ())
    kinds = form.countable(FIGURES[name] for name in shown.figures)
    if not kinds:
        return statistics_page(request, form, page, ())
    with override("ja"):
        title = str(PACK_TITLE) % {"page": shown.title}
    with counted_together():
        figures = [(kind, kind.select(form.scope)) for kind in kinds]
    content = pack.draw(title, figures, timezone.now())
    return _saved(content, pack.content_type, file_name(f"statistics_{page}", form.scope, extension))


def _saved(content: bytes, content_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
