"""専門家: who was asked to help with a case and what they said, why they were proposed, and what they did."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import cast

from cases.enums import InterviewKind
from cases.models import Assignment, Case, Interview
from cases.models.assignment import HAS_ACCEPTED
from cases.selectors.labels import matching_labels
from cases.selectors.ranking_words import ShownPart, shown_part
from supporters.matching.snapshot import RankingData, restore
from supporters.matching.words import Labels, points_text
from supporters.models import Supporter


@dataclass(frozen=True, slots=True)
class Why:
    """What the ranking knew on the day of the proposal: the supporter's place among those ranked, and the points."""

    place: int
    ranked: int
    points: str
    parts: list[ShownPart]


@dataclass(frozen=True, slots=True)
class ShownAssignment:
    """`why` is None for whoever must not read the ranking, and where nobody was ranked."""

    assignment: Assignment
    why: Why | None


@dataclass(slots=True)
class SupporterWork:
    """What one supporter did for the case. Follow-ups count too: the supporter was there."""

    supporter: Supporter
    interviews: int = 0
    minutes: int = 0
    last_on: dt.date | None = None
    kinds: set[str] = field(default_factory=set)


def assignments_of(case: Case, *, sorts: bool) -> list[ShownAssignment]:
    """In the order asked. Who sorts cases reads every answer and why; others read who accepted. Three queries."""
    rows = case.assignments.select_related("supporter", "proposed_by")
    if not sorts:
        return [ShownAssignment(row, None) for row in rows.filter(state__in=HAS_ACCEPTED)]
    labels = matching_labels(case.desk)
    return [ShownAssignment(row, _why(row, labels)) for row in rows]


def work_of(interviews: Iterable[Interview]) -> list[SupporterWork]:
    """Per supporter, in the order of their first interview; `interviews` come by day and with their supporters."""
    found: dict[int, SupporterWork] = {}
    for interview in interviews:
        for supporter in interview.supporters.all():
            work = found.setdefault(supporter.pk, SupporterWork(supporter))
            work.interviews += 1
            work.minutes += interview.minutes or 0
            work.last_on = interview.held_on
            work.kinds.add(str(InterviewKind(interview.kind).label))
    return list(found.values())


def _why(row: Assignment, labels: Labels) -> Why | None:
    if "ranked" not in row.known:
        return None
    ranked = restore(cast("RankingData", row.known)).ranked
    for place, one in enumerate(ranked, start=1):
        if one.supporter_id == row.supporter_id:
            parts = [shown_part(part, labels) for part in one.parts]
            return Why(place, len(ranked), points_text(one.points), parts)
    return None
