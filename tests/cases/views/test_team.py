"""The team on the page of a proposal: who is on the case, what they cover at the wanted level, who would cover more."""

import pytest
from django.urls import reverse

from accounts.models import User
from cases.enums import State
from cases.models import Case
from mediso.desks.models import Topic
from tests.cases.views.conftest import Open
from tests.conftest import MakeCase
from tests.factories.desks import TopicFactory
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
    assert team_of(case, staff, open_page)[0].endswith("Nobody who can be asked covers: Intellectual property")
    SupporterFactory.create(desk=case.desk, name="知財 明", signs_in=True, knows={other_topic: 3})
    (team,) = team_of(case, staff, open_page)
    assert team.startswith("The team 野村 進 lead accepted A topic is covered from level 3 on")
    assert "Regulation covered 野村 進 (level 4)" in team
    assert "Intellectual property not covered 野村 進 (level 2)" in team
    assert team.endswith("Next to be asked 知財 明 adviser Intellectual property (level 3)")


def test_one_topic_and_nobody_on_the_case_need_no_team_and_a_full_one_says_so(
    make_case: MakeCase, staff: User, supporter: User, open_page: Open
) -> None:
    assert team_of(make_case(State.MATCHING), staff, open_page) == []
    case = make_case(State.SUPPORTING)
    case.desk.team_most = 1
    case.desk.save()
    assigned(row_of(supporter), case)
    (team,) = team_of(case, staff, open_page)
    assert team.endswith(
        "Those on the case cover every topic at the wanted level. A case is given 1 supporter at most."
    )


def test_a_team_is_suggested_for_several_topics_and_changes_with_the_assumptions(
    make_case: MakeCase, staff: User, supporter: User, topic: Topic, other_topic: Topic, open_page: Open
) -> None:
    third = TopicFactory.create(desk=topic.desk, name_en="Insurance")
    case = make_case(State.MATCHING, topics=[topic, other_topic, third])
    SupporterFactory.create(desk=case.desk, name="知財 明", signs_in=True, knows={other_topic: 3})
    (team,) = team_of(case, staff, open_page)
    assert "Nobody is on this case yet." in team
    assert "Suggested team 野村 進 lead Regulation (level 4) 知財 明 adviser Intellectual property (level 3)" in team
    assert team.endswith("Nobody who can be asked covers: Insurance")
    page = open_page(staff, reverse("case_what_if", args=[case.number]) + "?team_most=1")
    then, today = page.texts("section", class_="panel")
    assert then == (
        "The team under these assumptions Suggested team 野村 進 lead Regulation (level 4) "
        "Nobody who can be asked covers: Insurance "
        "Not covered, because the team would be too large: Intellectual property"
    )
    assert today.startswith("The team today Suggested team 野村 進 lead Regulation (level 4) 知財 明 adviser")
    page = open_page(staff, reverse("case_what_if", args=[case.number]) + "?wanted_level=5")
    assert "Nobody who can be asked covers: " in page.texts("section", class_="panel")[0]
