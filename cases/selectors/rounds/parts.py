"""What the points of one row are made of, as things are today."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from cases.models import RoundRow
from cases.selectors.candidates import matter_of
from cases.selectors.labels import matching_labels
from cases.selectors.ranking_words import ShownPart, shown_part
from cases.selectors.rounds.posing import points_of
from supporters.matching import check
from supporters.matching.parts import score
from supporters.matching.words import exclusion_sentence, points_text
from supporters.models import Supporter


@dataclass(frozen=True, slots=True)
class ShownParts:
    """`points` are the round's, `today` those of now; `reasons` is what would keep the supporter off today."""

    supporter: Supporter
    points: str
    today: str
    parts: list[ShownPart]
    reasons: list[str]


def parts_of(row: RoundRow, on: dt.date) -> list[ShownParts]:
    """Of everybody whom the row names: one at a time, together, and chosen now."""
    case = row.case
    wanted = list(dict.fromkeys(_named(row)))
    if not wanted or case.product_type_id is None or case.topic_set_id is None:
        return []
    matter = matter_of([case], case.desk, on)
    (need,), known = matter.needs, {one.supporter_id: one for one in matter.candidates}
    labels, supporters, points = matching_labels(case.desk), Supporter.objects.in_bulk(wanted), points_of(row)
    shown = []
    for supporter_id in wanted:
        parts = score(need, known[supporter_id], matter.weights)
        reasons = check(need.before_asking(supporter_id), known[supporter_id])
        shown.append(
            ShownParts(
                supporters[supporter_id],
                points_text(points[supporter_id]),
                points_text(sum(part.points for part in parts)),
                [shown_part(part, labels) for part in parts],
                [exclusion_sentence(one, labels) for one in reasons],
            )
        )
    return shown


def _named(row: RoundRow) -> Iterable[int]:
    return (one for one in (row.in_turn_id, row.together_id, row.chosen_id) if one is not None)
