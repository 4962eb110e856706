"""The team on the page of a proposal: who is on the case, what they cover at the wanted level, who would cover more."""

import pytest
from django.urls import reverse

from accounts.models import User
from cases.enums import State
from cases.models import Case
from mediso.desks.models import Topic
from tests.cases.views.conftest import Open
from tests.conftest import MakeCase
from tests.factories.supporters import SupporterFactory
from tests.support.actions import assigned
from tests.support.people import row_of

pytestmark = pytest.mark.django_db


def team_of(case: Case, staff: User, open_page: Open) -> list[str]:
    page = open_page(staff, reverse("case_step", args=[case.number, "propose"]))
    return page.texts("section", class_="panel")


def test_what_nobody_on_the_case_covers_is_named_with_who_would(
    make_case: MakeCase, staff: User, supporter: User, topic: Topic, other_topic: Topic, open_page: Open
) -> None:
    """野村 knows the first topic at 4; the desk wants 3."""
    case = make_case(State.SUPPORTING, topics=[topic, other_topic])
    assigned(row_of(supporter), case)
    row_of(supporter).expertise.create(topic=other_topic, level=2)
    SupporterFactory.create(desk=case.desk, name="浅い 知識", signs_in=True, knows={topic: 5, other_topic: 2})
    SupporterFactory.create(desk=case.desk, name="声なし", knows={topic: 5, other_topic: 5})
    assert team_of(case, staff, open_page)[0].endswith(
        "Nobody who can be asked covers any of these topics at that level."
    )
    SupporterFactory.create(desk=case.desk, name="知財 明", signs_in=True, knows={other_topic: 3})
    (team,) = team_of(case, staff, open_page)
    assert team.startswith("The team 野村 進 lead accepted A topic is covered from level 3 on")
    assert "Regulation covered 野村 進 (level 4)" in team
    assert "Intellectual property not covered 野村 進 (level 2)" in team
    assert "Would cover most of what is not covered: 知財 明 (Intellectual property)" in team


def test_one_topic_and_nobody_on_the_case_need_no_team_and_a_full_one_says_so(
    make_case: MakeCase, staff: User, supporter: User, open_page: Open
) -> None:
    assert team_of(make_case(State.MATCHING), staff, open_page) == []
    case = make_case(State.SUPPORTING)
    case.desk.team_most = 1
    case.desk.save()
    assigned(row_of(supporter), case)
    (team,) = team_of(case, staff, open_page)
    assert team.endswith("The desk gives a case 1 supporter at most.")
