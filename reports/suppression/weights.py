"""What hiding a number costs, where it is hidden for the sake of another."""

from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter

from reports.suppression.values import Key, Tables

# A number that holds others is so much dearer than they are; above this level no dearer still, so that the weights
# stay apart in the solver's floats.
DEARER = 100
HIGHEST = 3


def default_weights(tables: Tables) -> dict[Key, int]:
    """Inner numbers before those that hold them, and of equals the small before the large.

    So what shares are of goes late, and a grand total last. Raises ValueError for a number that holds itself.
    """
    levels = _levels(tables)
    return {
        key: DEARER ** min(levels.get(key, 0), HIGHEST) * value.bit_length() for key, value in tables.values.items()
    }


def _levels(tables: Tables) -> Mapping[Key, int]:
    """0 for what holds nothing else, otherwise one above the highest of what it holds."""
    held: dict[Key, list[Key]] = {}
    for relation in tables.relations:
        held.setdefault(relation.whole, []).extend(relation.parts)
    levels: dict[Key, int] = {}
    try:
        for key in TopologicalSorter(held).static_order():
            levels[key] = 1 + max((levels[part] for part in held.get(key, ())), default=-1)
    except CycleError as error:
        raise ValueError(f"A number is a part of itself: {error.args[1]}.") from error
    return levels
