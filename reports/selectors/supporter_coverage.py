"""Topic by topic, how many cases a supporter helped with who knows the topic well."""

from collections.abc import Mapping

from django.db.models import Count
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reports.conditions.supporters import HELPED_CASE, at_wanted_level, covering
from reports.dimensions.reference import TOPIC
from reports.figures.figure import Cell, Column, Figure, Row, Unit
from reports.figures.labels import Label
from reports.scope import Scope
from reports.selectors.counted import counted_cases
from reports.selectors.tally import along, folded, grouped, members_of
from supporters.selectors.roster import appointed_on

COLUMNS: tuple[tuple[str, str | Promise, Unit], ...] = (
    ("cases", _("Cases with the topic (denominator)"), Unit.CASES),
    ("covered", _("Covered by a supporter who helped"), Unit.SHARE),
    ("supporters", _("Supporters in term who cover it today"), Unit.COUNT),
)
NOTES = (
    _(
        "A topic of a case is covered when a supporter who leads or advises it, or did, has expertise in the topic "
        "from the desk's wanted level on, as the roster has it today."
    ),
    _("A case has one or more topics, so it may stand in several rows."),
)


def supporter_coverage(scope: Scope) -> Figure:
    """In a constant number of queries."""
    groups = grouped(scope, TOPIC)
    topics = members_of(TOPIC, scope, groups, 0)
    cases, covered, supporters = folded(along(groups, 0), topics), _covered(scope), _supporters(scope)
    rows = (
        Row(
            one.value,
            one.label,
            (
                Cell(cases[one.value], where=one.where),
                Cell(covered.get(one.value, 0), cases[one.value], (("covered", one.value),)),
                Cell(supporters.get(one.value, 0)),
            ),
        )
        for one in topics
    )
    return Figure(
        "supporter_coverage",
        scope,
        Label.words(TOPIC.label),
        tuple(Column(code, Label.words(words), unit) for code, words, unit in COLUMNS),
        tuple(rows),
        None,
        sum(groups.values()),
        notes=tuple(Label.words(note) for note in NOTES),
    )


def _covered(scope: Scope) -> Mapping[str, int]:
    """Cases by the topic's Japanese name."""
    of_scope = covering(**{f"{HELPED_CASE}__in": counted_cases(scope).values("pk")})
    return dict(of_scope.values_list("topic__name_ja").annotate(n=Count(HELPED_CASE, distinct=True)))


def _supporters(scope: Scope) -> Mapping[str, int]:
    in_term = appointed_on(timezone.localdate()).filter(desk__in=[desk.pk for desk in scope.desks])
    rows = at_wanted_level().filter(supporter__in=in_term.values("pk"))
    return dict(rows.values_list("topic__name_ja").annotate(n=Count("supporter", distinct=True)))
