"""Several colleagues at one chart at the same moment, each in a transaction of their own."""

import uuid
from typing import Any

import pytest

from accounts.models import User
from cases.enums import LinkKind, NoteAudience, State
from cases.models import Case, CaseEvent, CaseLink
from cases.services import chart, checklists, links, notes, tasks, triage
from cases.services.chart import StaleValue
from mediso.common.errors import ActionRefused
from mediso.desks.models import Desk
from mediso.outbox.models import OutboxMail
from tests.conftest import MakeCase
from tests.factories.desks import ChecklistItemFactory
from tests.support.races import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("english")]


def test_of_ten_who_change_a_field_one_does_and_nine_are_told(make_case: MakeCase, staff: User) -> None:
    case = make_case(State.TRIAGING)
    answers = at_once(
        *[
            lambda text=f"概要{number}": chart.edit(case_id=case.pk, actor=staff, field="summary", was="", value=text)
            for number in range(10)
        ]
    )
    assert sorted(type(answer).__name__ for answer in answers) == ["Case", *["StaleValue"] * 9]
    case.refresh_from_db()
    assert {answer.present for answer in answers if isinstance(answer, StaleValue)} == {case.summary}
    assert CaseEvent.objects.get().payload == {"field": "summary", "from": "", "to": case.summary}


def test_a_change_and_a_move_leave_each_other_alone(make_case: MakeCase, staff: User, full_time: User) -> None:
    case = make_case()
    answers = at_once(
        lambda: chart.edit(case_id=case.pk, actor=staff, field="summary", was="", value="概要"),
        lambda: triage.start_triage(case_id=case.pk, actor=full_time, seen=1),
    )
    assert [type(answer).__name__ for answer in answers] == ["Case", "Case"]
    case.refresh_from_db()
    assert (case.summary, case.state, case.version) == ("概要", State.TRIAGING, 2)


def test_a_page_sent_ten_times_adds_one_row(make_case: MakeCase, staff: User, full_time: User) -> None:
    case, press = make_case(State.SUPPORTING), uuid.uuid4()
    note: dict[str, Any] = {"audience": NoteAudience.DESK, "text": "@常盤 勤 話"}
    answers = at_once(*[lambda: notes.write_note(case_id=case.pk, actor=staff, press=press, **note)] * 10)
    assert answers == [case.notes.get()] * 10
    assert OutboxMail.objects.count() == CaseEvent.objects.count() == 1


def test_what_ten_press_is_done_once(make_case: MakeCase, desk: Desk, staff: User) -> None:
    case = make_case(State.SUPPORTING)
    item = ChecklistItemFactory.create(desk=desk)
    task = case.tasks.create(title="資料", assignee=staff, set_by=staff)
    presses = [lambda: checklists.tick(case_id=case.pk, actor=staff, pk=item.pk)] * 10
    presses += [lambda: tasks.finish_task(case_id=case.pk, actor=staff, pk=task.pk)] * 10
    assert at_once(*presses) == [case] * 20
    assert sorted(CaseEvent.objects.values_list("kind", flat=True)) == ["item_ticked", "task_done"]


def test_two_who_link_two_cases_from_either_side_make_one_link(make_case: MakeCase, staff: User) -> None:
    one, other = make_case(), make_case()
    pairs = [(one, other), (other, one)] * 5
    answers = at_once(
        *[
            lambda at=at, to=to: links.link(case_id=at.pk, actor=staff, number=to.number, kind=LinkKind.RELATED)
            for at, to in pairs
        ]
    )
    refused = {str(answer) for answer in answers if isinstance(answer, ActionRefused)}
    # Each thread speaks the desk's own language.
    assert refused <= {f"{case.number}はすでに関連付けられています。" for case in (one, other)}
    assert sorted(type(answer).__name__ for answer in answers) == [*["ActionRefused"] * 9, "CaseLink"]
    assert CaseLink.objects.count() == 1
    assert set(CaseEvent.objects.values_list("case", "kind")) == {(one.pk, "linked"), (other.pk, "linked")}
    assert CaseEvent.objects.count() == 2
    assert Case.objects.count() == 2
