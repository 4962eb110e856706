"""What a round comes to: one at a time, together, and as it stands now."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.models import AssignmentRound, RoundRow
from cases.selectors.rounds.posing import choices_of, problem_of
from cases.selectors.rounds.totals import Totals, short_of
from cases.selectors.rounds.words import reason_of
from supporters.matching.assigning import Effect, Proof, evaluate
from supporters.matching.assigning.words import Names, broken_sentence
from supporters.matching.words import points_text

THOUSANDTHS = 1000


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table: a label, and its three values in words."""

    label: str
    in_turn: str
    together: str
    now: str


@dataclass(frozen=True, slots=True)
class ShownLoad:
    """Open cases of a supporter before and after, and the cap."""

    name: str
    before: int
    after: int
    cap: int
    room: int


@dataclass(frozen=True, slots=True)
class ShownUnplaced:
    number: str
    reason: str


@dataclass(frozen=True, slots=True)
class Overview:
    """`unchanged` is how many supporters get nothing of this round."""

    figures: list[Figure]
    bound: str
    faults: list[str]
    loads: list[ShownLoad]
    unchanged: int
    unplaced: list[ShownUnplaced]


def effect_of(found: AssignmentRound, rows: Sequence[RoundRow]) -> Effect:
    """Of the choices as the rows have them now. The rows are all of the round's."""
    return evaluate(problem_of(found, rows, chosen_alone=True), choices_of(rows))


def overview_of(found: AssignmentRound, effect: Effect, visible: Iterable[RoundRow], names: Names) -> Overview:
    """`visible` are the rows of which the reader is told."""
    totals = [
        Totals.kept(found.totals["in_turn"]),
        Totals.kept(found.totals["together"]),
        Totals.of(effect),
    ]
    return Overview(
        figures=_figures(totals, Proof(**found.proof), names, broken=bool(effect.broken)),
        bound=_bound(Proof(**found.proof), totals[1]),
        faults=[broken_sentence(one, names) for one in effect.broken],
        loads=[
            ShownLoad(
                names.supporters[load.supporter_id], load.open_cases, load.open_cases + load.given, load.cap, load.room
            )
            for load in sorted(effect.loads, key=lambda load: (-load.given, load.supporter_id))
            if load.given
        ],
        unchanged=sum(not load.given for load in effect.loads),
        unplaced=[ShownUnplaced(row.case.number, reason_of(row, names)) for row in visible if row.chosen_id is None],
    )


def _figures(totals: Sequence[Totals], proof: Proof, names: Names, *, broken: bool) -> list[Figure]:
    behind = [_behind(proof, totals[1], one) for one in totals]
    if broken:
        behind[2] = _("cannot be compared: a limit is passed")
    lines = {
        _("Cases placed"): [str(one.placed) for one in totals],
        _("Points in all"): [points_text(one.points) for one in totals],
        _("Load price"): [points_text(one.price) for one in totals],
        _("Points less load price"): [_points(one.value) for one in totals],
        _("Worst-served case"): [_worst(one, names) for one in totals],
        _("Spread of the load (Gini, 0 is even)"): [_gini(one.gini) for one in totals],
        _("Behind the bound"): behind,
    }
    return [Figure(label, *values) for label, values in lines.items()]


def _points(value: int) -> str:
    return points_text(value) if value >= 0 else f"−{points_text(-value)}"


def _worst(one: Totals, names: Names) -> str:
    if one.worst is None:
        return "–"
    case_id, points = one.worst
    return _("%(points)s (%(number)s)") % {"points": points_text(points), "number": names.cases.get(case_id, "–")}


def _gini(value: int) -> str:
    return number_format(f"{value // THOUSANDTHS}.{value % THOUSANDTHS:03}")


def _behind(proof: Proof, best: Totals, one: Totals) -> str:
    short = short_of(proof, best, one)
    if short.reached:
        return _("reaches it")
    cases = ngettext("%(count)s case", "%(count)s cases", short.cases) % {"count": short.cases} if short.cases else ""
    return cases or _("%(points)s points") % {"points": _points(short.points)}


def _bound(proof: Proof, best: Totals) -> str:
    """What is proven of the plan as it was worked out."""
    if proof.gap:
        return _("No plan is better by more than %(points)s points.") % {"points": points_text(proof.gap)}
    return _(
        "Proven: no plan places more than %(placed)s cases, and none that places as many has more than %(points)s "
        "points less load price."
    ) % {"placed": best.placed, "points": _points(best.value)}
