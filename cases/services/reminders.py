"""Reminders of the clocks: who has the next step, and who answers for it, hears of a case that is due or late."""

from collections import defaultdict
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from cases.models import ClockReminder
from cases.notifications import Tell, tell_due, tell_silence
from cases.selectors.clocks import calendar_of
from cases.selectors.reminders import Reminder, due_reminders, silence_reminders
from mediso.desks.models import Desk

Told = tuple[int, object, object, int, str]


def remind() -> int:
    """Tell every desk's reminders of today that were not told yet; how many mails were written.

    One mail a reader and run lists all their cases. Nothing on a day on which the desk is closed. Safe to run at any
    time and twice at once, and after missed days: a case is told at its present level alone.
    """
    return sum(_remind(desk_id) for desk_id in Desk.objects.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _remind(desk_id: int) -> int:
    # One run at a time: the next finds what this one has told.
    desk = Desk.objects.select_for_update(no_key=True).get(pk=desk_id)
    calendar, today = calendar_of(desk), timezone.localdate()
    if not calendar.is_business_day(today):
        return 0
    return _tell(desk, due_reminders(desk, calendar, today), tell_due) + _tell(
        desk, silence_reminders(desk, calendar, today), tell_silence
    )


def _tell(desk: Desk, reminders: Sequence[Reminder], tell: Tell) -> int:
    """Keep what is new, and write one mail of it to each reader; how many."""
    told = set(
        ClockReminder.objects.filter(case__in=[one.case for one in reminders]).values_list(
            "case", "clock", "counted_from", "level", "to"
        )
    )
    new = [one for one in reminders if _key(one) not in told]
    rows = ClockReminder.objects.bulk_create(
        ClockReminder(case=one.case, clock=one.clock, counted_from=one.counted_from, level=one.level, to=one.reader.to)
        for one in new
    )
    first: dict[str, int] = {}
    mails: dict[str, list[Reminder]] = defaultdict(list)
    for one, row in zip(new, rows, strict=True):
        first.setdefault(row.to, row.pk)
        mails[row.to].append(one)
    for to, cases in mails.items():
        tell(desk, cases, first[to])
    return len(mails)


def _key(one: Reminder) -> Told:
    return one.case.pk, one.clock, one.counted_from, one.level, one.reader.to
