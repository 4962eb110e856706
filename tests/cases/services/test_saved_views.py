"""Keeping a list of cases under a name."""

from typing import Any

import pytest

from accounts.models import User
from cases.models import SavedView
from cases.selectors.saved_views import saved_views_of
from cases.services.saved_views import MOST, change_view, delete_view, save_view
from mediso.common.errors import ActionRefused
from mediso.desks.models import Desk
from tests.factories.accounts import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def colleague(desk: Desk) -> User:
    return UserFactory.create(staff_of=desk, name="事務局 花子")


def kept() -> list[tuple[Any, ...]]:
    return list(SavedView.objects.order_by("pk").values_list("owner", "name", "query", "columns", "desk"))


def save(owner: User, name: str, desk: Desk | None = None) -> SavedView:
    return save_view(owner=owner, name=name, query="queue=late", columns=["title"], desk=desk)


def test_a_view_is_its_owner_s_until_it_is_shared(staff: User, colleague: User, other_staff: User, desk: Desk) -> None:
    own, shared = save(staff, "遅れ"), save(staff, "皆の遅れ", desk)
    assert kept() == [
        (staff.pk, "遅れ", "queue=late", ["title"], None),
        (staff.pk, "皆の遅れ", "queue=late", ["title"], desk.pk),
    ]
    assert set(saved_views_of(staff)) == {own, shared}
    assert set(saved_views_of(colleague)) == {shared}
    assert set(saved_views_of(other_staff)) == set()
    change_view(view=shared, actor=staff, name="わたしの遅れ", desk=None)
    assert set(saved_views_of(colleague)) == set()
    assert kept()[1] == (staff.pk, "わたしの遅れ", "queue=late", ["title"], None)


def test_a_name_stands_for_one_view_of_a_person(staff: User, colleague: User) -> None:
    save(staff, "遅れ")
    save(colleague, "遅れ")
    other = save(staff, "今日")
    before = kept()
    message = "^You have a view of this name already. Choose another name.$"
    with pytest.raises(ActionRefused, match=message):
        save(staff, "遅れ")
    with pytest.raises(ActionRefused, match=message):
        change_view(view=other, actor=staff, name="遅れ", desk=None)
    assert kept() == before


def test_only_the_owner_changes_a_shared_view(staff: User, colleague: User, desk: Desk) -> None:
    view = save(staff, "遅れ", desk)
    before = kept()
    message = "^Only 事務局 一郎 can change this view.$"
    with pytest.raises(ActionRefused, match=message):
        change_view(view=view, actor=colleague, name="遅延", desk=None)
    with pytest.raises(ActionRefused, match=message):
        delete_view(view=view, actor=colleague)
    assert kept() == before
    delete_view(view=view, actor=staff)
    assert kept() == []


def test_views_are_shared_with_one_s_own_colleagues(staff: User, supporter: User, other_desk: Desk, desk: Desk) -> None:
    message = "^You can share views only with the staff of your own desk.$"
    for owner, at in ((staff, other_desk), (supporter, desk)):
        with pytest.raises(ActionRefused, match=message):
            save(owner, "遅れ", at)
    view = save(staff, "遅れ")
    with pytest.raises(ActionRefused, match=message):
        change_view(view=view, actor=staff, name="遅れ", desk=other_desk)
    assert kept() == [(staff.pk, "遅れ", "queue=late", ["title"], None)]


def test_too_much_is_not_kept(staff: User) -> None:
    with pytest.raises(ActionRefused, match=r"^These conditions are too long to be kept\. Use shorter search words\.$"):
        save_view(owner=staff, name="長い", query="q=" + "x" * 999, columns=[], desk=None)
    SavedView.objects.bulk_create([SavedView(owner=staff, name=f"表示{n}") for n in range(MOST)])
    with pytest.raises(ActionRefused, match=r"^You keep 50 views already\. Delete one first\.$"):
        save(staff, "もう一つ")
    assert SavedView.objects.count() == MOST
