"""Parsers of cells that hold labels of a known list: one of them, several, or pairs with a number."""

import re
from collections.abc import Callable, Iterable, Mapping
from itertools import accumulate
from typing import TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from mediso.common.japanese_text import clean_text, fold_width, label_key
from mediso.common.tabular.columns import whole_number
from mediso.common.tabular.errors import CellError
from mediso.common.tabular.values import Cell, shown

T = TypeVar("T")
SEPARATORS = re.compile(r"([;；、､,，\n])")


def choice(labels: Mapping[str, T], *, hint: str | Promise = "") -> Callable[[Cell], T]:
    """One of the `labels`, whatever its width and spaces; gives what the label stands for.

    `hint` is the reason given for anything else, where listing every label would be too long.
    """
    known = {label_key(label): meaning for label, meaning in labels.items()}

    def parse(cell: Cell) -> T:
        try:
            return known[label_key(shown(cell))]
        except KeyError:
            raise CellError(str(hint) or _one_of(labels)) from None

    return parse


def choices(labels: Mapping[str, T]) -> Callable[[Cell], tuple[T, ...]]:
    """One or more of the `labels` between separators, in the order written; each at most once."""
    known = {label_key(label): meaning for label, meaning in labels.items()}

    def parse(cell: Cell) -> tuple[T, ...]:
        found: list[T] = []
        for piece in split_labels(shown(cell), lambda piece: label_key(piece) in known):
            if (key := label_key(piece)) not in known:
                raise CellError(_one_of(labels), part=piece)
            if known[key] in found:
                raise CellError(_("It is named twice."), part=piece)
            found.append(known[key])
        if not found:
            raise CellError(_("It must not be empty."))
        return tuple(found)

    return parse


def pairs(labels: Mapping[str, T], *, lowest: int, highest: int) -> Callable[[Cell], tuple[tuple[T, int], ...]]:
    """`label:number` between separators; each label at most once."""
    known = {label_key(label): meaning for label, meaning in labels.items()}
    number = whole_number(lowest, highest)

    def parse(cell: Cell) -> tuple[tuple[T, int], ...]:
        found: dict[T, int] = {}
        for piece in split_labels(shown(cell), lambda piece: _label_of(piece) in known):
            label, colon, level = fold_width(piece).rpartition(":")
            if not colon:
                raise CellError(_("Write the topic, a colon and the level (資金調達:3)."), part=piece)
            if (key := label_key(label)) not in known:
                raise CellError(_one_of(labels), part=label)
            if known[key] in found:
                raise CellError(_("It is named twice."), part=label)
            try:
                found[known[key]] = number(level)
            except CellError as error:
                raise CellError(str(error), part=piece) from None
        if not found:
            raise CellError(_("It must not be empty."))
        return tuple(found.items())

    return parse


def split_labels(cell: str, is_known: Callable[[str], bool]) -> list[str]:
    """The pieces between separators, stray separators dropped. A known label that holds a separator stays whole."""
    parts = SEPARATORS.split(cell)
    pieces: list[str] = []
    start = 0
    while start < len(parts):
        joined = list(accumulate(parts[start:]))[::2]
        longest = max((n for n, piece in enumerate(joined) if is_known(piece)), default=0)
        pieces.append(clean_text(joined[longest]))
        start += 2 * (longest + 1)
    return [piece for piece in pieces if piece]


def _label_of(pair: str) -> str:
    label, _colon, number = fold_width(pair).rpartition(":")
    return "" if SEPARATORS.search(number) else label_key(label)


def _one_of(labels: Iterable[str]) -> str:
    return _("It must be one of %(labels)s.") % {"labels": "、".join(labels)}
