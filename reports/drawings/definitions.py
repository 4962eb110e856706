"""What stands beside a figure in a file that leaves the desk: of what it is, how it was counted, how it is read."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from mediso.common.formats import written_moment
from reports.conditions.words import condition_words
from reports.drawings.words import UNIT_WORDS, with_commas
from reports.figures.figure import Figure
from reports.scope import Basis, Scope

Fact = tuple[str, str]

COUNTED: Mapping[Basis, str | Promise] = {
    Basis.KNOWN: gettext_lazy("What is known at the time of making"),
    Basis.PUBLISHED: gettext_lazy("What the newest editions of the monthly closes hold"),
}


def scope_facts(scope: Scope, bases: Iterable[Basis] = ()) -> list[Fact]:
    """In the active language, as the rest of this module. `bases` where more than that of the scope is counted."""
    states = dict.fromkeys(bases or [scope.basis])
    return [
        (_("Desk"), ", ".join(map(str, scope.desks))),
        (_("Period"), str(scope.period)),
        *condition_words(scope),
        (_("State of the data"), " / ".join(str(COUNTED[basis]) for basis in states)),
    ]


def definitions(figure: Figure, title: str, made: dt.datetime) -> list[Fact]:
    return [
        (pgettext("of a figure", "Title"), title),
        *scope_facts(figure.scope),
        (_("Number of cases"), with_commas(figure.cases)),
        (_("What counts"), what_counts()),
        *units(figure),
        (_("Made at"), written_moment(made)),
    ]


def what_counts() -> str:
    return _(
        "Every case counts once, on its date of receipt in Japan; what was withdrawn before the desk began with it is"
        " not counted."
    )


def units(figure: Figure) -> Iterator[Fact]:
    """Which columns are in which unit."""
    for unit, word in UNIT_WORDS.items():
        columns = [str(column.label) for column in figure.columns if column.unit is unit]
        if columns:
            yield _("Unit: %(unit)s") % {"unit": word}, _(", ").join(columns)


def remarks(figure: Figure) -> Iterator[Fact]:
    """What the figure says, and how it is to be read."""
    yield from ((_("What it says"), str(sentence)) for sentence in figure.said)
    yield from ((_("How to read it"), str(note)) for note in figure.notes)


def scope_line(figure: Figure) -> str:
    """Desk, period and conditions in one line, with the number of cases."""
    scope = figure.scope
    cases = ngettext("%(number)s case", "%(number)s cases", figure.cases) % {"number": with_commas(figure.cases)}
    conditions = (f"{label}: {value}" for label, value in condition_words(scope))
    parts = (", ".join(map(str, scope.desks)), str(scope.period), *conditions, cases)
    return " / ".join(part for part in parts if part)
