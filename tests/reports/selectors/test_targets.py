import pytest

from cases.enums import Clock
from reports.selectors.targets import targets
from tests.reports.builders import small_desk
from tests.reports.lists import assert_numbers_are_their_lists, values

pytestmark = pytest.mark.django_db


def test_targets_worked_out_on_paper() -> None:
    desk = small_desk()
    for first_contact, triage, proposal, answer in (
        (True, True, False, None),
        (True, False, False, True),
        (False, None, None, None),
        (None, None, None, None),
    ):
        case = desk.case("薬", "甲")
        case.first_contact_kept, case.triage_kept = first_contact, triage
        case.proposal_kept, case.answer_kept = proposal, answer
        case.save()
    figure = targets(desk.scope())
    assert [column.code for column in figure.columns] == ["judged", "kept", "missed", "not_judged"]
    assert values(figure) == {
        Clock.FIRST_CONTACT: [3, 2, 1, 1],
        Clock.TRIAGE: [2, 1, 1, 2],
        Clock.PROPOSAL: [2, 0, 2, 2],
        Clock.ANSWER: [1, 1, 0, 3],
    }
    assert [[cell.percent for cell in row.cells] for row in figure.rows] == [
        [None, 67, 33, None],
        [None, 50, 50, None],
        [None, 0, 100, None],
        [None, 100, 0, None],
    ]
    assert_numbers_are_their_lists(figure)
