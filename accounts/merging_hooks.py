"""What moves when two organisations or two contacts are merged, and back when that is undone.

Only the rooms above know what else points to them, and nothing here may import those: they register their movers at
start-up, as `supporters.apps` does in `ready()`, and as a check what they know that stands against a merge. Both work
inside the transaction of the merge, with both rows locked; what a mover raises undoes everything.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from django.db.models import Manager, QuerySet
from django.utils.functional import Promise

from accounts.models import Contact, Organisation, User

Row = TypeVar("Row", Organisation, Contact)
Row_contra = TypeVar("Row_contra", Organisation, Contact, contravariant=True)


class Mover(Protocol[Row_contra]):
    """Moves the rows of one table; what one of them needs besides, such as an event, the mover writes."""

    @property
    def name(self) -> str:
        """Stands in the records of merges: never renamed, and different from every other."""

    @property
    def label(self) -> str | Promise:
        """What staff read beside the number of rows, before they confirm."""

    def count(self, row: Row_contra) -> int:
        """How many rows would move if `row` were merged."""

    def move(self, *, kept: Row_contra, merged: Row_contra, actor: User) -> list[int]:
        """Let the rows of `merged` point to `kept`; the keys of those that moved."""

    def move_back(self, *, ids: Sequence[int], kept: Row_contra, merged: Row_contra, actor: User) -> list[int]:
        """Let those of `ids` that still point to `kept` point to `merged` again; the keys of those that did."""


@dataclass(frozen=True, slots=True)
class PlainMover(Generic[Row]):
    """Rows that only name the organisation or contact, in the column `field`."""

    name: str
    label: str | Promise
    objects: Manager[Any]
    field: str

    def rows(self, row: Row) -> QuerySet[Any]:
        return self.objects.filter(**{self.field: row})

    def count(self, row: Row) -> int:
        return self.rows(row).count()

    def move(self, *, kept: Row, merged: Row, actor: User) -> list[int]:  # noqa: ARG002 - nobody needs to be told
        return self._point(self.rows(merged), kept)

    def move_back(self, *, ids: Sequence[int], kept: Row, merged: Row, actor: User) -> list[int]:  # noqa: ARG002
        return self._point(self.rows(kept).filter(pk__in=ids), merged)

    def _point(self, rows: QuerySet[Any], to: Row) -> list[int]:
        ids = list(rows.select_for_update().order_by("pk").values_list("pk", flat=True))
        self.objects.filter(pk__in=ids).update(**{self.field: to})
        return ids


class Check(Protocol):
    """Asked of two organisations before anything moves, with both rows locked."""

    def __call__(self, *, kept: Organisation, merged: Organisation, actor: User) -> None:
        """Raise `ActionRefused` where they must not be merged yet."""


_checks: list[Check] = []
_of_organisations: dict[str, Mover[Organisation]] = {}
_of_contacts: dict[str, Mover[Contact]] = {}


def move_with_organisations(mover: Mover[Organisation]) -> None:
    _of_organisations[mover.name] = mover


def move_with_contacts(mover: Mover[Contact]) -> None:
    _of_contacts[mover.name] = mover


def check_organisations_with(check: Check) -> None:
    if check not in _checks:
        _checks.append(check)


def organisation_checks() -> list[Check]:
    return list(_checks)


def organisation_movers() -> list[Mover[Organisation]]:
    """In the order in which they were registered: a lower room's first."""
    return list(_of_organisations.values())


def contact_movers() -> list[Mover[Contact]]:
    return list(_of_contacts.values())
