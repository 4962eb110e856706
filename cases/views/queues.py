"""The tabs over the list of cases: what is open, by whose move it is."""

from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases.enums import Awaits
from cases.filters import OPEN
from cases.models import Case

LABELS: tuple[tuple[str, str | Promise], ...] = (
    (Awaits.STAFF, _("The desk's move")),
    (Awaits.SUPPORTER, _("The supporter's move")),
    (Awaits.FOUNDER, _("The founder's move")),
    (OPEN, _("All open cases")),
    ("", _("All cases")),
)


@dataclass(frozen=True, slots=True)
class Queue:
    label: str | Promise
    url: str
    current: bool
    count: int | None
    """None where counting would read every case there ever was."""


def queues_of(cases: QuerySet[Case], chosen: str) -> list[Queue]:
    """`cases` is everything the reader may see, `chosen` the `?awaits=` of the list."""
    rows = cases.exclude(awaits=Awaits.NOBODY).order_by().values_list("awaits").annotate(Count("pk"))
    counts: dict[str, int] = dict(rows)
    counts[OPEN] = sum(counts.values())
    address = reverse("case_list")
    return [
        Queue(
            label=label,
            url=f"{address}?awaits={code}" if code else address,
            current=code == chosen,
            count=counts.get(code, 0) if code else None,
        )
        for code, label in LABELS
    ]
