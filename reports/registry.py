"""The table of figures: the names under which pages, command, files and API offer them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from reports.conditions.flow import ANSWERED, KEPT, SATISFIED
from reports.conditions.open_at import MOVES
from reports.conditions.standing import NEW, RETURNING
from reports.dimensions.spans import GRAINS
from reports.dimensions.table import DIMENSIONS
from reports.figures.chart_spec import ChartKind, ChartSpec
from reports.figures.figure import Figure
from reports.figures.public_shape import PublicShape
from reports.findings.wording import WORDING
from reports.scope import Scope
from reports.selectors.cases_by import BEFORE, cases_by
from reports.selectors.cross import CASES, cross, share_by
from reports.selectors.findings import findings
from reports.selectors.funnel import funnel
from reports.selectors.new_and_returning import new_and_returning
from reports.selectors.open_at_month_end import open_at_month_end
from reports.selectors.outcomes import outcomes
from reports.selectors.satisfaction import satisfaction, satisfaction_over_time
from reports.selectors.supporter_coverage import supporter_coverage
from reports.selectors.supporter_work import supporter_work
from reports.selectors.targets import targets


@dataclass(frozen=True, slots=True)
class FigureKind:
    """`select` is the only maker of the figure; every drawing begins from what it returns.

    `chart` is None where the heat table is the picture. `can_be_frozen`: it reads only what a monthly close keeps of a
    case, so it counts what was published too. `names_people`: its rows are persons, so it is for the desk alone and
    never published. `shape` is None for what is never made public; `public_chart` takes the place of `chart` there.
    """

    name: str
    title: str | Promise
    select: Callable[[Scope], Figure]
    chart: ChartSpec | None = None
    can_be_frozen: bool = False
    names_people: bool = False
    shape: PublicShape | None = None
    public_chart: ChartSpec | None = None

    @property
    def can_be_published(self) -> bool:
        return self.can_be_frozen and self.shape is not None and not self.names_people


@dataclass(frozen=True, slots=True)
class StatisticsPage:
    """One page of the statistics: its code in the address, and the figures on it, in order.

    `together` are the dimensions by which its figures are counted in one query.
    """

    code: str
    title: str | Promise
    figures: tuple[str, ...]
    together: tuple[str, ...] = ()


IN_TIME = ChartSpec(ChartKind.COLUMNS, (CASES,), line=BEFORE)
IN_TIME_ALONE = ChartSpec(ChartKind.COLUMNS, (CASES,))
# Running totals and differences would give away what is hidden, and a year before lies in another release.
BY_SPANS = PublicShape(is_in_time=True, columns=(CASES,))
OF_ALL = ChartSpec(ChartKind.BARS, of_total=True)
STACKED = ChartSpec(ChartKind.STACKED)


def _cases_by(name: str, title: Promise, grain: str) -> FigureKind:
    return FigureKind(
        name,
        title,
        cases_by(name, GRAINS[grain]),
        IN_TIME,
        can_be_frozen=True,
        shape=BY_SPANS,
        public_chart=IN_TIME_ALONE,
    )


def _share_by(name: str, title: Promise, rows: str) -> FigureKind:
    by = DIMENSIONS[rows]
    chart, shape = ChartSpec(ChartKind.BARS), PublicShape(rows_add_up=not by.is_multiple)
    return FigureKind(name, title, share_by(name, by), chart, by.is_frozen, shape=shape, public_chart=chart)


def _cross(name: str, title: str | Promise, rows: str, columns: str, chart: ChartSpec | None = None) -> FigureKind:
    down, across = DIMENSIONS[rows], DIMENSIONS[columns]
    is_frozen = down.is_frozen and across.is_frozen
    shape = PublicShape(not down.is_multiple, not across.is_multiple)
    return FigureKind(name, title, cross(name, down, across), chart, is_frozen, shape=shape, public_chart=chart)


def _findings(name: str, title: Promise, rows: str, columns: str) -> FigureKind:
    """What may be said of the cross table `name`, under `findings_<name>`."""
    table, across = cross(name, DIMENSIONS[rows], DIMENSIONS[columns]), DIMENSIONS[columns].label
    said = f"findings_{name}"
    return FigureKind(said, title, findings(said, table, across, WORDING[name]), can_be_frozen=True)


NAMED = (
    _cases_by("cases_by_month", _("Cases by month"), "month"),
    _cases_by("cases_by_quarter", _("Cases by quarter"), "quarter"),
    _cases_by("cases_by_year", _("Cases by calendar year"), "year"),
    _cases_by("cases_by_fiscal_year", _("Cases by fiscal year"), "fiscal_year"),
    _cross("topic_share", _("Topic share by product type"), "product_type", "topic", OF_ALL),
    _cross("topic_by_kind", _("Topics by kind of organisation"), "kind", "topic"),
    _cross("topic_by_stage", _("Topics by stage of development"), "stage", "topic"),
    _cross("kind_by_product_type", _("Kinds of organisation by product type"), "product_type", "kind", STACKED),
    _share_by("product_type_share", _("Shares of product types"), "product_type"),
    _share_by("kind_share", _("Shares of kinds of organisation"), "kind"),
    _share_by("channel_share", _("Shares of channels"), "channel"),
    _share_by("region_share", _("Shares of regions"), "region"),
    _share_by("stage_share", _("Shares of stages of development"), "stage"),
    _share_by("language_share", _("Shares of languages"), "language"),
    FigureKind(
        "new_and_returning",
        _("New and returning organisations by fiscal year"),
        new_and_returning,
        ChartSpec(ChartKind.STACKED, (NEW, RETURNING)),
        can_be_frozen=True,
    ),
    _findings("topic_share", _("Findings: topics by product type"), "product_type", "topic"),
    _findings("topic_by_kind", _("Findings: topics by kind of organisation"), "kind", "topic"),
    _findings("topic_by_stage", _("Findings: topics by stage of development"), "stage", "topic"),
    _findings("kind_by_product_type", _("Findings: kinds of organisation by product type"), "product_type", "kind"),
    FigureKind("funnel", _("Steps reached, and days to each"), funnel, ChartSpec(ChartKind.BARS, (CASES,))),
    FigureKind("targets", _("Targets kept"), targets, ChartSpec(ChartKind.BARS, (KEPT,))),
    FigureKind(
        "open_at_month_end",
        _("Open cases at the end of each month"),
        open_at_month_end,
        ChartSpec(ChartKind.STACKED, tuple(MOVES)),
    ),
    FigureKind("satisfaction", _("Satisfaction"), satisfaction),
    FigureKind(
        "satisfaction_over_time",
        _("Satisfaction over time"),
        satisfaction_over_time,
        ChartSpec(ChartKind.LINES, (ANSWERED, SATISFIED)),
    ),
    FigureKind("outcomes", _("Outcomes after closing"), outcomes),
    FigureKind("supporter_work", _("Work of supporters"), supporter_work, names_people=True),
    FigureKind("supporter_coverage", _("Topics covered by supporters"), supporter_coverage),
)


def _crossed() -> tuple[FigureKind, ...]:
    """Any two dimensions, under `cross_<rows>_by_<columns>`."""
    pairs = ((rows, columns) for rows in DIMENSIONS.values() for columns in DIMENSIONS.values() if rows != columns)
    title = pgettext_lazy("title of a figure", "Cross table")
    return tuple(
        _cross(
            cross_name(rows.code, columns.code),
            format_lazy("{}: {} × {}", title, rows.label, columns.label),
            rows.code,
            columns.code,
        )
        for rows, columns in pairs
    )


def cross_name(rows: str, columns: str) -> str:
    return f"cross_{rows}_by_{columns}"


FIGURES: Mapping[str, FigureKind] = {kind.name: kind for kind in (*NAMED, *_crossed())}

# Of one month the longer spans would say the same again, and the cases are too few for findings.
_NOT_OF_A_MONTH = ("cases_by_quarter", "cases_by_year", "cases_by_fiscal_year", "findings_")

MONTHLY = tuple(kind for kind in NAMED if kind.can_be_frozen and not kind.name.startswith(_NOT_OF_A_MONTH))
"""The standard set that a monthly close freezes."""

PUBLISHABLE: Mapping[str, FigureKind] = {kind.name: kind for kind in NAMED if kind.can_be_published}
"""What a desk may choose to make public. Any further cross would need relations that nobody has written down."""

CROSS = "cross"

PAGES: Mapping[str, StatisticsPage] = {
    page.code: page
    for page in (
        StatisticsPage(
            "cases",
            _("Cases received"),
            ("cases_by_fiscal_year", "cases_by_year", "cases_by_quarter", "cases_by_month"),
        ),
        StatisticsPage("topics", _("Topics"), ("topic_share", "topic_by_kind", "topic_by_stage")),
        StatisticsPage(
            "shares",
            pgettext_lazy("page of statistics", "Who asks"),
            (
                "product_type_share",
                "kind_share",
                "kind_by_product_type",
                "channel_share",
                "region_share",
                "stage_share",
                "language_share",
            ),
        ),
        StatisticsPage("returning", pgettext_lazy("page of statistics", "New and returning"), ("new_and_returning",)),
        StatisticsPage(
            "findings",
            pgettext_lazy("page of statistics", "Findings"),
            (
                "findings_topic_share",
                "findings_topic_by_kind",
                "findings_topic_by_stage",
                "findings_kind_by_product_type",
            ),
        ),
        StatisticsPage("flow", pgettext_lazy("page of statistics", "Flow"), ("funnel", "targets", "open_at_month_end")),
        StatisticsPage(
            "outcomes",
            pgettext_lazy("page of statistics", "Outcomes"),
            ("satisfaction", "satisfaction_over_time", "outcomes"),
        ),
        StatisticsPage(
            "supporters",
            pgettext_lazy("page of statistics", "Supporters"),
            ("supporter_work", "supporter_coverage"),
            together=("topic",),
        ),
        StatisticsPage(CROSS, pgettext_lazy("page of statistics", "Cross table"), ()),
    )
}
"""The pages in the order of their tabs; on the cross table people choose the figure."""
