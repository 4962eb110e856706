"""The table of figures: the names under which page, command, files and API offer them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reports.figures.topic_share import TopicShare
from reports.figures.yearly_cases import YearlyCases
from reports.scope import Scope
from reports.selectors.cases_by_fiscal_year import cases_by_fiscal_year
from reports.selectors.cases_by_year import cases_by_year
from reports.selectors.topic_share import topic_share

Figure = TopicShare | YearlyCases


@dataclass(frozen=True, slots=True)
class FigureKind:
    """`select` is the only maker of the figure; every drawing begins from what it returns."""

    name: str
    title: str | Promise
    select: Callable[[Scope], Figure]


FIGURES: Mapping[str, FigureKind] = {
    kind.name: kind
    for kind in (
        FigureKind("cases_by_year", _("Cases by calendar year"), cases_by_year),
        FigureKind("cases_by_fiscal_year", _("Cases by fiscal year"), cases_by_fiscal_year),
        FigureKind("topic_share", _("Topic share by product type"), topic_share),
    )
}
