"""Cases that were open at the end of a month: at all, by the months since their receipt, by whose move it was.

Each value names its month, so that several of them hold together: `open_at=2024-03`, `age_at=2024-03_4-6`,
`move_at=2024-03_desk`. A case is open while it is somebody's move (`Awaits`, docs/states.md). The end of the running
month is today.
"""

from collections.abc import Collection, Iterator, Mapping

from django.db.models import F, IntegerField, Q, Value
from django.db.models.functions import Cast, ExtractMonth, ExtractYear, Substr
from django.db.models.lookups import Exact, In
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cases.enums import MONTH_END_LETTERS, UNKNOWN_MOVE, Awaits
from mediso.common.months import MONTHS_A_YEAR, Month, months_after
from reports.dimensions.base import Condition
from reports.scope import Scope

AGES: Mapping[str, tuple[int, int | None, Promise]] = {
    "0": (0, 0, _("received in the month")),
    "1": (1, 1, _("received 1 month before")),
    "2-3": (2, 3, _("received 2–3 months before")),
    "4-6": (4, 6, _("received 4–6 months before")),
    "7-12": (7, 12, _("received 7–12 months before")),
    "13-": (13, None, _("received more than 12 months before")),
}
"""By code: the least and the most calendar months from that of receipt to the month, None for any number, in words."""

MOVES: Mapping[str, tuple[str, Promise]] = {
    "desk": (MONTH_END_LETTERS[Awaits.STAFF], _("the desk's move")),
    "supporter": (MONTH_END_LETTERS[Awaits.SUPPORTER], _("the supporter's move")),
    "founder": (MONTH_END_LETTERS[Awaits.FOUNDER], _("the founder's move")),
    "unknown": (UNKNOWN_MOVE, _("not known whose move (old register)")),
}
"""By code: the letter in `Case.month_end_moves`, in words."""
OPEN_LETTERS = frozenset(letter for letter, _words in MOVES.values())


def at(month: Month, code: str) -> str:
    """The value of a condition that looks at the end of a month: `2024-03_4-6`."""
    return f"{month.code}_{code}"


def _read(value: str) -> tuple[Month, str]:
    """Of a value among the choices."""
    month, _separator, code = value.partition("_")
    found = Month.parse(month)
    if found is None:
        msg = f"“{value}” names no month"
        raise ValueError(msg)
    return found, code


def _with_letters(month: Month, letters: Collection[str]) -> Q:
    """Ends since the last move are not written: they have the letter of `awaits` (`CountedFacts`)."""
    received = ExtractYear("received_on") * MONTHS_A_YEAR + ExtractMonth("received_on")
    place = Cast(Value(month.year * MONTHS_A_YEAR + month.month + 1) - received, IntegerField())
    letter = Substr(F("month_end_moves"), place, 1)
    still = [awaits for awaits, one in MONTH_END_LETTERS.items() if one in letters]
    written = Q(In(letter, sorted(letters)))
    return Q(received_on__lte=month.last) & (written | Q(Exact(letter, Value(""))) & Q(awaits__in=still))


def _open_at(value: str, _scope: Scope) -> Q:
    return _with_letters(_read(value)[0], OPEN_LETTERS)


def _age_at(value: str, _scope: Scope) -> Q:
    month, code = _read(value)
    least, most, _words = AGES[code]
    received = Q(received_on__lte=Month.of(months_after(month.first, -least)).last)
    if most is not None:
        received &= Q(received_on__gte=months_after(month.first, -most))
    return received & _with_letters(month, OPEN_LETTERS)


def _move_at(value: str, _scope: Scope) -> Q:
    month, code = _read(value)
    return _with_letters(month, MOVES[code][0])


def _months(scope: Scope) -> Iterator[Month]:
    """From that of the first case received to the running one."""
    from reports.selectors.ends import received_span  # noqa: PLC0415 - it reads the conditions

    first = received_span(scope).first
    return iter(()) if first is None else Month.between(Month.of(first), Month.of(timezone.localdate()))


def _ends(scope: Scope) -> list[tuple[str, str | Promise]]:
    return [(month.code, format_lazy("{month}", month=month)) for month in _months(scope)]


def _by_age(scope: Scope) -> list[tuple[str, str | Promise]]:
    return [
        (at(month, code), format_lazy(_("{month}: {what}"), month=month, what=words))
        for month in _months(scope)
        for code, (_least, _most, words) in AGES.items()
    ]


def _by_move(scope: Scope) -> list[tuple[str, str | Promise]]:
    return [
        (at(month, code), format_lazy(_("{month}: {what}"), month=month, what=words))
        for month in _months(scope)
        for code, (_letter, words) in MOVES.items()
    ]


OPEN_AT = (
    Condition("open_at", _("Open at the end of"), _open_at, _ends, is_offered=False),
    Condition("age_at", _("Open at the end of"), _age_at, _by_age, is_offered=False),
    Condition("move_at", _("Open at the end of"), _move_at, _by_move, is_offered=False),
)
