"""The marks of a chart as SVG. A page has a thousand of them, and a template takes ten times as long for each."""

from collections.abc import Iterator

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from reports.drawings.charts.marks import Layer, Marks, Text

# A stroke around a thinner part would be all that is seen of it.
THINNEST_WITH_STROKE = 7


def svg_parts(marks: Marks, key: str, paper: str) -> SafeString:
    """What stands inside the `<svg>`, from the back to the front; `key` begins the ids, `paper` is the ground."""
    layers = marks.layers
    parts = (
        *(_pattern(layer, key) for layer in layers if layer.look.pattern),
        *map(_grid, marks.grid),
        *(rect for layer in layers for rect in _rects(layer, key)),
        *map(_axis, filter(None, [marks.axis])),
        *(stroke for layer in layers for stroke in _strokes(layer, paper)),
        *(_text(text, paper) for text in marks.texts),
    )
    return mark_safe("\n".join(parts))  # noqa: S308 - whole numbers and looks of our own; what was typed is escaped


def _pattern(layer: Layer, key: str) -> str:
    look = layer.look
    return (
        f'<pattern id="{_id(layer, key)}" width="8" height="8" patternUnits="userSpaceOnUse">'
        f'<rect class="chart-ground" width="8" height="8" fill="{look.fill}"/>'
        f'<path class="chart-ink" d="{look.pattern}" fill="none" stroke="{look.ink}" stroke-width="1.5"/></pattern>'
    )


def _id(layer: Layer, key: str) -> str:
    return f"{escape(key)}-look-{layer.place}"


def _grid(d: str) -> str:
    return f'<path class="chart-grid" d="{d}" fill="none" stroke="currentColor" stroke-opacity="0.25"/>'


def _axis(d: str) -> str:
    return f'<path class="chart-axis" d="{d}" fill="none" stroke="currentColor"/>'


def _rects(layer: Layer, key: str) -> Iterator[str]:
    look = layer.look
    css = "chart-part" if look.pattern else "chart-part chart-plain"
    fill = f"url(#{_id(layer, key)})" if look.pattern else look.fill
    for rect in layer.rects:
        stroke = f' stroke="{look.ink}"' if rect.width >= THINNEST_WITH_STROKE else ""
        yield (
            f'<rect class="{css}" x="{rect.x}" y="{rect.y}" width="{rect.width}" height="{rect.height}" '
            f'fill="{fill}"{stroke}/>'
        )


def _strokes(layer: Layer, paper: str) -> Iterator[str]:
    look = layer.look
    dash = f' stroke-dasharray="{look.dash}"' if look.dash else ""
    for line in layer.lines:
        yield f'<path class="chart-halo" d="{line.d}" fill="none" stroke="{paper}" stroke-width="5"/>'
        yield (
            f'<path class="chart-stroke" d="{line.d}" fill="none" stroke="{look.stroke}" stroke-width="2.5" '
            f'stroke-linejoin="round"{dash}/>'
        )
    for point in layer.points:
        yield (
            f'<path class="chart-dot" d="{look.point}" transform="translate({point.x} {point.y})" '
            f'fill="{look.stroke}"/>'
        )


def _text(text: Text, paper: str) -> str:
    halo = f'class="chart-value" paint-order="stroke" stroke="{paper}" stroke-width="4" stroke-linejoin="round" '
    return (
        f'<text {halo if text.is_value else ""}x="{text.x}" y="{text.y}" text-anchor="{text.anchor}" '
        f'fill="currentColor">{escape(text.text)}</text>'
    )
