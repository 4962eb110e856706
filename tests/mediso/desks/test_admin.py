from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from mediso.desks.models import Desk, Topic
from mediso.desks.selectors import offered_topics

pytestmark = pytest.mark.django_db

SignIn = Callable[..., Client]


def form_of(topic: Topic, **changes: object) -> dict[str, object]:
    names = {"name_ja": topic.name_ja, "name_en": topic.name_en, "explanation_ja": "", "explanation_en": ""}
    return names | {"position": topic.position, "retired_on": ""} | changes


def test_topic_is_retired(sign_in: SignIn, administrator: User, topic: Topic) -> None:
    here = f"/admin/desks/topic/{topic.pk}/change/"
    today = timezone.localdate()
    assert sign_in(administrator).post(here, form_of(topic, retired_on=today.isoformat())).status_code == 302
    assert not offered_topics(topic.desk, today).exists()


@pytest.mark.parametrize("model", ["topic", "producttype", "desk"])
def test_nothing_is_deleted(model: str, sign_in: SignIn, administrator: User, request: pytest.FixtureRequest) -> None:
    row = request.getfixturevalue({"producttype": "product_type"}.get(model, model))
    browser = sign_in(administrator)
    assert browser.post(f"/admin/desks/{model}/{row.pk}/delete/", {"post": "yes"}).status_code == 403
    action = {"action": "delete_selected", "_selected_action": row.pk, "post": "yes"}
    browser.post(f"/admin/desks/{model}/", action)
    assert type(row).objects.filter(pk=row.pk).exists()


def test_row_stays_at_its_desk(sign_in: SignIn, administrator: User, topic: Topic, other_desk: Desk) -> None:
    here, desk = f"/admin/desks/topic/{topic.pk}/change/", topic.desk_id
    sign_in(administrator).post(here, form_of(topic, desk=other_desk.pk, name_en="Renamed"))
    topic.refresh_from_db()
    assert (topic.desk_id, topic.name_en) == (desk, "Renamed")


def test_number_prefix_is_chosen_once(sign_in: SignIn, administrator: User, desk: Desk) -> None:
    form = {"code": "new", "name_ja": "新", "name_en": "New", "number_prefix": "Z", "notice_email": ""}
    sign_in(administrator).post(f"/admin/desks/desk/{desk.pk}/change/", form)
    desk.refresh_from_db()
    assert (desk.code, desk.number_prefix, desk.name_en) == ("main", "M", "New")
