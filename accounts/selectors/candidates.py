"""Rows offered to somebody who is typing: what is the same, what is perhaps, and why."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from accounts.duplicates import Reason
from accounts.models import Contact, Organisation

Row = TypeVar("Row", Organisation, Contact)


@dataclass(frozen=True, slots=True)
class Candidate(Generic[Row]):
    """A row that is offered. `found_as` is the name of the merged row by which it was found, if any."""

    row: Row
    reasons: tuple[Reason, ...]
    found_as: str = ""


@dataclass(frozen=True, slots=True)
class Similar(Generic[Row]):
    """What is the same, and what is perhaps; the strongest reason first. False when there is nothing."""

    same: tuple[Candidate[Row], ...] = ()
    perhaps: tuple[Candidate[Row], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.same or self.perhaps)


def standing(compared: Iterable[tuple[Row, tuple[Reason, ...]]]) -> list[Candidate[Row]]:
    """One candidate for each row that stands: what is found of a merged row speaks for the row that was kept."""
    best: dict[int, Candidate[Row]] = {}
    for row, reasons in compared:
        if not reasons:
            continue
        kept = row.merged_into or row
        found = Candidate(kept, reasons, "" if kept is row else row.name)
        if kept.pk not in best or rank(found) < rank(best[kept.pk]):
            best[kept.pk] = found
    return list(best.values())


def rank(candidate: Candidate[Row]) -> tuple[int, bool]:
    """For sorting: the strongest reason counts, and a name that stands counts before that of a merged row."""
    return list(Reason).index(candidate.reasons[0]), bool(candidate.found_as)


def parted(
    candidates: list[Candidate[Row]], are_the_same: Callable[[tuple[Reason, ...]], bool], limit: int
) -> Similar[Row]:
    """At most `limit` candidates, in their order."""
    same = [one for one in candidates if are_the_same(one.reasons)]
    perhaps = [one for one in candidates if not are_the_same(one.reasons)]
    return Similar(tuple(same[:limit]), tuple(perhaps[: max(0, limit - len(same))]))
