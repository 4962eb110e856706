"""docs/routing.md says what the replay of the register comes to: worked out again here."""

from pathlib import Path

import pytest

from bench.replay.__main__ import SHORT, rows
from bench.replay.answers import Answer, answer_of
from bench.replay.play import Play
from bench.replay.running import as_a_team
from bench.replay.world import read_world
from mediso.common.fiscal import FiscalYear

PAGE = Path("docs/routing.md").read_text(encoding="utf-8")
TABLE = PAGE.partition("<!-- replay -->")[2].partition("<!-- /replay -->")[0].splitlines()


def of_year(year: int) -> list[str]:
    return [line for line in TABLE if line.startswith(f"| FY{year}, ")]


def test_the_rows_of_a_year_are_what_the_replay_says() -> None:
    assert list(rows(SHORT)) == of_year(SHORT)


@pytest.mark.soak
def test_the_rows_of_the_whole_register_are_what_the_replay_says() -> None:
    assert list(rows(None)) == [line for line in TABLE if line.startswith("| 2018–2024, ")]


def test_every_case_of_a_year_is_placed_and_none_with_the_supporter_of_its_own_firm() -> None:
    world = read_world()
    cases = world.received(FiscalYear(2018))
    figures = Play(world, cases, as_a_team).figures()
    assert (figures.cases, figures.placed, figures.conflicts) == (len(cases), len(cases), 0)
    firms = {one.affiliation for one in world.experts} - {""}
    assert [case.case_id for case in world.cases if case.organisation in firms]  # there was something to avoid


def test_answers_come_as_often_as_they_should_and_alike_every_time() -> None:
    drawn = [answer_of(case_id, supporter_id, 1) for case_id in range(200) for supporter_id in range(50)]
    share = {answer: sum(one.answer is answer for one in drawn) / len(drawn) for answer in Answer}
    assert abs(share[Answer.LAPSED] - 0.30) < 0.015
    assert abs(share[Answer.DECLINED] - 0.10) < 0.015
    assert drawn == [answer_of(case_id, supporter_id, 1) for case_id in range(200) for supporter_id in range(50)]
