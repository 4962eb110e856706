"""A report: the figures of a definition for a closed month, and its files."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from mediso.common.errors import DeskError
from mediso.files.allowed import PDF, XLSX, AllowedType
from reports.conditions.table import CONDITIONS
from reports.drawings.pack.contents import Packed
from reports.drawings.pack.pdf import pack_pdf
from reports.drawings.pack.xlsx import pack_xlsx
from reports.models import MonthlyClose, ReportDefinition
from reports.period_kinds import PERIODS
from reports.registry import FIGURES, FigureKind
from reports.scope import Basis, Scope
from reports.selectors.together import counted_together

NOT_PUBLISHED = gettext_lazy(" (as known when made)")

DRAW: Mapping[AllowedType, Callable[[str, Sequence[Packed], dt.datetime], bytes]] = {PDF: pack_pdf, XLSX: pack_xlsx}


def report_title(definition: ReportDefinition, close: MonthlyClose) -> str:
    """In Japanese, as all files: the name, the month, and the edition where it is not the first."""
    with override("ja"):
        titles = {"report": definition.name, "month": close.of_month, "edition": close.edition}
        if close.edition == 1:
            return _("%(report)s, %(month)s") % titles
        return _("%(report)s, %(month)s (edition %(edition)s)") % titles


def report_figures(definition: ReportDefinition, close: MonthlyClose) -> list[Packed]:
    """In the order of the definition. Raises `DeskError` for what figures cannot be counted by any more."""
    scope = Scope((definition.desk,), PERIODS[definition.period_kind](close.of_month), definition.narrowing)
    for code, _value in scope.narrowing:
        if code not in CONDITIONS:
            raise DeskError(_("Nothing is counted by “%(code)s” any more. Change the report.") % {"code": code})
    with counted_together():
        return [_packed(name, definition, scope) for name in definition.figures]


def _packed(name: str, definition: ReportDefinition, scope: Scope) -> Packed:
    if (kind := FIGURES.get(name)) is None:
        raise DeskError(_("There is no figure “%(name)s” any more. Change the report.") % {"name": name})
    if definition.basis != Basis.PUBLISHED:
        return kind, kind.select(scope)
    if not can_be_published(kind, scope):
        marked = replace(kind, title=format_lazy("{}{}", kind.title, NOT_PUBLISHED))
        return marked, kind.select(scope)
    return kind, kind.select(replace(scope, basis=Basis.PUBLISHED))


def can_be_published(kind: FigureKind, scope: Scope) -> bool:
    """Whether monthly closes keep whatever the figure and its conditions read."""
    return kind.can_be_frozen and all(CONDITIONS[code].is_frozen for code, _value in scope.narrowing)


def report_preview(definition: ReportDefinition, close: MonthlyClose, made: dt.datetime) -> bytes:
    """The PDF as it would be made for that close, marked as a preview. Nothing is stored, and nothing sent."""
    with override("ja"):
        title = _("Preview: %(title)s") % {"title": report_title(definition, close)}
    return pack_pdf(title, report_figures(definition, close), made)
