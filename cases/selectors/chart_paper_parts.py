"""The parts of the chart's paper, one for each tab, from the selectors that the tabs read."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from html import unescape

from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.models import User
from cases.models import Case, Interview
from cases.selectors.checklist import checklist_of
from cases.selectors.clocks import clocks_of
from cases.selectors.desk_record import record_rows
from cases.selectors.experts import assignments_of, work_of
from cases.selectors.history import Entry, chart_history
from cases.selectors.links import linked_cases
from cases.selectors.organisation_history import organisation_history
from cases.selectors.plans import plans_of, who_does
from cases.selectors.tabs import Tab
from cases.selectors.tasks import tasks_of
from mediso.common.documents import Column, Fact, Facts, Part, Table, Written
from mediso.common.formats import written_date, written_moment
from mediso.desks.models import TopicSet

Parts = tuple[Part, ...]
Rows = Iterable[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose paper of which case, made on the day `as_of`."""

    user: User
    case: Case
    sorts: bool
    as_of: dt.date


def consultation(asked: Asked) -> Parts:
    case, words = asked.case, asked.case.consultation
    linked = [
        (str(one.kind), f"{one.case.number} {one.case.consultation.title}") for one in linked_cases(asked.user, case)
    ]
    facts = (
        *_record(case, Tab.CONSULTATION),
        (_("Product type"), str(case.product_type or "")),
        (_("Topics"), _topics(case.topic_set)),
        (_("Asked by"), words.asked_by.name if words.asked_by else ""),
        *linked,
    )
    return (Written(words.text), Facts(facts))


def organisation(asked: Asked) -> Parts:
    contacts = asked.case.organisation.contacts.filter(merged_into=None).order_by("name", "pk")
    facts = (
        *_record(asked.case, Tab.ORGANISATION),
        (_("Corporate number"), asked.case.organisation.corporate_number or ""),
        (_("Contact persons"), "\n".join(contact.name for contact in contacts)),
    )
    columns = (
        Column(_("Number")),
        Column(_("Received on")),
        Column(_("Title"), 2),
        Column(_("Topics"), 1),
        Column(_("State")),
    )
    rows = (
        (
            one.number,
            written_date(one.received_on),
            one.consultation.title,
            _topics(one.topic_set),
            str(one.get_state_display()),
        )
        for one in organisation_history(asked.user, asked.case)
    )
    ties = (Column(_("What it is to them")), Column(_("Name"), 2), Column(_("Corporate number"), 1))
    related = (
        (str(one.get_kind_display()), one.name, one.corporate_number) for one in asked.case.related_organisations.all()
    )
    return (Facts(facts), *_table(ties, related), *_table(columns, rows))


def product(asked: Asked) -> Parts:
    return (Facts(tuple(_record(asked.case, Tab.PRODUCT))),)


def supporters(asked: Asked) -> Parts:
    columns = (
        Column(_("Supporter"), 1),
        Column(pgettext("of an assignment", "Role")),
        Column(_("State")),
        Column(_("Proposed")),
        Column(_("Reason"), 2),
    )
    answers = (
        (
            one.supporter.name,
            str(one.get_role_display()),
            str(one.get_state_display()),
            _moment(one.proposed_at),
            " ".join(filter(None, (one.get_decline_reason_display(), one.decline_note))),
        )
        for one in (shown.assignment for shown in assignments_of(asked.case, sorts=asked.sorts))
    )
    works = ((one.supporter.name, str(one.interviews), str(one.minutes)) for one in work_of(_interviews(asked.case)))
    held = (Column(_("Supporter"), 1), Column(_("Interviews")), Column(_("Minutes")))
    return (*_table(columns, answers), *_table(held, works))


