from cases.selectors.rule_names import RULE_NAMES, rule_name
from supporters.matching import RuleCode
from supporters.matching.rules import RULES


def test_every_rule_has_a_name_in_the_order_in_which_reasons_are_shown() -> None:
    assert list(RULE_NAMES) == list(RULES)
    assert set(RULE_NAMES) == set(RuleCode)


def test_a_code_that_no_rule_has_is_shown_as_it_is() -> None:
    assert rule_name("rule_of_old") == "rule_of_old"
