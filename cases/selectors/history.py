"""What happened to a case, as its readers may know it."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.db.models import BigIntegerField, Count, Max, Q, QuerySet
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from django.template.loader import select_template
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accounts.models import User
from cases.enums import EventKind, EventSource, NoteAudience, State
from cases.models import Attachment, Case, CaseEvent
from cases.selectors.event_words import NO_NAMES, Names, names_in, readable
from cases.selectors.labels import DeskLabels, desk_labels

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
    EventKind.MESSAGE_SENT,
    EventKind.MESSAGE_RECEIVED,
)
# Reading is told apart from what happened.
READINGS = (EventKind.VIEWED, EventKind.FILE_READ)

# The words that stand first on a page are prose: they name nothing.
NO_LABELS = DeskLabels({}, {}, {})

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
    names: Names = NO_NAMES
    # What stands in the thread on the same page is not told twice.
    beside_thread: bool = False

    @property
    def who(self) -> str:
        """Who acted; empty for the import. Founders are not told by which rule the desk sorts."""
        if self.event.actor:
            return self.event.actor.name
        if self.imported:
            return ""
        rule = self.event.payload.get("rule")
        if rule is None or self.for_founder:
            return _("automatic")
        words = {"rule": self.names.rules.get(rule["id"], ""), "version": rule["version"]}
        if words["rule"]:
            return _("automatic (rule “%(rule)s”, version %(version)d)") % words
        return _("automatic (rule, version %(version)d)") % words

    @property
    def imported(self) -> bool:
        return self.event.source == EventSource.IMPORT

    @property
    def details(self) -> SafeString:
        template = select_template([f"cases/events/{self.event.kind}.html", "cases/events/_none.html"])
        words = readable(self.event, self.labels, self.names)
        drawn: SafeString = template.render(
            words | {"event": self.event, "for_founder": self.for_founder, "beside_thread": self.beside_thread}
        )
        return drawn

    @property
    def from_state(self) -> str:
        return str(State(self.event.from_state).label) if self.event.from_state else ""

    @property
    def to_state(self) -> str:
        return str(State(self.event.to_state).label) if self.event.to_state else ""

    @property
    def told_later(self) -> bool:
        """Whether it tells of a day before the one on which it was written."""
        return self.event.occurred_on != timezone.localdate(self.event.recorded_at)


# What those who sort cases know and the supporters of a case need not: who else was asked, what they said, and why
# nobody follows up.
SORTING_KINDS = (
    EventKind.PROPOSED,
    EventKind.TURNED_DOWN,
    EventKind.PROPOSAL_WITHDRAWN,
    EventKind.LAPSED,
    EventKind.RULE_STOPPED,
)
FOR_THE_DESK_ALONE = Q(kind__in=(*SORTING_KINDS, EventKind.FOLLOW_UP_DISMISSED)) | (
    Q(kind=EventKind.NOTE_WRITTEN) & ~Q(payload__contains={"audience": NoteAudience.TEAM})
)


def chart_history(reader: User, case: Case, *, sorts: bool) -> list[Entry]:
    """The history on the chart, newest first; what is the desk's alone for those who sort cases. At most ten queries.

    Readings are told apart from it (`openings`).
    """
    events = _events(case).exclude(kind__in=READINGS)
    found = list(events if sorts else events.exclude(FOR_THE_DESK_ALONE))
    labels, names = desk_labels(case.desk), names_in(found, reader)
    return [Entry(event, labels, names=names) for event in found]


def history_for_founder(case: Case, labels: DeskLabels) -> list[Entry]:
    events = _events(case).filter(kind__in=FOUNDER_KINDS)
    return [Entry(event, labels, for_founder=True, beside_thread=True) for event in events]


def latest_entry(case: Case) -> Entry | None:
    """As `latest_words`, for a page that does not show the history."""
    kind = LATEST_WORDS.get(State(case.state))
    event = _events(case).filter(kind=kind).exclude(payload__text="").first() if kind else None
    return Entry(event, NO_LABELS) if event and event.payload.get("text") else None


def latest_words(case: Case, history: list[Entry]) -> Entry | None:
    """The question or the closing message that stands now; none for history imported without words."""
    kind = LATEST_WORDS.get(State(case.state))
    told = (entry for entry in history if entry.event.kind == kind and entry.event.payload.get("text"))
    found = next(told, None)
    return replace(found, beside_thread=False) if found else None


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


@dataclass(frozen=True, slots=True)
class Download:
    who: str
    file: str
    times: int
    last: datetime.datetime


def downloads(case: Case) -> list[Download]:
    """Who took which file of the thread along, how often and when last; the asker's own are not counted."""
    file = Cast(KeyTextTransform("file", "payload"), BigIntegerField())
    rows = (
        CaseEvent.objects.filter(case=case, kind=EventKind.FILE_READ)
        .order_by()
        .annotate(file=file)
        .values("actor__name", "file")
        .annotate(times=Count("pk"), last=Max("recorded_at"))
        .order_by("-last")
    )
    names = dict(Attachment.objects.filter(message__case=case).values_list("pk", "file__name"))
    return [Download(row["actor__name"], names.get(row["file"], ""), row["times"], row["last"]) for row in rows]


def moves_of(case: Case) -> QuerySet[CaseEvent]:
    """The events of moves, in the order in which they were written."""
    return case.events.exclude(to_state="").order_by("pk")


def _events(case: Case) -> QuerySet[CaseEvent]:
    return case.events.select_related("actor").order_by("-occurred_on", "-pk")


def open_question(case: Case) -> str:
    """What the desk last asked the founder."""
    asked = case.events.filter(kind=EventKind.FOUNDER_ASKED).last()
    return asked.payload["text"] if asked else ""
