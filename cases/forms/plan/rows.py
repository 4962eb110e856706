"""The rows of steps as they were typed, and what the buttons between them do; nothing is checked here."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from django.http import QueryDict

WHOLE_NUMBER = re.compile(r"[0-9]{1,9}")

PARTS = ("step", "text", "owner", "name", "due")

Rows = list[dict[str, Any]]
# The row and what of it has the focus afterwards: a field, or the button that was pressed.
Focus = tuple[int, str]


def number_of(typed: str | None, *, most: int | None = None) -> int:
    """A whole number as typed, 0 for anything else."""
    number = int(typed) if typed and WHOLE_NUMBER.fullmatch(typed) else 0
    return number if most is None else min(number, most)


def typed_rows(data: QueryDict, count: int) -> Rows:
    return [{part: data.get(f"{part}-{place}", "") for part in PARTS} for place in range(count)]


def _add(rows: Rows, _place: int) -> tuple[Rows, Focus]:
    return [*rows, {}], (len(rows), "text")


def _remove(rows: Rows, place: int) -> tuple[Rows, Focus]:
    left = rows[:place] + rows[place + 1 :]
    return left, (min(place, len(left) - 1), "text")


def _up(rows: Rows, place: int) -> tuple[Rows, Focus]:
    return _swapped(rows, place - 1), (place - 1, "up" if place > 1 else "down")


def _down(rows: Rows, place: int) -> tuple[Rows, Focus]:
    return _swapped(rows, place), (place + 1, "down" if place + 2 < len(rows) else "up")


def _swapped(rows: Rows, place: int) -> Rows:
    return [*rows[:place], rows[place + 1], rows[place], *rows[place + 2 :]]


# The name of the button → what it does to the row whose place is its value.
PRESSES: Mapping[str, Callable[[Rows, int], tuple[Rows, Focus]]] = {
    "add": _add,
    "remove": _remove,
    "up": _up,
    "down": _down,
}
# A button whose row is not there, or has no neighbour, does nothing.
FIRST_AND_LAST: Mapping[str, tuple[int, int]] = {"remove": (0, -1), "up": (1, -1), "down": (0, -2)}


def arranged(data: QueryDict, *, most: int) -> tuple[Rows, Focus]:
    """The rows after the button that was pressed."""
    rows = typed_rows(data, number_of(data.get("rows"), most=most))
    press = next(name for name in PRESSES if name in data)
    typed = data.get(press) or ""
    place = int(typed) if WHOLE_NUMBER.fullmatch(typed) else -1
    if not _is_possible(press, place, len(rows), most):
        return rows, (-1, "")
    return PRESSES[press](rows, place)


def _is_possible(press: str, place: int, count: int, most: int) -> bool:
    if press == "add":
        return count < most
    first, last = FIRST_AND_LAST[press]
    return first <= place <= count + last
