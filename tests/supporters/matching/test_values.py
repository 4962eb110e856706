import pytest

from tests.supporters.matching.builders import REGULATION, a_candidate, a_need


def test_a_case_without_a_topic_is_refused() -> None:
    with pytest.raises(ValueError, match="Case 900 has no topic"):
        a_need(topic_ids=frozenset())


@pytest.mark.parametrize("level", [0, 6, -1])
def test_a_level_outside_one_to_five_is_refused(level: int) -> None:
    with pytest.raises(ValueError, match=f"Supporter 1, topic 1: level {level} is not 1 to 5"):
        a_candidate(expertise={REGULATION: level})


def test_before_asking_takes_one_supporter_off_the_case_and_changes_nothing_else() -> None:
    need = a_need(involved_ids=frozenset({1, 2}))
    assert need.before_asking(1) == a_need(involved_ids=frozenset({2}))
    assert need.involved_ids == frozenset({1, 2})
