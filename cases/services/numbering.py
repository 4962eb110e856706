"""Case numbers: desk prefix, calendar year of receipt, running number; no gaps, never used twice."""

import datetime

from django.db.models import F

from cases.models import NumberSequence
from mediso.desks.models import Desk


def format_number(desk: Desk, year: int, running: int) -> str:
    return f"{desk.number_prefix}{year}-{running:04d}"


def next_number(desk: Desk, day: datetime.date) -> str:
    """The next number of the year; the sequence stays locked until the caller's transaction ends."""
    NumberSequence.objects.bulk_create([NumberSequence(desk=desk, year=day.year)], ignore_conflicts=True)
    sequence = NumberSequence.objects.filter(desk=desk, year=day.year)
    sequence.update(last=F("last") + 1)
    return format_number(desk, day.year, sequence.get().last)


def move_on(desk: Desk, year: int, last: int) -> None:
    """After an import: the next number of that year follows the highest one used."""
    NumberSequence.objects.bulk_create([NumberSequence(desk=desk, year=year)], ignore_conflicts=True)
    NumberSequence.objects.filter(desk=desk, year=year, last__lt=last).update(last=last)
