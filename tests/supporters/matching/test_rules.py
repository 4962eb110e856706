from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from supporters.matching import OVERRIDABLE, Away, Exclusion, Related, RuleCode, Tie, check
from supporters.matching.rules import RULES
from tests.supporters.matching.builders import FUNDING, INSURANCE, REGULATION, a_candidate, a_need

SAME_NAME = Tie(None, "(株)アユウテクノロジーズ", "employer", date(2020, 4, 1))
SAME_ROW = Tie(70, "旧アユウ研究所", "holding")
OTHER = Tie(71, "ミロモファーマ株式会社", "employer")


ASKER = ("asker", "")


def conflict(name: str, kind: str, since: str | None, until: str | None, side: tuple[str, str] = ASKER) -> Exclusion:
    values = {"organisation": name, "kind": kind, "period": [since, until], "side": list(side)}
    return Exclusion(RuleCode.CONFLICT_OF_INTEREST, values)


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


COMPETITOR = Related("competitor", "ミロモファーマ", "1234567890123")
PARENT = Related("parent", "アユウHD")


@pytest.mark.parametrize(
    ("tie", "expected"),
    [
        pytest.param(OTHER, (OTHER.organisation_name, ("competitor", "ミロモファーマ")), id="competitor by name"),
        pytest.param(
            Tie(None, "MP研究所", "client", corporate_number="１２３-4567890123"),
            ("MP研究所", ("competitor", "ミロモファーマ")),
            id="competitor by number",
        ),
        pytest.param(
            Tie(None, "旧社名", "client", other_names=frozenset({"株式会社アユウＨＤ"})),
            ("旧社名", ("parent", "アユウHD")),
            id="parent by a name that was not declared",
        ),
        pytest.param(
            Tie(None, "AT社", "client", corporate_number="9876543210987"), ("AT社", ASKER), id="asker by number"
        ),
        pytest.param(
            Tie(70, "ミロモファーマ", "client", corporate_number="1234567890123"),
            ("ミロモファーマ", ASKER),
            id="asker and competitor: told as the asker",
        ),
        pytest.param(Tie(None, "別の会社", "client"), None, id="blank numbers match nothing"),
        pytest.param(Tie(71, "別の会社", "client", corporate_number="1111111111111"), None, id="another"),
    ],
)
def test_a_conflict_tells_which_organisation_and_in_what_way(
    tie: Tie, expected: tuple[str, tuple[str, str]] | None
) -> None:
    need = a_need(related=(PARENT, COMPETITOR), corporate_numbers=frozenset({"9876543210987", ""}))
    reasons = check(need, a_candidate(interests=(tie,)))
    assert reasons == ((conflict(expected[0], tie.kind, None, None, expected[1]),) if expected else ())


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
        pytest.param({"open_cases": 6}, RuleCode.OPEN_CASE_CAP, {"open": 6, "proposed": 0, "cap": 6}, id="cap reached"),
        pytest.param({"open_cases": 7}, RuleCode.OPEN_CASE_CAP, {"open": 7, "proposed": 0, "cap": 6}, id="cap passed"),
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
        pytest.param(
            {"open_cases": 4, "open_proposals": frozenset({5, 6})},
            RuleCode.OPEN_CASE_CAP,
            {"open": 4, "proposed": 2, "cap": 6},
            id="cap reached with proposals to others",
        ),
        pytest.param(
            {"proposals_per_week": 2, "proposals_this_week": 2},
            RuleCode.WEEKLY_PROPOSALS,
            {"count": 2, "cap": 2},
            id="week full",
        ),
        pytest.param(
            {"proposals_per_week": 0}, RuleCode.WEEKLY_PROPOSALS, {"count": 0, "cap": 0}, id="no proposals at all"
        ),
        pytest.param(
            {"undertakings": frozenset({("conduct", 2024), ("confidentiality", 2023)})},
            RuleCode.UNDERTAKING_MISSING,
            {"undertakings": ["confidentiality"], "fiscal_year": 2024},
            id="one undertaking of last year",
        ),
        pytest.param(
            {"undertakings": frozenset()},
            RuleCode.UNDERTAKING_MISSING,
            {"undertakings": ["confidentiality", "conduct"], "fiscal_year": 2024},
            id="nothing signed",
        ),
        pytest.param(
            {"leaves": (Away("leave", date(2024, 11, 1), date(2024, 12, 2)),)},
            RuleCode.ON_LEAVE,
            {"leave": "leave", "first_day": "2024-11-01", "last_day": "2024-12-02"},
            id="last day of a leave",
        ),
        pytest.param(
            {"leaves": (Away("pause", date(2024, 12, 2)),)},
            RuleCode.ON_LEAVE,
            {"leave": "pause", "first_day": "2024-12-02", "last_day": None},
            id="first day of a pause until further notice",
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
        pytest.param({"open_cases": 5, "open_proposals": frozenset({900, 5})}, id="asked for this case already"),
        pytest.param(
            {"proposals_per_week": 1, "proposals_this_week": 2, "open_proposals": frozenset({900})},
            id="asked for this case this week",
        ),
        pytest.param({"proposals_per_week": 3, "proposals_this_week": 2}, id="one below the week's cap"),
        pytest.param({"leaves": (Away("leave", date(2024, 12, 3)),)}, id="leave from tomorrow"),
        pytest.param({"leaves": (Away("leave", date(2024, 11, 1), date(2024, 12, 1)),)}, id="leave until yesterday"),
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


def test_the_fiscal_year_of_the_day_is_what_must_be_signed_for() -> None:
    assert check(a_need(on=date(2025, 3, 31)), a_candidate()) == ()
    (reason,) = check(a_need(on=date(2025, 4, 1)), a_candidate())
    assert reason.values == {"undertakings": ["confidentiality", "conduct"], "fiscal_year": 2025}


def test_caps_and_leave_can_be_set_aside_and_nothing_else() -> None:
    assert {"open_case_cap", "monthly_hours", "weekly_proposals", "on_leave"} == OVERRIDABLE
    away = Away("leave", date(2024, 12, 1))
    full = a_candidate(open_cases=6, hours_used_this_month=9, proposals_per_week=0, leaves=(away,), term_end=None)
    assert check(a_need(), full, OVERRIDABLE) == ()
    assert [reason.code for reason in check(a_need(), full, {RuleCode.ON_LEAVE, RuleCode.MONTHLY_HOURS})] == [
        RuleCode.OPEN_CASE_CAP,
        RuleCode.WEEKLY_PROPOSALS,
    ]


@pytest.mark.parametrize("code", sorted(set(RuleCode) - OVERRIDABLE))
def test_a_rule_that_protects_the_asker_is_never_set_aside(code: RuleCode) -> None:
    with pytest.raises(ValueError, match=f"These rules cannot be set aside: {code}."):
        check(a_need(), a_candidate(), {code, RuleCode.ON_LEAVE})


def test_all_reasons_are_told_in_the_order_of_the_table() -> None:
    need = a_need(declined_ids=frozenset({1}), involved_ids=frozenset({1}), language="en")
    candidate = a_candidate(
        interests=(SAME_ROW,),
        term_end=date(2024, 3, 31),
        undertakings=frozenset(),
        expertise={},
        leaves=(Away("leave", date(2024, 12, 1)),),
        open_cases=6,
        hours_used_this_month=9,
        proposals_per_week=0,
    )
    assert [reason.code for reason in check(need, candidate)] == [
        RuleCode.CONFLICT_OF_INTEREST,
        RuleCode.TERM_ENDED,
        RuleCode.UNDERTAKING_MISSING,
        RuleCode.DECLINED,
        RuleCode.ALREADY_INVOLVED,
        RuleCode.NO_EXPERTISE,
        RuleCode.LANGUAGE,
        RuleCode.ON_LEAVE,
        RuleCode.OPEN_CASE_CAP,
        RuleCode.MONTHLY_HOURS,
        RuleCode.WEEKLY_PROPOSALS,
    ]
