from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from mediso.desks.models import Desk, ProductType, Topic
from supporters.models import Supporter
from tests.factories.desks import ProductTypeFactory, TopicFactory
from tests.factories.supporters import SupporterFactory
from tests.support.accounts import people_world

pytestmark = pytest.mark.django_db

SignIn = Callable[..., Client]
ADD = "/admin/supporters/supporter/add/"


def inline(name: str, *rows: dict[str, Any]) -> dict[str, Any]:
    form = {f"{name}-TOTAL_FORMS": len(rows), f"{name}-INITIAL_FORMS": 0}
    return form | {f"{name}-{n}-{field}": value for n, row in enumerate(rows) for field, value in row.items()}


@pytest.fixture
def form(desk: Desk, product_type: ProductType, topic: Topic) -> dict[str, Any]:
    plain = {
        "desk": desk.pk,
        "name": " 新任 専門家 ",
        "employment": "part_time",
        "affiliation_kind": "",
        "affiliation": "若竹大学",
        "languages": ["ja", "en"],
        "product_types": [product_type.pk],
        "max_open_cases": 3,
        "hours_per_month": 12,
        "term_start": "2026-04-01",
        "term_end": "2028-03-31",
    }
    interest = {"organisation_name": "(株) 若 竹", "kind": "client", "valid_from": "2026-04-01", "valid_until": ""}
    return plain | inline("expertise", {"topic": topic.pk, "level": 4}) | inline("interests", interest)


def test_supporter_with_expertise_and_interests(sign_in: SignIn, administrator: User, form: dict[str, Any]) -> None:
    assert sign_in(administrator).post(ADD, form).status_code == 302

    row = Supporter.objects.get()
    assert (row.name, row.languages, row.user) == ("新任 専門家", ["ja", "en"], None)
    assert [(one.topic.name_ja, one.level) for one in row.expertise.all()] == [("法規制対応", 4)]
    assert [(one.organisation_name, one.normalised_name) for one in row.interests.all()] == [("(株) 若 竹", "若竹")]


WRONG: dict[str, dict[str, Any]] = {
    "term ends before": {"term_end": "2026-03-31"},
    "interest ends before": {"interests-0-valid_until": "2026-03-31"},
    "interest in nobody": {"interests-0-organisation_name": "・"},
    "level": {"expertise-0-level": 6},
    "language": {"languages": ["fr"]},
    "no language": {"languages": []},
}


@pytest.mark.parametrize("changes", WRONG.values(), ids=WRONG)
def test_wrong_form_saves_nothing(
    changes: dict[str, Any], sign_in: SignIn, administrator: User, form: dict[str, Any]
) -> None:
    browser = sign_in(administrator)
    before = people_world()
    response = browser.post(ADD, form | changes)
    assert response.status_code == 200
    assert response.context["errors"]
    assert people_world() == before


@pytest.mark.parametrize("field", ["expertise-0-topic", "product_types"])
def test_reference_data_of_another_desk_is_refused(
    field: str, sign_in: SignIn, administrator: User, form: dict[str, Any], other_desk: Desk
) -> None:
    foreign = {
        "expertise-0-topic": TopicFactory.create(desk=other_desk).pk,
        "product_types": [ProductTypeFactory.create(desk=other_desk).pk],
    }
    browser = sign_in(administrator)
    before = people_world()
    response = browser.post(ADD, form | {field: foreign[field]})
    assert response.status_code == 200
    assert "supporter&#x27;s own desk" in response.content.decode()
    assert people_world() == before


def test_who_is_on_the_roster_is_shown_and_changed_past_no_log(
    sign_in: SignIn, administrator: User, desk: Desk, topic: Topic, form: dict[str, Any]
) -> None:
    row = SupporterFactory.create(desk=desk, knows={topic: 3}, name="前 からいる")
    browser, here = sign_in(administrator), f"/admin/supporters/supporter/{row.pk}"
    page = browser.get(f"{here}/change/")
    assert page.status_code == 200
    assert not {"name", "max_open_cases", "product_types"} & set(page.context["adminform"].form.fields)
    before = people_world()
    browser.post(f"{here}/change/", form)
    row.refresh_from_db()
    assert (row.name, row.max_open_cases, row.expertise.get().level, row.interests.count()) == ("前 からいる", 3, 3, 0)
    assert people_world() == before
    assert browser.post(f"{here}/delete/", {"post": "yes"}).status_code == 403
