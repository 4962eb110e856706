"""How near a case is to the day on which it is due, in the business days of its desk."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import npgettext, pgettext

from cases.clocks import tone_of
from cases.enums import Awaits, Clock, ClockRun, Tone
from cases.models import Case
from mediso.common.business_days import BusinessCalendar
from mediso.desks.selectors import closed_spans

# Beyond this the exact count helps nobody, and counting it costs.
LONG_AGO = dt.timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Due:
    """`day` is None while the founder owes an answer; `clock` names what is due."""

    tone: Tone
    words: str
    day: dt.date | None = None
    clock: str = ""


class DeskDays:
    """The calendars of some desks as they are today; each is read once, so keep one of these for a request."""

    def __init__(self, today: dt.date) -> None:
        self.today = today
        self._calendars: dict[int, BusinessCalendar] = {}
        self._known: dict[tuple[int, dt.date], tuple[Tone, str]] = {}

    def calendar(self, desk_id: int) -> BusinessCalendar:
        if desk_id not in self._calendars:
            self._calendars[desk_id] = BusinessCalendar(tuple(closed_spans(desk_id)))
        return self._calendars[desk_id]

    def due(self, case: Case) -> Due | None:
        """None where no clock runs and none is stopped."""
        if case.awaits == Awaits.FOUNDER:
            return Due(Tone.GRAY, str(ClockRun.STOPPED.label))
        if case.due_on is None:
            return None
        tone, words = self._told(case.desk_id, case.due_on)
        return Due(tone, words, case.due_on, str(Clock(case.due_clock).label))

    def until(self, desk_id: int, day: dt.date) -> Due:
        """How near another day is, such as the last one to answer a proposal."""
        tone, words = self._told(desk_id, day)
        return Due(tone, words, day)

    def late(self) -> Q:
        return Q(due_on__lt=self.today)

    def soon(self, desk_ids: Iterable[int]) -> Q:
        """Due today or up to the desk's next business day: what lists show in amber."""
        wanted = Q(pk=None)
        for desk_id in desk_ids:
            last = self.calendar(desk_id).add(self.today, 1)
            wanted |= Q(desk=desk_id, due_on__range=(self.today, last))
        return wanted

    def _told(self, desk_id: int, day: dt.date) -> tuple[Tone, str]:
        if (desk_id, day) not in self._known:
            calendar = self.calendar(desk_id)
            tone = tone_of(day, calendar=calendar, today=self.today)
            self._known[desk_id, day] = (tone, _words(calendar, self.today, day))
        return self._known[desk_id, day]


def _words(calendar: BusinessCalendar, today: dt.date, day: dt.date) -> str:
    if day == today:
        return pgettext("due", "today")
    if day > today:
        left = calendar.between(today, day)
        if left <= 1:
            return pgettext("due", "next business day")
        return npgettext("due", "%(days)s business day left", "%(days)s business days left", left) % {"days": left}
    if today - day > LONG_AGO:
        return pgettext("due", "more than 60 days late")
    over = calendar.between(day, today)
    if not over:
        return pgettext("due", "late")
    return npgettext("due", "%(days)s business day late", "%(days)s business days late", over) % {"days": over}
