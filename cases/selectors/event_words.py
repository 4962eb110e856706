"""What an event's payload holds as ids and codes, by name, in the reader's language: for the templates of events."""

import datetime
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.dateparse import parse_date

from accounts.models import Contact, Organisation, User
from cases.enums import (
    AssignmentRole,
    ConsentForm,
    ContactMedium,
    DeclineReason,
    EventKind,
    LinkKind,
    NoteAudience,
    OrganisationTie,
    OutcomeKind,
    RuleStep,
    RuleStop,
)
from cases.models import CaseEvent, Task
from cases.selectors.chart import visible_charts
from cases.selectors.desk_record import FIELDS, label_of, told
from cases.selectors.labels import DeskLabels
from mediso.desks.models import ChecklistItem, TriageRule

Payload = dict[str, Any]
Words = Mapping[int, str]

# The key of a payload that holds a code → its choices.
CODES: Mapping[str, type[models.TextChoices]] = {
    "role": AssignmentRole,
    "medium": ContactMedium,
    "reason": DeclineReason,
    "audience": NoteAudience,
    "consent_form": ConsentForm,
    "rule_step": RuleStep,
    "why": RuleStop,
}
# The key of a payload that holds a day as text.
DAYS = ("due_on", "held_on", "consent_on", "done_on", "answer_by")
# `kind` says of what by the event that has it.
KINDS: Mapping[str, type[models.TextChoices]] = {
    EventKind.LINKED: LinkKind,
    EventKind.UNLINKED: LinkKind,
    EventKind.OUTCOME_TOLD: OutcomeKind,
}
NAMED_ROWS: Mapping[str, type[Organisation | Contact]] = {"organisation": Organisation, "contact": Contact}
RELATED = (EventKind.RELATED_ADDED, EventKind.RELATED_CHANGED, EventKind.RELATED_REMOVED)
HANDING_OVER = (EventKind.CLAIMED, EventKind.HANDED_OVER)


@dataclass(frozen=True, slots=True)
class Names:
    """By id: what the events of a case name beside the desk's reference data. Other cases only if they are visible."""

    people: Words = field(default_factory=dict)
    tasks: Words = field(default_factory=dict)
    items: Words = field(default_factory=dict)
    cases: Words = field(default_factory=dict)
    rules: Words = field(default_factory=dict)
    # Of the fields that name a row, by the field.
    rows: Mapping[str, Words] = field(default_factory=dict)


NO_NAMES = Names()


def names_in(events: Collection[CaseEvent], reader: User) -> Names:
    """Everything these events name, in at most seven queries."""
    payloads = [event.payload for event in events]
    handed = [event.payload for event in events if event.kind in HANDING_OVER]
    people = {*_ids(payloads, "assignee", "mentioned", "filed_by"), *_ids(handed, "from", "to")}
    items = ChecklistItem.objects.filter(pk__in=set(_ids(payloads, "item")))
    rules = [event.payload["rule"] for event in events if "rule" in event.payload]
    others = visible_charts(reader).filter(pk__in=set(_ids(payloads, "case")))
    return Names(
        people=dict(User.objects.filter(pk__in=people).values_list("pk", "name")),
        tasks=dict(Task.objects.filter(pk__in=set(_ids(payloads, "task"))).values_list("pk", "title")),
        items={item.pk: str(item) for item in items},
        rules={rule.pk: str(rule) for rule in TriageRule.objects.filter(pk__in=set(_ids(rules, "id")))},
        cases=dict(others.values_list("pk", "number")),
        rows={name: _named(model, name, payloads) for name, model in NAMED_ROWS.items()},
    )


def readable(event: CaseEvent, labels: DeskLabels, names: Names = NO_NAMES) -> Payload:
    """The payload for a template, as `payload`, and beside it what it holds as ids and codes by name."""
    payload: Payload = event.payload
    topics, product_type = payload.get("topics", {}), payload.get("product_type", {})
    return {
        "payload": payload,
        **{key: _label(choices, payload.get(key, "")) for key, choices in CODES.items()},
        "kind": _label(KINDS[event.kind], payload.get("kind", "")) if event.kind in KINDS else "",
        **{key: _day(payload.get(key)) for key in DAYS},
        "consent_on": parse_date(payload.get("consent_on") or ""),
        "supporter": labels.supporters.get(payload.get("supporter", 0), ""),
        "product_type": {side: labels.product_types.get(pk, "") for side, pk in product_type.items()},
        "topics": {side: [labels.topics.get(pk, "") for pk in pks] for side, pks in topics.items()},
        "task": names.tasks.get(payload.get("task", 0), ""),
        "item": names.items.get(payload.get("item", 0), ""),
        "other_case": names.cases.get(payload.get("case", 0), ""),
        "assignee": names.people.get(payload.get("assignee", 0), ""),
        "filed_by": names.people.get(payload.get("filed_by", 0), ""),
        "mentioned": [names.people[pk] for pk in payload.get("mentioned", []) if pk in names.people],
        **_change(event, names),
    }


def _named(model: type[Organisation | Contact], name: str, payloads: Iterable[Payload]) -> Words:
    changes = [one for one in payloads if one.get("field") == name]
    return dict(model.objects.filter(pk__in=set(_ids(changes, "from", "to"))).values_list("pk", "name"))


def _change(event: CaseEvent, names: Names) -> Payload:
    """`label`, `before` and `after` of an event that tells of something changed from one value to another."""
    payload: Payload = event.payload
    if event.kind in HANDING_OVER:
        before, after = (names.people.get(payload.get(side) or 0, "") for side in ("from", "to"))
        return {"before": before, "after": after}
    if event.kind in RELATED:
        return {"before": _related(payload.get("from")), "after": _related(payload.get("to"))}
    if payload.get("field") in FIELDS:
        name = payload["field"]
        before, after = (told(name, payload.get(side, ""), names=names.rows.get(name)) for side in ("from", "to"))
        return {"label": label_of(name), "before": before, "after": after}
    return {}


def _related(told: Mapping[str, str] | None) -> str:
    """An organisation as an event keeps it, in one line."""
    if not told:
        return ""
    kind = _label(OrganisationTie, told["kind"])
    return " ".join(filter(None, (kind, told["name"], told["corporate_number"])))


def _label(choices: type[models.TextChoices], code: str) -> str:
    return str(choices(code).label) if code in choices else ""


def _day(value: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(value) if value else None


def _ids(payloads: Iterable[Payload], *keys: str) -> Iterator[int]:
    for payload in payloads:
        for key in keys:
            value = payload.get(key)
            for one in value if isinstance(value, list) else [value]:
                if isinstance(one, int) or (isinstance(one, str) and one.isdecimal()):
                    yield int(one)
