"""Cases by the thousand, for measuring: alike to what the desk has, invented in nothing but number and dates.

Whatever figures count of a case stands on it, as on the one it was drawn from, that many days earlier or later. It has
no interviews, ratings or events of its own beside that of its coming: nothing that is measured reads them.
"""

import copy
import datetime
import random
from collections.abc import Callable, Sequence
from typing import TypeVar

from django.db import transaction
from django.db.models.base import ModelState
from django.utils import timezone

from cases.enums import EventKind, State
from cases.models import Case, CaseEvent, Consultation
from cases.services import gate
from mediso.common.errors import ActionRefused
from mediso.desks.models import Desk

BATCH = 5_000
PREFIX = "GEN"
FIRST_DAY = datetime.date(2018, 4, 1)
DAYS = ("closed_on", "preliminary_on", "interviewed_on", "followed_up_on")

Row = TypeVar("Row", Case, Consultation)


def generate_cases(
    *, desk: Desk, count: int, seed: int, progress: Callable[[int], object] = lambda _done: None
) -> None:
    """Add `count` closed cases, drawn from the closed ones of the desk, on days between 2018 and today.

    Equal seeds on equal data give equal cases. Raises `ActionRefused` where the desk has none to draw from.
    """
    closed = Case.objects.filter(desk=desk, state=State.CLOSED)
    models = list(closed.exclude(number__startswith=PREFIX).select_related("consultation"))
    if not models:
        raise ActionRefused("Import the register first: generated cases are drawn from it.")
    chance = random.Random(seed)  # noqa: S311 - not a secret
    running = Case.objects.filter(number__startswith=PREFIX).count()
    for begin in range(0, count, BATCH):
        batch = [chance.choice(models) for _ in range(min(BATCH, count - begin))]
        with transaction.atomic():
            _insert(batch, chance, running + begin)
        progress(len(batch))


def _insert(batch: Sequence[Case], chance: random.Random, running: int) -> None:
    today = timezone.localdate()
    received = [_received_on(model, chance, today) for model in batch]
    now = timezone.now()
    consultations = Consultation.objects.bulk_create(
        [_copy(model.consultation, pk=None, asked_by=None, submitted_at=now) for model in batch]
    )
    cases = gate.import_closed_cases(
        [
            _copy(
                model,
                pk=None,
                consultation=consultation,
                number=f"{PREFIX}{day.year}-{running + place:07d}",
                received_on=day,
                **_shifted(model, day - model.received_on, today),
            )
            for place, (model, consultation, day) in enumerate(zip(batch, consultations, received, strict=True))
        ]
    )
    CaseEvent.objects.bulk_create([gate.imported_event(case, EventKind.IMPORTED) for case in cases])


def _received_on(model: Case, chance: random.Random, today: datetime.date) -> datetime.date:
    """So early that it is closed by today."""
    lasted = (model.closed_on or model.received_on) - model.received_on
    any_day = FIRST_DAY + datetime.timedelta(days=chance.randrange(max((today - FIRST_DAY - lasted).days, 1)))
    return min(any_day, today - lasted)


def _shifted(model: Case, by: datetime.timedelta, today: datetime.date) -> dict[str, datetime.date | None]:
    """The days of the model that much later; what would come after today has not been."""
    days = {name: getattr(model, name) for name in DAYS}
    return {name: day + by if day and day + by <= today else None for name, day in days.items()}


def _copy(row: Row, **changes: object) -> Row:
    fresh = copy.copy(row)
    fresh._state = ModelState()  # noqa: SLF001 - the documented way to copy a row shares it with the original
    for name, value in changes.items():
        setattr(fresh, name, value)
    return fresh
