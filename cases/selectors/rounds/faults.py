"""What keeps a row of a round from being sent."""

from collections.abc import Iterable
from dataclasses import dataclass

from cases.models import RoundRow
from supporters.matching.assigning import Effect


@dataclass(frozen=True, slots=True)
class Standing:
    """Of one row. `crowded` is a choice by hand for which its supporter has no room in this round."""

    sent: bool
    outdated: bool
    nobody: bool
    crowded: bool

    @property
    def unsendable(self) -> bool:
        return self.nobody or self.crowded

    @property
    def whole(self) -> bool:
        """To be sent unless somebody says otherwise."""
        return not (self.sent or self.outdated or self.unsendable)


def standings_of(rows: Iterable[RoundRow], effect: Effect) -> dict[int, Standing]:
    """By row id; the rows come with their cases. Only what was chosen by hand can be too much for somebody."""
    full = {one.supporter_id for one in effect.broken if one.case_id is None}
    return {
        row.pk: Standing(
            sent=row.sent_at is not None,
            outdated=row.sent_at is None and row.case.version != row.seen,
            nobody=row.chosen_id is None,
            crowded=row.by_hand and row.chosen_id in full,
        )
        for row in rows
    }
