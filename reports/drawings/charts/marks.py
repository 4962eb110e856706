"""What a chart is made of. Lengths are whole units of the viewBox, origin top left; `svg_parts` writes them."""

from dataclasses import dataclass
from typing import Literal, TypeVar

Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Look:
    """How a series is told from the others, also without colour: by its pattern, its dash and the shape of its points.

    `pattern` is a path in a square of 8 units, drawn in `ink` over `fill`; "" for a plain one.
    """

    fill: str
    ink: str
    pattern: str
    stroke: str
    dash: str
    point: str


@dataclass(frozen=True, slots=True)
class Rect:
    """`series` is the place of its look among those of the chart."""

    x: int
    y: int
    width: int
    height: int
    series: int


@dataclass(frozen=True, slots=True)
class Line:
    d: str
    series: int


@dataclass(frozen=True, slots=True)
class Point:
    x: int
    y: int
    series: int


@dataclass(frozen=True, slots=True)
class Text:
    x: int
    y: int
    text: str
    anchor: Anchor = "middle"
    is_value: bool = False


@dataclass(frozen=True, slots=True)
class Layer:
    """What belongs to one series."""

    place: int
    look: Look
    rects: tuple[Rect, ...]
    lines: tuple[Line, ...]
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Marks:
    """All of one chart. `grid` and `axis` are paths; `looks` are those of the series, in their order."""

    width: int
    height: int
    looks: tuple[Look, ...] = ()
    grid: tuple[str, ...] = ()
    axis: str = ""
    rects: tuple[Rect, ...] = ()
    lines: tuple[Line, ...] = ()
    points: tuple[Point, ...] = ()
    texts: tuple[Text, ...] = ()

    @property
    def layers(self) -> tuple[Layer, ...]:
        return tuple(
            Layer(place, look, _of(place, self.rects), _of(place, self.lines), _of(place, self.points))
            for place, look in enumerate(self.looks)
        )


Mark = TypeVar("Mark", Rect, Line, Point)


def _of(series: int, marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
    return tuple(mark for mark in marks if mark.series == series)
