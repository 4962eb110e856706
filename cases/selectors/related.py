"""関係組織 of a case, with those at work on it who have a tie to one of them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from cases.enums import LIVE_ASSIGNMENTS
from cases.models import Case, RelatedOrganisation
from supporters.selectors.roster import interests_on

NAMED = ("kind", "name", "corporate_number")


@dataclass(frozen=True, slots=True)
class RelatedRow:
    """`tied` are the names of supporters who are asked to work on the case or do, and declared a tie to it."""

    row: RelatedOrganisation
    tied: tuple[str, ...]


def related_rows(case: Case, *, sorts: bool) -> list[RelatedRow]:
    """In the order recorded; who is tied is told to those who sort cases alone. At most two queries."""
    rows = list(case.related_organisations.all())
    ties = _ties(case) if sorts and rows else {}
    return [
        RelatedRow(row, tuple(sorted(ties.get(row.normalised_name, set()) | _by_number(ties, row)))) for row in rows
    ]


def plain_related(row: RelatedOrganisation) -> str:
    """What a form was drawn from, in one line."""
    return json.dumps([str(getattr(row, name)) for name in NAMED], ensure_ascii=False)


def _ties(case: Case) -> Mapping[str, set[str]]:
    """Whom those at work on the case are tied to today: normalised name or corporate number → supporters' names.

    A tie counts at whichever desk the person declared it.
    """
    at_work = case.assignments.filter(state__in=LIVE_ASSIGNMENTS)
    declared = interests_on(timezone.localdate()).filter(
        Q(supporter__in=at_work.values("supporter"))
        | Q(supporter__user__in=at_work.exclude(supporter__user=None).values("supporter__user"))
    )
    found: dict[str, set[str]] = {}
    for name, number, supporter in declared.values_list("normalised_name", "corporate_number", "supporter__name"):
        for key in filter(None, (name, number)):
            found.setdefault(key, set()).add(supporter)
    return found


def _by_number(ties: Mapping[str, set[str]], row: RelatedOrganisation) -> set[str]:
    return ties.get(row.corporate_number, set()) if row.corporate_number else set()
