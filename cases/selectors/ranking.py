"""A ranking with its words and names, as the pages that choose a supporter show it."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field

from cases.enums import AssignmentState
from cases.models import Assignment, Case
from cases.selectors.candidates import can_be_asked
from cases.selectors.labels import matching_labels
from cases.selectors.ranking_words import (
    ShownLevel,
    ShownPart,
    ShownReason,
    ShownWeight,
    free_hours_of,
    shown_levels,
    shown_part,
    shown_reasons,
    shown_weights,
)
from cases.selectors.rule_names import RULE_NAMES
from mediso.common.japanese_text import label_key
from supporters.matching import OVERRIDABLE, Ranking, RuleCode
from supporters.matching.words import points_text
from supporters.models import Supporter

# Whoever was asked and does not work on the case: the desk goes on with the next.
WITHOUT_SUCCESS = (AssignmentState.DECLINED, AssignmentState.LAPSED, AssignmentState.WITHDRAWN)
CALLS_FOR_THE_NEXT = (AssignmentState.DECLINED, AssignmentState.LAPSED)


@dataclass(frozen=True, slots=True)
class ShownRanked:
    supporter: Supporter
    place: int
    points: str
    parts: list[ShownPart]
    levels: list[ShownLevel]
    free_hours: str
    """Before the case's target date; empty where they are not known."""

    @property
    def can_be_asked(self) -> bool:
        return can_be_asked(self.supporter)


@dataclass(frozen=True, slots=True)
class ShownExcluded:
    supporter: Supporter
    reasons: list[ShownReason]

    @property
    def can_be_asked(self) -> bool:
        return can_be_asked(self.supporter)

    @property
    def overridable(self) -> bool:
        """Whether every reason is one that staff may set aside."""
        return all(reason.code in OVERRIDABLE for reason in self.reasons)


@dataclass(frozen=True, slots=True)
class Kept:
    """Somebody a rule keeps off: by its sentences, and the names of the other rules that do so too."""

    supporter: Supporter
    sentences: list[str]
    others: list[str]


@dataclass(frozen=True, slots=True)
class RuleGroup:
    rule: str
    kept: list[Kept]


@dataclass(frozen=True, slots=True)
class ShownRanking:
    ranked: list[ShownRanked] = field(default_factory=list)
    excluded: list[ShownExcluded] = field(default_factory=list)
    weights: list[ShownWeight] = field(default_factory=list)
    rule_version: str = ""
    due_on: datetime.date | None = None
    """The case's target date, before which free hours are counted."""

    def named(self, words: str) -> "ShownRanking":
        """Those alone whose name holds these words, whatever their width and spaces."""
        key = label_key(words)
        return ShownRanking(
            [one for one in self.ranked if key in label_key(one.supporter.name)],
            [one for one in self.excluded if key in label_key(one.supporter.name)],
            self.weights,
            self.rule_version,
            self.due_on,
        )

    @property
    def groups(self) -> list[RuleGroup]:
        """By rule, in the order in which reasons are shown; whoever two rules keep off stands under both."""
        return [
            RuleGroup(str(name), kept)
            for code, name in RULE_NAMES.items()
            if (kept := list(self._kept(RuleCode(code))))
        ]

    def _kept(self, code: RuleCode) -> Sequence[Kept]:
        return [
            Kept(
                one.supporter,
                [reason.sentence for reason in one.reasons if reason.code == code],
                sorted({reason.rule for reason in one.reasons if reason.code != code}),
            )
            for one in self.excluded
            if any(reason.code == code for reason in one.reasons)
        ]

    def next_after(self, asked: Sequence[Assignment]) -> int | None:
        """Whom to ask now that somebody declined or let a proposal lapse; None while nobody did."""
        silent = {one.supporter_id for one in asked if one.state in CALLS_FOR_THE_NEXT}
        if not silent:
            return None
        free = (one.supporter.pk for one in self.ranked if one.can_be_asked and one.supporter.pk not in silent)
        return next(free, None)


def drawn(ranking: Ranking, case: Case) -> ShownRanking:
    """An answer of today about the roster of the case's desk, in words."""
    labels = matching_labels(case.desk)
    supporters = Supporter.objects.filter(desk=case.desk_id).select_related("user").in_bulk()
    return ShownRanking(
        ranked=[
            ShownRanked(
                supporter=supporters[one.supporter_id],
                place=place,
                points=points_text(one.points),
                parts=[shown_part(part, labels) for part in one.parts],
                levels=shown_levels(one.parts, labels),
                free_hours=free_hours_of(one.parts),
            )
            for place, one in enumerate(ranking.ranked, start=1)
        ],
        excluded=[
            ShownExcluded(supporters[one.supporter_id], shown_reasons(one.reasons, labels)) for one in ranking.excluded
        ],
        weights=shown_weights(ranking.weights),
        rule_version=ranking.rule_version,
        due_on=ranking.need.due_on,
    )


def asked_before(case: Case) -> list[Assignment]:
    """Who was asked for this case and does not work on it, the last asked first."""
    rows = case.assignments.filter(state__in=WITHOUT_SUCCESS).select_related("supporter")
    return list(rows.order_by("-proposed_at", "-pk"))
