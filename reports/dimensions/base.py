"""What cases are counted by: a column of the case, and the members into which its values fall."""

import datetime as dt
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.functional import Promise

from reports.figures.labels import Label
from reports.scope import Scope, Where

Key = int | str | dt.date | None
"""A value of the column that the database grouped by."""

NONE = "__none__"
"""Stands in addresses for cases that have no value at all."""


@dataclass(frozen=True, slots=True)
class Member:
    """One row or column: the keys that fall into it. Members of a multiple choice share keys.

    `where` leads to its cases; `is_cut` says that the period of the figure holds only a part of it (spans of time).
    """

    value: str
    label: Label
    keys: frozenset[Key]
    where: Where
    is_cut: bool = False


def _as_it_is(rows: QuerySet[Any], _scope: Scope) -> QuerySet[Any]:
    return rows


@dataclass(frozen=True, slots=True)
class Condition:
    """What a scope can be narrowed by. `q` finds the cases of one value, as it stands in addresses.

    `choices` are all values there are, with their words. Those that are `is_offered` are fields of the page; the others
    only stand under the numbers that count them. `is_frozen`: it reads nothing that a monthly close does not keep
    (`reports.models.ClosedCase`), so what was published can be narrowed by it too.
    """

    code: str
    label: str | Promise
    q: Callable[[str, Scope], Q]
    choices: Callable[[Scope], Sequence[tuple[str, str | Promise]]]
    is_offered: bool = True
    is_frozen: bool = False


@dataclass(frozen=True, slots=True)
class Dimension:
    """`members` gives those to show for the keys that occur, in the order to show them in.

    `is_multiple`: a case may fall into several members, so they do not add up. `prepare` adds a column that is worked
    out to the rows before they are grouped. `condition` is None where the scope itself has a place for it: the desk,
    the days.
    """

    code: str
    label: str | Promise
    column: str
    members: Callable[[Scope, Collection[Key]], Sequence[Member]]
    condition: Condition | None
    is_multiple: bool = False
    prepare: Callable[[QuerySet[Any], Scope], QuerySet[Any]] = field(default=_as_it_is)

    @property
    def is_frozen(self) -> bool:
        """Whether what was published can be counted by it too."""
        return self.condition is None or self.condition.is_frozen
