"""What a rule of automatic triage may do, and that nobody else acts for it."""

from cases.enums import Action
from cases.models import Case
from cases.policies import ByRule, Standing, may, standings_of

BY_RULE = {"start-triage", "classify", "start-matching", "propose", "hand-over"}


def test_a_rule_may_do_these_and_nothing_else() -> None:
    standings = standings_of(ByRule(1, 3), Case())
    assert standings == {Standing.RULE}
    assert {action.value for action in Action if may(standings, action)} == BY_RULE


def test_without_a_rule_nothing_of_this_happens_by_itself() -> None:
    standings = standings_of(None, Case())
    assert standings == {Standing.AUTOMATIC}
    assert [action for action in BY_RULE if may(standings, Action(action))] == []
