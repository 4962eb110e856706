"""How figures are drawn on a page."""

from django import template

from reports.drawings.svg import ColumnChart
from reports.drawings.svg import column_chart as draw_columns
from reports.drawings.words import YEAR_WORDS, YearWords
from reports.figures.yearly_cases import YearlyCases

register = template.Library()

MINUS = "\u2212"


@register.filter
def column_chart(figure: YearlyCases) -> ColumnChart:
    return draw_columns(figure)


@register.filter
def year_words(figure: YearlyCases) -> YearWords:
    return YEAR_WORDS[figure.kind]


@register.filter
def signed(number: int | None) -> str:
    """+51, −1, ±0; a dash where there is nothing to compare with."""
    if number is None:
        return "–"
    return f"{number:+d}".replace("-", MINUS) if number else "±0"
