from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from supporters.matching import Exclusion, RuleCode, Tie, check
from supporters.matching.rules import RULES
from tests.supporters.matching.builders import FUNDING, INSURANCE, REGULATION, a_candidate, a_need

SAME_NAME = Tie(None, "(株)アユウテクノロジーズ", "employer", date(2020, 4, 1))
SAME_ROW = Tie(70, "旧アユウ研究所", "holding")
OTHER = Tie(71, "ミロモファーマ株式会社", "employer")


def conflict(name: str, kind: str, since: str | None, until: str | None) -> Exclusion:
    return Exclusion(RuleCode.CONFLICT_OF_INTEREST, {"organisation": name, "kind": kind, "period": [since, until]})


def test_every_code_has_its_rule() -> None:
    assert set(RULES) == set(RuleCode)


def test_nothing_keeps_the_plain_supporter_from_the_plain_case() -> None:
    assert check(a_need(), a_candidate()) == ()


def test_an_interest_in_the_asker_by_name_is_a_conflict() -> None:
    assert check(a_need(), a_candidate(interests=(OTHER, SAME_NAME))) == (
        conflict("(株)アユウテクノロジーズ", "employer", "2020-04-01", None),
    )


def test_an_interest_in_the_asker_by_row_is_a_conflict_whatever_its_name() -> None:
    assert check(a_need(), a_candidate(interests=(SAME_ROW,))) == (conflict("旧アユウ研究所", "holding", None, None),)


def test_every_conflicting_interest_is_told_oldest_first_in_any_order_of_declaration() -> None:
    expected = (
        conflict("旧アユウ研究所", "holding", None, None),
        conflict("(株)アユウテクノロジーズ", "employer", "2020-04-01", None),
    )
    assert check(a_need(), a_candidate(interests=(SAME_NAME, SAME_ROW))) == expected
    assert check(a_need(), a_candidate(interests=(SAME_ROW, SAME_NAME))) == expected


def test_an_interest_in_a_related_name_of_the_case_is_a_conflict() -> None:
    need = a_need(organisation_names=frozenset({"アユウテクノロジーズ", "ミロモファーマ"}))
    assert check(need, a_candidate(interests=(OTHER,))) == (conflict("ミロモファーマ株式会社", "employer", None, None),)


@pytest.mark.parametrize(
    ("since", "until", "conflicts"),
    [
        pytest.param(date(2024, 12, 2), None, True, id="begins that day"),
        pytest.param(date(2024, 12, 3), None, False, id="begins the day after"),
        pytest.param(None, date(2024, 12, 2), True, id="ends that day"),
        pytest.param(None, date(2024, 12, 1), False, id="ended the day before"),
    ],
)
def test_an_interest_counts_on_its_first_and_last_day(since: date | None, until: date | None, conflicts: bool) -> None:
    tie = Tie(70, "アユウテクノロジーズ", "client", since, until)
    assert bool(check(a_need(), a_candidate(interests=(tie,)))) is conflicts


def test_an_interest_without_row_or_name_matches_no_case() -> None:
    need = a_need(organisation_id=None, organisation_names=frozenset({"", "・"}))
    assert check(need, a_candidate(interests=(Tie(None, " ", "employer"),))) == ()


@pytest.mark.parametrize(
    ("changes", "code", "values"),
    [
        pytest.param(
            {"term_start": date(2024, 12, 3)},
            RuleCode.TERM_NOT_BEGUN,
            {"term_start": "2024-12-03"},
            id="term not begun",
        ),
        pytest.param({"term_end": date(2024, 12, 1)}, RuleCode.TERM_ENDED, {"term_end": "2024-12-01"}, id="term ended"),
        pytest.param({"open_cases": 6}, RuleCode.OPEN_CASE_CAP, {"open": 6, "cap": 6}, id="cap reached"),
        pytest.param({"open_cases": 7}, RuleCode.OPEN_CASE_CAP, {"open": 7, "cap": 6}, id="cap passed"),
        pytest.param(
            {"hours_used_this_month": Decimal("8.0")},
            RuleCode.MONTHLY_HOURS,
            {"used": "8", "offered": "8"},
            id="hours used up",
        ),
        pytest.param(
            {"hours_used_this_month": Decimal(625) / 60, "hours_per_month": 10},
            RuleCode.MONTHLY_HOURS,
            {"used": "10.4", "offered": "10"},
            id="hours passed",
        ),
        pytest.param({"languages": frozenset({"en"})}, RuleCode.LANGUAGE, {"language": "ja"}, id="language"),
        pytest.param(
            {"expertise": {FUNDING: 5}}, RuleCode.NO_EXPERTISE, {"topics": [REGULATION, INSURANCE]}, id="other topic"
        ),
        pytest.param({"expertise": {}}, RuleCode.NO_EXPERTISE, {"topics": [REGULATION, INSURANCE]}, id="no topic"),
    ],
)
def test_the_supporter_side_of_each_rule(changes: dict[str, Any], code: RuleCode, values: dict[str, Any]) -> None:
    assert check(a_need(), a_candidate(**changes)) == (Exclusion(code, values),)


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"term_start": date(2024, 12, 2)}, id="first day of the term"),
        pytest.param({"term_end": date(2024, 12, 2)}, id="last day of the term"),
        pytest.param({"term_end": None}, id="term without end"),
        pytest.param({"open_cases": 5}, id="one case below the cap"),
        pytest.param({"hours_used_this_month": Decimal("7.5")}, id="half an hour left"),
        pytest.param({"languages": frozenset({"en", "ja"})}, id="one language of two"),
        pytest.param({"expertise": {INSURANCE: 1}}, id="one topic at level one"),
    ],
)
def test_each_rule_lets_its_edge_through(changes: dict[str, Any]) -> None:
    assert check(a_need(), a_candidate(**changes)) == ()


def test_who_declined_the_case_is_not_asked_again() -> None:
    need = a_need(declined_ids=frozenset({1}))
    assert check(need, a_candidate(1)) == (Exclusion(RuleCode.DECLINED, {}),)
    assert check(need, a_candidate(2)) == ()


def test_who_is_on_the_case_is_not_asked_again_but_may_accept() -> None:
    need = a_need(involved_ids=frozenset({1}))
    assert check(need, a_candidate(1)) == (Exclusion(RuleCode.ALREADY_INVOLVED, {}),)
    assert check(need, a_candidate(2)) == ()
    assert check(need.before_asking(1), a_candidate(1)) == ()


def test_the_language_needed_may_be_another() -> None:
    need = a_need(language="en")
    assert check(need, a_candidate()) == (Exclusion(RuleCode.LANGUAGE, {"language": "en"}),)


def test_all_reasons_are_told_in_the_order_of_the_table() -> None:
    need = a_need(declined_ids=frozenset({1}), involved_ids=frozenset({1}), language="en")
    candidate = a_candidate(
        interests=(SAME_ROW,), term_end=date(2024, 3, 31), expertise={}, open_cases=6, hours_used_this_month=9
    )
    assert [reason.code for reason in check(need, candidate)] == [
        RuleCode.CONFLICT_OF_INTEREST,
        RuleCode.TERM_ENDED,
        RuleCode.DECLINED,
        RuleCode.ALREADY_INVOLVED,
        RuleCode.NO_EXPERTISE,
        RuleCode.LANGUAGE,
        RuleCode.OPEN_CASE_CAP,
        RuleCode.MONTHLY_HOURS,
    ]
