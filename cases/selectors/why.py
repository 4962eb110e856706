"""“Why her, and why not him?”: the answer of the day on which somebody was proposed, as it was stored then."""

import datetime
from dataclasses import dataclass
from typing import cast

from django.utils.translation import gettext as _

from cases.models import Assignment
from cases.selectors.labels import matching_labels
from cases.selectors.ranking_words import (
    ShownLevel,
    ShownPart,
    ShownReason,
    ShownWeight,
    places_of,
    shown_levels,
    shown_part,
    shown_reasons,
    shown_weights,
)
from cases.selectors.rule_names import rule_name
from mediso.desks.models import Desk
from supporters.matching import Ranking, restore
from supporters.matching.snapshot import RankingData
from supporters.matching.words import Labels, points_text
from supporters.models import Supporter


@dataclass(frozen=True, slots=True)
class Side:
    """One supporter of that day: a place with its parts, or the reasons that kept them off the case."""

    supporter_id: int
    name: str
    place: int | None
    points: str
    parts: list[ShownPart]
    levels: list[ShownLevel]
    reasons: list[ShownReason]


@dataclass(frozen=True, slots=True)
class Why:
    on: datetime.date
    rule_version: str
    weights: list[ShownWeight]
    ranked: int
    excluded: int
    chosen: Side | None
    """None where the answer does not know whom it was kept for."""
    sides: dict[int, Side]
    """Everybody of that day but the chosen one, by id: the ranked in their order, then the excluded by name."""
    overridden: list[str]


def why(assignment: Assignment) -> Why | None:
    """None where no ranking was kept: the case was taken by its supporter, or the proposal came from the register."""
    if "ranked" not in assignment.known:
        return None
    ranking = restore(cast("RankingData", assignment.known))
    sides = _sides(ranking, assignment.case.desk)
    return Why(
        on=ranking.need.on,
        rule_version=ranking.rule_version,
        weights=shown_weights(ranking.weights),
        ranked=len(ranking.ranked),
        excluded=len(ranking.excluded),
        chosen=sides.pop(assignment.supporter_id, None),
        sides=sides,
        overridden=[rule_name(code) for code in assignment.overridden],
    )


def _sides(ranking: Ranking, desk: Desk) -> dict[int, Side]:
    labels, names, places = matching_labels(desk), _names(ranking), places_of(ranking)
    ranked = [
        Side(
            supporter_id=one.supporter_id,
            name=names[one.supporter_id],
            place=places[one.supporter_id],
            points=points_text(one.points),
            parts=[shown_part(part, labels) for part in one.parts],
            levels=shown_levels(one.parts, labels),
            reasons=[],
        )
        for one in ranking.ranked
    ]
    return {side.supporter_id: side for side in [*ranked, *_excluded(ranking, labels, names)]}


def _excluded(ranking: Ranking, labels: Labels, names: dict[int, str]) -> list[Side]:
    sides = [
        Side(one.supporter_id, names[one.supporter_id], None, "", [], [], shown_reasons(one.reasons, labels))
        for one in ranking.excluded
    ]
    return sorted(sides, key=lambda side: (side.name, side.supporter_id))


def _names(ranking: Ranking) -> dict[int, str]:
    """As the roster has them now: an answer keeps ids alone. Who is on no roster any more is named by the id."""
    ids = [*(one.supporter_id for one in ranking.ranked), *(one.supporter_id for one in ranking.excluded)]
    known = dict(Supporter.objects.filter(pk__in=ids).values_list("pk", "name"))
    gone = _("No. %(id)s (not on the roster any more)")
    return {pk: known.get(pk) or gone % {"id": pk} for pk in ids}
