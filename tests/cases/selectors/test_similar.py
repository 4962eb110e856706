"""Which earlier cases are offered; the threshold is measured on the sample register (docs/intake.md)."""

import csv
import random
from collections import defaultdict
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from accounts.models import User
from cases.enums import State
from cases.models import Consultation
from cases.selectors.similar import LIKE, alike, likeness, similar_cases
from mediso.desks.models import Desk, Topic
from tests.conftest import MakeCase
from tests.factories.accounts import OrganisationFactory
from tests.factories.cases import ConsultationFactory

REGISTER = Path(settings.BASE_DIR) / "data" / "consultations-2018-2024.csv"

TITLE, TEXT = "人工関節の非臨床試験の範囲", "承認申請に向けて、必要な試験の範囲を確認したい。"
NEAR = "人工関節の試験の範囲について"
FAR = "資金調達の進め方"
FAR_TEXT = "ベンチャーキャピタルへの説明の順番を知りたい。"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("人工関節", "人工関節", 1.0),
        ("人工関節", "人工膝", 0.4),  # 人工 of 人工・工関・関節 and 人工・工膝: 2 × 1 ÷ 5
        ("ＰＭＤＡ 相談", "pmda相談", 1.0),
        ("ｶﾃｰﾃﾙ、かてーてる！", "カテーテルカテーテル", 1.0),
        ("人工", "関節", 0.0),
        ("膝", "膝", 0.0),
        ("", "", 0.0),
    ],
)
def test_how_alike_two_texts_are(one: str, other: str, expected: float) -> None:
    assert alike(one, other) == alike(other, one) == pytest.approx(expected)


def test_the_threshold_finds_what_belongs_together_and_little_else() -> None:
    """As docs/intake.md says: 18 of 18, and 5 % of pairs at random."""
    with REGISTER.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    asked = [Consultation(title=row["件名"], text=row["相談概要"]) for row in rows]
    same: dict[tuple[str, ...], list[Consultation]] = defaultdict(list)
    for row, one in zip(rows, asked, strict=True):
        same[row["事業者名"], row["製品・技術"], row["対象疾患"]].append(one)
    together = [likeness(*pair) for group in same.values() for pair in combinations(group, 2)]
    assert (len(together), sum(value >= LIKE for value in together)) == (18, 18)
    chance = random.Random(1)
    apart = [likeness(*chance.sample(asked, 2)) for _pair in range(2_000)]
    assert 0.03 <= sum(value >= LIKE for value in apart) / len(apart) <= 0.07


@pytest.fixture
def draft(desk: Desk, founder: User, topic: Topic) -> Consultation:
    return ConsultationFactory.create(
        desk=desk,
        asked_by=founder,
        organisation=founder.memberships.get().organisation,
        topics=[topic],
        title=TITLE,
        text=TEXT,
        product_name="関節Ｘ",
    )


@pytest.mark.django_db
def test_the_likest_come_first(draft: Consultation, founder: User, make_case: MakeCase) -> None:
    near = make_case(State.CLOSED, consultation__title=NEAR, consultation__text=TEXT)
    make_case(consultation__title=FAR, consultation__text=FAR_TEXT)
    same = make_case(consultation__title=TITLE, consultation__text=TEXT)
    found = similar_cases(draft, founder)
    assert [one.case for one in found] == [same, near]
    assert found[0].likeness == 1.0


@pytest.mark.django_db
def test_three_are_offered_at_most(draft: Consultation, founder: User, make_case: MakeCase) -> None:
    for _number in range(5):
        make_case(consultation__title=TITLE, consultation__text=TEXT)
    assert len(similar_cases(draft, founder)) == 3


@pytest.mark.django_db
@pytest.mark.parametrize("state", [State.WITHDRAWN, State.DECLINED])
def test_what_was_not_taken_up_is_not_gone_on_from(
    state: State, draft: Consultation, founder: User, make_case: MakeCase
) -> None:
    make_case(state, consultation__title=TITLE, consultation__text=TEXT)
    assert similar_cases(draft, founder) == []


@pytest.mark.django_db
def test_nobody_else_s_case_and_no_other_desk_s_is_offered(
    draft: Consultation, founder: User, other_founder: User, other_desk: Desk, make_case: MakeCase
) -> None:
    alike_in_words: dict[str, Any] = {"consultation__title": TITLE, "consultation__text": TEXT}
    make_case(asked_by=other_founder, **alike_in_words)
    make_case(desk=other_desk, **alike_in_words)
    assert similar_cases(draft, founder) == []


@pytest.mark.django_db
@pytest.mark.parametrize("shared", ["organisation", "product", "topic", "nothing"])
def test_likeness_counts_only_with_something_in_common(
    shared: str, draft: Consultation, founder: User, make_case: MakeCase, other_topic: Topic
) -> None:
    case = make_case(
        consultation__title=TITLE,
        consultation__text=TEXT,
        consultation__product_name="関節X" if shared == "product" else "別の製品",
        topics=list(draft.topic_set.topics.all()) if shared == "topic" and draft.topic_set else [other_topic],
        organisation=draft.organisation if shared == "organisation" else OrganisationFactory.create(),
    )
    assert [one.case for one in similar_cases(draft, founder)] == ([] if shared == "nothing" else [case])
