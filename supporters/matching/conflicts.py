"""When two organisations are one for the conflict check: the same row, a name that is the same, or one 法人番号."""

import unicodedata
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from accounts.names import normalise_organisation_name

Key: TypeAlias = tuple[str, int | str]

ASKER = "asker"
"""The side of a conflict with the very organisation that asks; others are the kinds of `values.Related`."""


def keys_of(row: int | None, names: Iterable[str], numbers: Iterable[str]) -> Iterator[Key]:
    """What an organisation is known by; two that share a key are taken for one. Blank names and numbers are no key."""
    if row is not None:
        yield "row", row
    for name in names:
        if normalised := normalise_organisation_name(name):
            yield "name", normalised
    for number in numbers:
        if number and (digits := _digits(number)):
            yield "number", digits


def _digits(number: str) -> str:
    """Full-width digits, spaces and hyphens make no difference."""
    return "".join(filter(str.isdigit, unicodedata.normalize("NFKC", number)))
