"""Who helped with a case, and whether somebody who helped knows its topic well."""

from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from cases.models import Assignment
from cases.models.assignment import HAS_ACCEPTED
from mediso.desks.models import Topic
from reports.dimensions.base import Condition
from reports.scope import Scope
from supporters.models import Expertise, Supporter

HELPED_CASE = "supporter__assignments__case"


def at_wanted_level() -> QuerySet[Expertise]:
    """Expertise from the desk's `wanted_level` on, as coverage has it everywhere (docs/roster-views.md)."""
    return Expertise.objects.filter(level__gte=F("supporter__desk__wanted_level")).order_by()


def covering(**more: Any) -> QuerySet[Expertise]:
    """One row for each case (`HELPED_CASE`), accepted or completed by a supporter who covers this topic of it.

    `more` narrows these rows; in another `filter` it would speak of any other case of the supporter.
    """
    return at_wanted_level().filter(
        supporter__assignments__state__in=HAS_ACCEPTED,
        supporter__assignments__case__topic_set__members__topic=F("topic"),
        **more,
    )


def _of_supporter(value: str, _scope: Scope) -> Q:
    helped = Assignment.objects.filter(supporter=int(value), state__in=HAS_ACCEPTED).order_by()
    return Q(pk__in=helped.values("case"))


def _supporters(scope: Scope) -> list[tuple[str, str]]:
    rows = Supporter.objects.filter(desk__in=[desk.pk for desk in scope.desks]).order_by("name", "pk")
    return [(str(pk), name) for pk, name in rows.values_list("pk", "name")]


def _of_covered(value: str, _scope: Scope) -> Q:
    return Q(pk__in=covering(topic__name_ja=value).values(HELPED_CASE))


def _topics(scope: Scope) -> list[tuple[str, str]]:
    rows = Topic.objects.filter(desk__in=[desk.pk for desk in scope.desks]).order_by("desk__code", "position", "pk")
    return list({row.name_ja: str(row) for row in rows}.items())


SUPPORTER = Condition("supporter", _("Supporter"), _of_supporter, _supporters, is_offered=False)
COVERED = Condition("covered", _("Topic covered by a supporter"), _of_covered, _topics, is_offered=False)
SUPPORTERS = (SUPPORTER, COVERED)
