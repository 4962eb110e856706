"""What supporters did for the cases received in the period. The rows are people: never to be published."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Count, F, Q, Sum
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases.enums import AssignmentState
from cases.models.assignment import HAS_ACCEPTED
from reports.dimensions.reference import TOPIC
from reports.figures.figure import NOTHING, Cell, Column, Figure, Row, Unit
from reports.figures.labels import Label
from reports.figures.share import percent_of
from reports.scope import Scope
from reports.selectors.counted import counted_cases
from reports.selectors.tally import grouped
from supporters.models import Supporter

MINUTES_AN_HOUR, TENTH = 60, Decimal("0.1")
COLUMNS: tuple[tuple[str, str | Promise, Unit], ...] = (
    ("cases", _("Cases accepted or completed"), Unit.CASES),
    ("interviews", _("Interviews"), Unit.COUNT),
    ("hours", _("Hours of interviews"), Unit.HOURS),
    ("decided", _("Proposals accepted, declined or lapsed"), Unit.COUNT),
    ("accepted", _("Of these accepted"), Unit.COUNT),
    ("accepted_percent", _("Share accepted (%)"), Unit.NUMBER),
)
NOTES = (
    _("All of it by the date of receipt of the case. Interviews of unknown length count with no hours."),
    _(
        "Not counted as proposals: cases that full-time supporters took themselves, and those of the old register "
        "without a day. Withdrawn and waiting proposals are in neither number."
    ),
)
NOBODY = _("No supporter has anything of these cases yet.")
DECIDED = (*HAS_ACCEPTED, AssignmentState.DECLINED, AssignmentState.LAPSED)
ASKED, MET = ("cases", "decided", "accepted"), ("held", "minutes")
Work = Mapping[str, int | None]


def supporter_work(scope: Scope) -> Figure:
    """Four queries. Whoever has nothing of these cases has no row."""
    asked, met = _assignments(scope), _interviews(scope)
    people = Supporter.objects.filter(pk__in={*asked, *met}).select_related("desk").order_by("name", "desk__code", "pk")
    rows = [_row(scope, one, {**asked.get(one.pk, {}), **met.get(one.pk, {})}) for one in people]
    notes = NOTES if rows else (NOBODY, *NOTES)
    return Figure(
        "supporter_work",
        scope,
        Label.words(_("Supporter")),
        tuple(Column(code, Label.words(words), unit) for code, words, unit in COLUMNS),
        tuple(rows),
        None,
        sum(grouped(scope, TOPIC).values()),
        notes=tuple(Label.words(note) for note in notes),
    )


def _assignments(scope: Scope) -> Mapping[int, Work]:
    """By supporter. The share of acceptance has the rules of the answers of the roster (docs/roster-views.md)."""
    was_asked = Q(assignments__proposed_at__isnull=False) & ~Q(
        assignments__proposed_by=F("assignments__supporter__user")
    )
    took_on = Q(assignments__state__in=HAS_ACCEPTED)
    rows = counted_cases(scope).filter(assignments__state__in=DECIDED).values(supporter=F("assignments__supporter"))
    counted = rows.annotate(
        cases=Count("pk", distinct=True, filter=took_on),
        decided=Count("assignments", filter=was_asked),
        accepted=Count("assignments", filter=was_asked & took_on),
    ).values_list("supporter", *ASKED)
    return {supporter: dict(zip(ASKED, row, strict=True)) for supporter, *row in counted if any(row)}


def _interviews(scope: Scope) -> Mapping[int, Work]:
    rows = counted_cases(scope).filter(interviews__supporters__isnull=False)
    counted = rows.values(supporter=F("interviews__supporters")).annotate(
        held=Count("interviews"), minutes=Sum("interviews__minutes")
    )
    return {supporter: dict(zip(MET, row, strict=True)) for supporter, *row in counted.values_list("supporter", *MET)}


def _row(scope: Scope, one: Supporter, work: Work) -> Row:
    decided, accepted = work.get("decided") or 0, work.get("accepted") or 0
    hours = (Decimal(work.get("minutes") or 0) / MINUTES_AN_HOUR).quantize(TENTH, ROUND_HALF_UP)
    name = Label(one.name, one.name)
    if len(scope.desks) > 1:
        name = Label(f"{one.name}（{one.desk.name_ja}）", f"{one.name} ({one.desk.name_en})")
    return Row(
        str(one.pk),
        name,
        (
            Cell(work.get("cases") or 0, where=(("supporter", str(one.pk)),)),
            Cell(work.get("held") or 0),
            Cell(hours),
            Cell(decided),
            Cell(accepted),
            Cell(percent_of(accepted, decided)) if decided else NOTHING,
        ),
    )
