"""What happened to a case, as its readers may know it."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, QuerySet
from django.template.loader import select_template
from django.utils.safestring import SafeString

from cases.enums import AssignmentRole, ContactMedium, DeclineReason, EventKind, EventSource, State
from cases.models import Case, CaseEvent
from cases.selectors.labels import DeskLabels

# Proposals, declines and the desk's sorting are the desk's own matter.
FOUNDER_KINDS = (
    EventKind.SUBMITTED,
    EventKind.TRIAGE_STARTED,
    EventKind.MATCHING_STARTED,
    EventKind.ACCEPTED,
    EventKind.TAKEN,
    EventKind.PRELIMINARY_INTERVIEW,
    EventKind.SUPPORTER_INTERVIEW,
    EventKind.FOUNDER_ASKED,
    EventKind.FOUNDER_ANSWERED,
    EventKind.REFERRED,
    EventKind.DECLINED,
    EventKind.WITHDRAWN,
    EventKind.CLOSED,
    EventKind.REOPENED,
    EventKind.TAKEN_IN,
    EventKind.CONTACT_RECORDED,
    EventKind.PLAN_DELIVERED,
    EventKind.FOLLOWED_UP,
    EventKind.RATED,
    EventKind.OUTCOME_TOLD,
)

# What the founder reads first, by where the case stands.
LATEST_WORDS: Mapping[State, EventKind] = {
    State.AWAITING_FOUNDER: EventKind.FOUNDER_ASKED,
    State.CLOSED: EventKind.CLOSED,
    State.REFERRED: EventKind.REFERRED,
    State.DECLINED: EventKind.DECLINED,
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One event with its words. `details` is drawn by `templates/cases/events/<kind>.html` where there is one."""

    event: CaseEvent
    labels: DeskLabels
    for_founder: bool = False

    @property
    def imported(self) -> bool:
        return self.event.source == EventSource.IMPORT

    @property
    def details(self) -> SafeString:
        template = select_template([f"cases/events/{self.event.kind}.html", "cases/events/_none.html"])
        drawn: SafeString = template.render(
            _readable(self.event.payload, self.labels) | {"for_founder": self.for_founder}
        )
        return drawn


def _readable(payload: dict[str, Any], labels: DeskLabels) -> dict[str, Any]:
    """The payload for a template: what it holds as ids and codes is given by name too."""
    topics, product_type = payload.get("topics", {}), payload.get("product_type", {})
    reason = payload.get("reason", "")
    return {
        "payload": payload,
        "supporter": labels.supporters.get(payload.get("supporter", 0), ""),
        "role": AssignmentRole(payload["role"]).label if "role" in payload else "",
        "medium": ContactMedium(payload["medium"]).label if "medium" in payload else "",
        "reason": DeclineReason(reason).label if reason in DeclineReason else "",
        "product_type": {side: labels.product_types.get(pk, "") for side, pk in product_type.items()},
        "topics": {side: [labels.topics.get(pk, "") for pk in pks] for side, pks in topics.items()},
    }


# What those who sort cases know and the supporters of a case need not: who else was asked, and what they said.
SORTING_KINDS = (EventKind.PROPOSED, EventKind.TURNED_DOWN, EventKind.PROPOSAL_WITHDRAWN)


def history_for_supporter(case: Case, labels: DeskLabels) -> list[Entry]:
    return _entries(_events(case).exclude(kind__in=[EventKind.VIEWED, *SORTING_KINDS]), labels)


def history_for_desk(case: Case, labels: DeskLabels) -> list[Entry]:
    return _entries(_events(case).exclude(kind=EventKind.VIEWED), labels)


def history_for_founder(case: Case, labels: DeskLabels) -> list[Entry]:
    events = _events(case).filter(kind__in=FOUNDER_KINDS)
    return [Entry(event, labels, for_founder=True) for event in events]


def latest_words(case: Case, history: list[Entry]) -> Entry | None:
    """The question or the closing message that stands now; none for history imported without words."""
    kind = LATEST_WORDS.get(State(case.state))
    return next((entry for entry in history if entry.event.kind == kind and entry.event.payload.get("text")), None)


@dataclass(frozen=True, slots=True)
class Opening:
    who: str
    times: int
    last: datetime.datetime


def openings(case: Case) -> list[Opening]:
    """Who opened the chart, how often and when last; the asker's own visits are not counted."""
    rows = (
        CaseEvent.objects.filter(case=case, kind=EventKind.VIEWED)
        .order_by()
        .values("actor", "actor__name")
        .annotate(times=Count("pk"), last=Max("recorded_at"))
        .order_by("-last")
    )
    return [Opening(row["actor__name"], row["times"], row["last"]) for row in rows]


def _events(case: Case) -> QuerySet[CaseEvent]:
    return case.events.select_related("actor").order_by("-occurred_on", "-pk")


def _entries(events: Iterable[CaseEvent], labels: DeskLabels) -> list[Entry]:
    return [Entry(event, labels) for event in events]


def open_question(case: Case) -> str:
    """What the desk last asked the founder."""
    asked = case.events.filter(kind=EventKind.FOUNDER_ASKED).last()
    return asked.payload["text"] if asked else ""
