import json
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from pytest_django import DjangoAssertNumQueries

from mediso.desks.models import Desk, ProductType, Topic, TopicSet, TopicSetMember
from mediso.desks.services import intern_topic_set, intern_topic_sets, set_up_desk, topic_set_key
from tests.factories.desks import TopicFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

MEDISO = settings.BASE_DIR / "data" / "mediso-desk.json"


def test_a_combination_is_one_row_in_any_order(desk: Desk) -> None:
    first, second, third = TopicFactory.create_batch(3, desk=desk)
    row = intern_topic_set([third.pk, first.pk])
    assert row.key == f"{first.pk},{third.pk}"
    assert set(row.members.values_list("topic", flat=True)) == {first.pk, third.pk}
    assert intern_topic_set({first.pk, third.pk}) == intern_topic_set([first.pk, third.pk, first.pk]) == row
    assert intern_topic_set([first.pk, second.pk, third.pk]) != row
    assert (TopicSet.objects.count(), TopicSetMember.objects.count()) == (2, 5)


def test_keys_sort_by_number_and_not_by_letter() -> None:
    assert topic_set_key([10, 9, 100]) == "9,10,100"


def test_no_topic_is_no_combination() -> None:
    with pytest.raises(ValueError, match=r"^a topic set has one or more topics$"):
        intern_topic_set([])
    assert TopicSet.objects.count() == 0


@pytest.mark.parametrize("count", [1, 3])
def test_many_combinations_cost_as_many_queries_as_one(
    count: int, desk: Desk, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    combinations = [[topic.pk] for topic in TopicFactory.create_batch(count, desk=desk)]
    with django_assert_num_queries(6):
        assert len(intern_topic_sets(combinations)) == count
    with django_assert_num_queries(3):
        assert len(intern_topic_sets(combinations)) == count


def test_a_desk_is_set_up_from_its_file() -> None:
    call_command("set_up_desk", MEDISO, verbosity=0)
    desk = Desk.objects.get(code="mediso")
    definition = json.loads(MEDISO.read_text(encoding="utf-8"))
    for model, rows in ((ProductType, "product_types"), (Topic, "topics")):
        names = list(model.objects.filter(desk=desk).values_list("name_ja", "name_en"))
        assert names == [(row["name_ja"], row["name_en"]) for row in definition[rows]]


def test_setting_up_again_adds_what_is_missing_and_changes_nothing() -> None:
    definition = json.loads(MEDISO.read_text(encoding="utf-8"))
    desk = set_up_desk(definition)
    desk.name_ja = "改名した窓口"
    desk.save()
    retired = Topic.objects.filter(desk=desk)[0]
    retired.name_en, retired.retired_on = "Renamed", "2026-04-01"
    retired.save()
    before = list(Topic.objects.values())
    definition["product_types"].append({"name_ja": "新区分", "name_en": "New type"})
    set_up_desk(definition)
    assert Desk.objects.get().name_ja == "改名した窓口"
    assert list(Topic.objects.values()) == before
    assert ProductType.objects.last() == ProductType.objects.get(name_ja="新区分")


WRONG = {
    "not JSON": ("{", "cannot be read"),
    "no object": ("[]", "cannot be read"),
    "no code": ("{}", "lacks 'name_ja'"),
    "not text": (b"\xff\xfe", "cannot be read"),
}


@pytest.mark.parametrize(("content", "said"), WRONG.values(), ids=WRONG.keys())
def test_a_wrong_file_is_refused_in_words(content: str | bytes, said: str, tmp_path: Path) -> None:
    file = tmp_path / "desk.json"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(CommandError, match=said):
        call_command("set_up_desk", file)
    assert Desk.objects.count() == 0


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"nowhere\.json cannot be read"):
        call_command("set_up_desk", tmp_path / "nowhere.json")
