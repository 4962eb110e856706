"""A ranking with its words and names, as the page of a proposal shows it."""

import datetime
from dataclasses import dataclass

from cases.models import Case
from cases.selectors.candidates import can_be_asked, ranking_for
from cases.selectors.labels import matching_labels
from supporters.matching import Part
from supporters.matching.words import Labels, exclusion_sentence, part_name, part_sentence, points_text
from supporters.models import Supporter


@dataclass(frozen=True, slots=True)
class ShownPart:
    name: str
    sentence: str
    points: str
    share: int
    """Whole percent of the part's maximum, for the bar."""


@dataclass(frozen=True, slots=True)
class ShownRanked:
    supporter: Supporter
    points: str
    parts: list[ShownPart]

    @property
    def can_be_asked(self) -> bool:
        return can_be_asked(self.supporter)


@dataclass(frozen=True, slots=True)
class ShownExcluded:
    supporter: Supporter
    reasons: list[str]


@dataclass(frozen=True, slots=True)
class ShownRanking:
    ranked: list[ShownRanked]
    excluded: list[ShownExcluded]


def shown_ranking(case: Case, on: datetime.date) -> ShownRanking:
    """Empty for a case that is not classified yet: there is nothing to rank by."""
    if case.product_type_id is None or case.topic_set_id is None:
        return ShownRanking([], [])
    ranking = ranking_for(case, on)
    labels = matching_labels(case.desk)
    supporters = Supporter.objects.filter(desk=case.desk_id).select_related("user").in_bulk()
    return ShownRanking(
        ranked=[
            ShownRanked(
                supporters[one.supporter_id],
                points_text(one.points),
                [shown_part(part, labels) for part in one.parts],
            )
            for one in ranking.ranked
        ],
        excluded=[
            ShownExcluded(supporters[one.supporter_id], [exclusion_sentence(reason, labels) for reason in one.reasons])
            for one in ranking.excluded
        ],
    )


def shown_part(part: Part, labels: Labels) -> ShownPart:
    share = 100 * part.points // part.maximum if part.maximum else 0
    return ShownPart(part_name(part), part_sentence(part, labels), points_text(part.points), share)
