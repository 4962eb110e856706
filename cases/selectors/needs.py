"""Cases as the matching engine sees them, any number of one desk in the same number of queries."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Q

from accounts.models import Organisation
from cases.enums import LIVE_ASSIGNMENTS, AssignmentState
from cases.models import Assignment, Case, RelatedOrganisation
from cases.selectors.clocks import answers_due
from mediso.common.business_days import BusinessCalendar
from mediso.desks.models import Desk
from mediso.desks.models.topic_set import TopicSetMember
from supporters.matching import CaseNeed, Related

Known = tuple[str | None, str | None]
"""A name and a corporate number (法人番号) of an organisation."""


def needs_of(cases: Sequence[Case], desk: Desk, calendar: BusinessCalendar, on: dt.date) -> list[CaseNeed]:
    """Each case as matching sees it on that day in Japan, by the desk's own classification, in the order given.

    Six queries, however many cases. Raises ValueError for a case that is not classified yet or of another desk.
    """
    for case in cases:
        if case.product_type_id is None or case.topic_set_id is None:
            raise ValueError(f"Case {case.number} is not classified: nobody can be ranked for it.")
        if case.desk_id != desk.pk:
            raise ValueError(f"Case {case.number} is not of the desk {desk.code}.")
    ids = [case.pk for case in cases]
    topics = _topics({case.topic_set_id for case in cases})
    known = _known_as(cases)
    related = _related(ids)
    asked = _asked(ids)
    targets = _targets(ids, desk, calendar, on)
    return [
        CaseNeed(
            case_id=case.pk,
            product_type_id=case.product_type_id or 0,
            topic_ids=topics[case.topic_set_id],
            organisation_id=case.organisation_id,
            organisation_names=frozenset(name for name, _ in known[case.pk] if name),
            corporate_numbers=frozenset(number for _, number in known[case.pk] if number),
            related=tuple(related[case.pk]),
            modality=case.modality,
            on=on,
            due_on=targets[case.pk],
            involved_ids=frozenset(asked[case.pk].involved),
            declined_ids=frozenset(asked[case.pk].declined),
        )
        for case in cases
    ]


def _topics(topic_set_ids: Collection[int | None]) -> Mapping[int | None, frozenset[int]]:
    topics: dict[int | None, set[int]] = defaultdict(set)
    rows = TopicSetMember.objects.filter(topic_set__in=topic_set_ids)
    for topic_set_id, topic_id in rows.values_list("topic_set", "topic"):
        topics[topic_set_id].add(topic_id)
    return {topic_set_id: frozenset(ids) for topic_set_id, ids in topics.items()}


def _known_as(cases: Sequence[Case]) -> Mapping[int, set[Known]]:
    """The asker as the desk knows it, with the rows merged into it, and as the consultation named it."""
    of_row: dict[int | None, set[Known]] = defaultdict(set)
    organisation_ids = {case.organisation_id for case in cases}
    rows = Organisation.objects.filter(Q(pk__in=organisation_ids) | Q(merged_into__in=organisation_ids))
    for pk, kept, name, number in rows.values_list("pk", "merged_into", "name", "corporate_number"):
        of_row[pk].add((name, number))
        of_row[kept].add((name, number))
    of_case = {case.pk: set(of_row[case.organisation_id]) for case in cases}
    named = Case.objects.filter(pk__in=of_case).values_list(
        "pk", "consultation__organisation__name", "consultation__organisation__corporate_number"
    )
    for case_id, name, number in named:
        of_case[case_id].add((name, number))
    return of_case


def _related(case_ids: Collection[int]) -> Mapping[int, list[Related]]:
    related: dict[int, list[Related]] = defaultdict(list)
    rows = RelatedOrganisation.objects.filter(case__in=case_ids).order_by("pk")
    for case_id, kind, name, number in rows.values_list("case", "kind", "name", "corporate_number"):
        related[case_id].append(Related(kind, name, number))
    return related


@dataclass(slots=True)
class _Asked:
    involved: set[int] = field(default_factory=set)
    declined: set[int] = field(default_factory=set)


def _asked(case_ids: Collection[int]) -> Mapping[int, _Asked]:
    asked: dict[int, _Asked] = defaultdict(_Asked)
    rows = Assignment.objects.filter(case__in=case_ids, state__in=[*LIVE_ASSIGNMENTS, AssignmentState.DECLINED])
    for case_id, supporter_id, state in rows.values_list("case", "supporter", "state"):
        people = asked[case_id]
        (people.declined if state == AssignmentState.DECLINED else people.involved).add(supporter_id)
    return asked


def _targets(case_ids: Collection[int], desk: Desk, calendar: BusinessCalendar, on: dt.date) -> Mapping[int, dt.date]:
    """The day by which the founder should have the answer; where it has passed, or none runs, counted from `on`."""
    from_today = calendar.add(on, desk.answer_days)
    due = answers_due(case_ids, desk=desk, calendar=calendar, today=on)
    return {case_id: day if day and day > on else from_today for case_id, day in due.items()}


def business_days(calendar: BusinessCalendar, on: dt.date, last: dt.date) -> Iterator[dt.date]:
    """Those after `on`, up to and including `last`."""
    days = (on + dt.timedelta(days=n) for n in range(1, (last - on).days + 1))
    return filter(calendar.is_business_day, days)
