"""Rows of the register become consultations, closed cases and what was done for them, a batch at a time."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone

from cases.enums import AssignmentRole, AssignmentState, EventKind, InterviewKind, State
from cases.models import Assignment, Case, CaseEvent, Consultation, Interview, Rating
from cases.services import gate
from cases.services.register_import.earlier import FINGERPRINTS, Fingerprints
from cases.services.register_import.rows import RegisterRow
from mediso.common.japanese_text import label_key
from mediso.desks.models import Desk, TopicSet
from mediso.desks.services import topic_set_key


@dataclass(frozen=True)
class Lookups:
    """What the rows name, found beforehand in a constant number of queries."""

    desk: Desk
    file: str
    organisations: Mapping[str, int]
    supporters: Mapping[str, int]
    topic_sets: Mapping[str, TopicSet]
    fingerprints: Mapping[str, Fingerprints]

    def topic_set(self, row: RegisterRow) -> TopicSet:
        return self.topic_sets[topic_set_key(row.topic_ids)]

    def supporter_id(self, row: RegisterRow) -> int:
        """Only for a row that names one."""
        return self.supporters[label_key(row.supporter or "")]


def load_batch(rows: Sequence[RegisterRow], lookups: Lookups) -> None:
    """Inserts the rows and all that hangs on them; the number of queries does not depend on how many rows."""
    consultations = Consultation.objects.bulk_create([_consultation(row, lookups) for row in rows])
    cases = gate.import_closed_cases(
        [_case(row, asked, lookups) for row, asked in zip(rows, consultations, strict=True)]
    )
    pairs = list(zip(rows, cases, strict=True))
    supported = {case.pk: lookups.supporter_id(row) for row, case in pairs if row.supporter}
    Assignment.objects.bulk_create(
        [_assignment(case, supported[case.pk]) for row, case in pairs if case.pk in supported]
    )
    interviews = Interview.objects.bulk_create([interview for pair in pairs for interview in _interviews(*pair)])
    _name_supporters(interviews, supported)
    Rating.objects.bulk_create([Rating(case=case, score=row.score) for row, case in pairs if row.score])
    CaseEvent.objects.bulk_create([event for row, case in pairs for event in _events(row, case, lookups)])


def _consultation(row: RegisterRow, lookups: Lookups) -> Consultation:
    day = _start_of(row.received_on)
    return Consultation(
        desk=lookups.desk,
        organisation_id=lookups.organisations[row.organisation],
        product_type_id=row.product_type_id,
        topic_set=lookups.topic_set(row),
        title=row.title,
        text=row.text,
        product_name=row.product_name,
        target_disease=row.target_disease,
        development_stage=row.development_stage,
        started_at=day,
        saved_at=day,
        submitted_at=day,
    )


def _case(row: RegisterRow, consultation: Consultation, lookups: Lookups) -> Case:
    return Case(
        desk=lookups.desk,
        number=row.number,
        consultation=consultation,
        channel=row.channel,
        received_on=row.received_on,
        closed_on=row.closed_on,
        organisation_id=lookups.organisations[row.organisation],
        organisation_kind=row.organisation_kind,
        prefecture=row.prefecture,
        development_stage=row.development_stage,
        product_type_id=row.product_type_id,
        topic_set=lookups.topic_set(row),
        product_name=row.product_name,
        target_disease=row.target_disease,
        preliminary_on=row.preliminary_on,
        interviewed_on=row.supporter_interview_on,
        followed_up_on=row.follow_up_on,
        satisfaction=row.score,
        # The register's classification is the desk's own; a reopened case need not be classified again.
        classified_at=timezone.now(),
    )


def _assignment(case: Case, supporter_id: int) -> Assignment:
    # The register tells neither the day of the proposal nor of the answer, and none is invented.
    return Assignment(
        case=case,
        supporter_id=supporter_id,
        role=AssignmentRole.LEAD,
        state=AssignmentState.COMPLETED,
        proposed_at=None,
    )


def _interviews(row: RegisterRow, case: Case) -> Iterator[Interview]:
    if row.preliminary_on:
        yield Interview(case=case, kind=InterviewKind.PRELIMINARY, held_on=row.preliminary_on)
    if row.supporter_interview_on:
        yield Interview(case=case, kind=InterviewKind.SUPPORTER, held_on=row.supporter_interview_on)
    if row.follow_up_on:
        yield Interview(case=case, kind=InterviewKind.FOLLOW_UP, held_on=row.follow_up_on)


def _name_supporters(interviews: Sequence[Interview], supporter_of: Mapping[int, int]) -> None:
    present = Interview.supporters.through
    present.objects.bulk_create(
        [
            present(interview_id=interview.pk, supporter_id=supporter_of[interview.case_id])
            for interview in interviews
            if interview.kind == InterviewKind.SUPPORTER
        ]
    )


def _events(row: RegisterRow, case: Case, lookups: Lookups) -> Iterator[CaseEvent]:
    """In the order of the days told. What the register gives no day for (proposal, answer, rating) has no event."""
    told = (
        (EventKind.SUBMITTED, row.received_on, State.SUBMITTED),
        (EventKind.PRELIMINARY_INTERVIEW, row.preliminary_on, ""),
        (EventKind.SUPPORTER_INTERVIEW, row.supporter_interview_on, ""),
        (EventKind.CLOSED, row.closed_on, State.CLOSED),
        (EventKind.FOLLOWED_UP, row.follow_up_on, ""),
    )
    for kind, day, state in told:
        if day:
            yield gate.imported_event(case, kind, occurred_on=day, to_state=state)
    origin = {"file": lookups.file, "line": row.line, FINGERPRINTS: lookups.fingerprints[row.number]}
    yield gate.imported_event(case, EventKind.IMPORTED, to_state=State.CLOSED, payload=origin)


def _start_of(day: dt.date) -> dt.datetime:
    """Midnight in Japan: stands for a day whose hour nobody wrote down."""
    return dt.datetime.combine(day, dt.time(), tzinfo=timezone.get_default_timezone())
