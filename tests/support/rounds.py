"""A desk whose waiting cases compete for its supporters, and rounds of them."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from accounts.models import User
from cases.enums import RoundState, State
from cases.models import AssignmentRound, Case, RoundRow
from cases.services.rounds.making import make_round
from cases.services.rounds.working_out import work_out
from mediso.desks.models import Desk, ProductType, Topic
from supporters.matching import RULE_VERSION
from supporters.models import Supporter
from tests.factories.desks import TopicFactory
from tests.factories.supporters import SupporterFactory
from tests.support.cast import case_about


@dataclass(frozen=True, slots=True)
class Crowd:
    """Six supporters with room for six cases, and ten cases in order of age. Nobody knows the topic of the eighth."""

    topics: dict[str, Topic]
    supporters: dict[str, Supporter]
    cases: list[Case]


# Name: topic → level, and how many cases at most.
PEOPLE = {
    "法 広": ({"law": 5, "money": 4}, 1),
    "法 専": ({"law": 4}, 2),
    "資 金": ({"money": 3}, 1),
    "試 験": ({"trial": 5}, 2),
    "入 門": ({"patent": 1}, 1),
    "満 員": ({"law": 5, "trial": 5}, 0),
}
ASKED = ("law", "money", "money", "law", "trial", "trial", "trial", "nothing", "patent", "trial")


def a_crowd(desk: Desk, product_type: ProductType) -> Crowd:
    """One point of the floor above what the beginner reaches."""
    topics = {name: TopicFactory.create(desk=desk, name_en=name, name_ja=name) for name in dict.fromkeys(ASKED)}
    supporters = {
        name: SupporterFactory.create(
            desk=desk,
            name=name,
            signs_in=True,
            max_open_cases=most,
            handles=[] if name == "入 門" else [product_type],
            knows={topics[topic]: level for topic, level in levels.items()},
        )
        for name, (levels, most) in PEOPLE.items()
    }
    cases = [case_about(topics[name], product_type, State.MATCHING) for name in ASKED]
    Desk.objects.filter(pk=desk.pk).update(floor_points=50)
    return Crowd(topics, supporters, cases)


def asked_for(desk: Desk, actor: User) -> AssignmentRound:
    return make_round(desk=desk, actor=actor, press=uuid.uuid4())


def worked_out(desk: Desk, actor: User) -> AssignmentRound:
    found = asked_for(desk, actor)
    assert work_out(found.pk)
    found.refresh_from_db()
    return found


def chosen(found: AssignmentRound) -> dict[str, str | None]:
    """Number of the case → name of whom it is to be proposed to."""
    rows = found.rows.select_related("case", "chosen")
    return {row.case.number: row.chosen.name if row.chosen else None for row in rows}


def round_about(case: Case, supporter: Supporter, actor: User) -> RoundRow:
    """A ready round of this one case, for this supporter, whatever the rules say."""
    figures = {"placed": 1, "points": 60_000, "price": 3_333, "gini": 0, "worst": [case.pk, 60_000]}
    found = AssignmentRound.objects.create(
        desk=case.desk,
        made_by=actor,
        state=RoundState.READY,
        on=timezone.localdate(),
        weights=case.desk.weights(),
        floor=20_000,
        fairness=10_000,
        rule_version=RULE_VERSION,
        rooms=[[supporter.pk, 0, 3, 3]],
        totals={"together": figures, "in_turn": figures, "without_sign_in": 0},
        proof={"objective": 126_667, "bound": 126_667, "bonus": 70_000},
    )
    given = dict.fromkeys(("in_turn", "together", "chosen"), supporter)
    asked: dict[str, Any] = {"excluded": {}, "topics": [], "product_type": case.product_type_id, "free_on": None}
    points = {str(supporter.pk): 60_000}
    return found.rows.create(case=case, position=1, seen=case.version, points=points, asked=asked, **given)
