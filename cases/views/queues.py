"""The tabs over the list of cases: the reader's queues, counted with the filters that are in use, then all cases."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.models import User
from cases.filters import kept_query
from cases.models import Case
from cases.selectors import inbox
from cases.views.columns import columns_in, list_address


@dataclass(frozen=True, slots=True)
class Queue:
    """A tab."""

    label: str | Promise
    url: str
    current: bool
    count: int | None
    """None where counting would read every case there ever was."""


def chosen_queue(reader: User, code: str) -> inbox.Queue | None:
    """None for all cases, which is also what an unknown code gives."""
    return next((queue for queue in inbox.queues_for(reader) if queue.code == code), None)


def tabs_for(reader: User, data: QueryDict, fitting: QuerySet[Case], listed: int, today: dt.date) -> list[Queue]:
    """`fitting` are the cases that the filters leave, `listed` how many of them the chosen queue holds."""
    chosen = chosen_queue(reader, data.get("queue", ""))
    counts = inbox.counts_of(fitting, reader, today)
    tabs = [
        Queue(queue.label, queue_address(data, queue.code), queue is chosen, counts[queue.code])
        for queue in inbox.queues_for(reader)
    ]
    return [*tabs, Queue(_("All cases"), queue_address(data, ""), chosen is None, None if chosen else listed)]


def queue_address(data: QueryDict, code: str) -> str:
    """The same filters and columns; another queue has its own order and begins with its first page."""
    changed = data.copy()
    changed["queue"], changed["sort"] = code, ""
    return list_address(kept_query(changed), columns_in(data))