def support(asked: Asked) -> Parts:
    case = asked.case
    parts: list[Part] = [_interview(one) for one in _interviews(case)]
    columns = (Column(_("Step"), 2), Column(_("Whose"), 1), Column(_("Due on")), Column(_("Done on")))
    for plan in plans_of(case):
        edition = _("Edition %(edition)s") % {"edition": plan.edition}
        parts.append(Facts(((_("Support plan"), f"{edition} {plan.get_state_display()}"), (_("Goal"), plan.goal))))
        steps = ((step.text, who_does(step), _day(step.due_on), _day(step.done_on)) for step in plan.steps.all())
        parts += _table(columns, steps)
    rating = getattr(case, "rating", None)
    facts = (
        *((_("Referrals to other bodies"), f"{one.body}\n{one.handed_over}".strip()) for one in case.referrals.all()),
        *(
            (str(one.get_kind_display()), f"{written_date(one.occurred_on)} {one.description}".strip())
            for one in case.outcomes.all()
        ),
        (_("Satisfaction"), f"{rating.score} / 5 {rating.comment}".strip() if rating else _("not rated yet")),
    )
    return (*parts, Facts(facts))


def collaborators(asked: Asked) -> Parts:
    columns = (Column(_("Name"), 1), Column(_("Affiliation"), 1), Column(_("Part in the work"), 1))
    return _table(columns, ((one.name, one.affiliation, one.role) for one in asked.case.collaborators.all()))


def progress(asked: Asked) -> Parts:
    return (
        *_clocks(asked),
        *_tasks_and_checklist(asked.case),
        *_history(asked),
    )


def _clocks(asked: Asked) -> Parts:
    columns = (
        Column(pgettext("chart", "Clock"), 1),
        Column(_("Used of the target")),
        Column(_("Due")),
        Column(_("Done on")),
        Column(_("How it stands"), 1),
    )
    rows = (
        (str(one.clock.label), f"{one.used} / {one.target}", _day(one.due_on), _day(one.met_on), str(one.state.label))
        for one in clocks_of(asked.case, asked.as_of)
    )
    return _table(columns, rows)


def _tasks_and_checklist(case: Case) -> Parts:
    tasks = ((one.title, one.assignee.name, _day(one.due_on), _moment(one.done_at)) for one in tasks_of(case))
    columns = (Column(_("What is to be done"), 1), Column(_("Who")), Column(_("Due on")), Column(_("Done on")))
    lines = checklist_of(case).lines
    items = (
        (str(line.item), f"{_moment(line.tick.ticked_at)} {line.tick.ticked_by.name}" if line.tick else "")
        for line in lines
    )
    return (*_table(columns, tasks), *_table((Column(_("Checklist"), 1), Column(_("checked"))), items))


def _history(asked: Asked) -> Parts:
    columns = (Column(_("When")), Column(_("Who")), Column(_("What happened"), 1), Column(_("Details"), 2))
    rows = (
        (
            _moment(entry.event.recorded_at),
            entry.who,
            entry.event.kind_label,
            _told(entry),
        )
        for entry in chart_history(asked.user, asked.case, sorts=asked.sorts)
    )
    return _table(columns, rows)


def _told(entry: Entry) -> str:
    """The words of an event, and where it moved the case."""
    words = " ".join(unescape(strip_tags(entry.details)).split())
    moved = entry.event.from_state and entry.event.from_state != entry.event.to_state
    return f"{entry.from_state} → {entry.to_state} {words}".strip() if moved else words


def _interview(one: Interview) -> Part:
    present = _(", ").join([*(row.name for row in one.supporters.all()), *filter(None, [one.others_present])])
    held = " ".join(filter(None, (written_date(one.held_on), str(one.get_form_display()), present)))
    return Facts(((str(one.get_kind_display()), held), (_("Summary"), one.summary), (_("Next steps"), one.next_steps)))


def _interviews(case: Case) -> Iterable[Interview]:
    return case.interviews.prefetch_related("supporters")


def _record(case: Case, tab: Tab) -> list[Fact]:
    """The desk's record, with the asker's words where they differ."""
    return [
        (row.label, f"{row.value}\n{_('As asked:')} {row.asked or '–'}" if row.differs else row.value)
        for row in record_rows(case, tab)
    ]


def _topics(topic_set: TopicSet | None) -> str:
    return _(", ").join(str(topic) for topic in topic_set.topics.all()) if topic_set else ""


def _table(columns: tuple[Column, ...], rows: Rows) -> tuple[Table, ...]:
    """The table, or none where it would be empty."""
    found = tuple(rows)
    return (Table(columns, found),) if found else ()


def _day(day: dt.date | None) -> str:
    return written_date(day) if day else ""


def _moment(moment: dt.datetime | None) -> str:
    return written_moment(moment) if moment else ""
