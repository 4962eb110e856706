"""Somebody who knows nothing of how hiding works, but tries every register that would print the same pages."""

from hypothesis import given, settings
from hypothesis import strategies as st

from reports.suppression.audit import unprotected
from tests.reports.publication.invented import SPACE, Invented, printed, publish, what_it_may_be

THRESHOLD = 4
registers = st.lists(st.sampled_from([0] * 8 + [1, 1, 2, 3, 5]), min_size=len(SPACE), max_size=len(SPACE)).map(
    lambda times: [case for case, often in zip(SPACE, times, strict=True) for _ in range(often)]
)


@given(registers)
@settings(max_examples=7)
def test_no_small_number_follows_from_all_tables_together(cases: list[Invented]) -> None:
    page = publish(cases, THRESHOLD)
    assert unprotected(page.tables, page.suppression) == frozenset()
    for has, shown, _least in printed(page.figures):
        number = sum(map(has, cases))
        assert shown in (None, number)
        if 0 < number < THRESHOLD:
            assert shown is None
            least, most = what_it_may_be(page.figures, has)
            assert most - least + 1 >= THRESHOLD


def test_what_one_table_rules_out_tells_nothing_in_the_next() -> None:
    """Hidden table by table, with totals alone in common, 3 cases could be worked out here."""
    times = [0, 0, 3, 0, 0, 0, 0, 5, 0, 0, 5, 5, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 5, 0]
    cases = [case for case, often in zip(SPACE, times, strict=True) for _ in range(often)]
    page = publish(cases, THRESHOLD)
    for has, _shown, _least in printed(page.figures):
        if 0 < sum(map(has, cases)) < THRESHOLD:
            least, most = what_it_may_be(page.figures, has)
            assert least < most
