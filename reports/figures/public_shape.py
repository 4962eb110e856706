"""How the numbers of a figure belong together: what has to be known to publish it (docs/open-data.md)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PublicShape:
    """What holds of a figure whatever it counts.

    `rows_add_up`: every case of the total is in exactly one row; otherwise in one or several, or in none. So with
    `columns_add_up` and the cases of a row. `is_in_time`: the rows are spans, which lie within those of other figures.
    `columns` are the codes of those that may be public; none means all.
    """

    rows_add_up: bool = True
    columns_add_up: bool = False
    is_in_time: bool = False
    columns: tuple[str, ...] = ()
