import datetime as dt

import pytest
from django.test import Client
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.generators import SchemaGenerator

from reports.conditions.table import CONDITIONS
from reports.registry import NAMED
from tests.factories.accounts import UserFactory
from tests.reports.builders import small_desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(client: Client) -> Client:
    at = small_desk()
    at.case("薬", "甲", dt.date(2024, 4, 1))
    client.force_login(UserFactory.create(manager_of=at.desk))
    return client


def test_answers_the_figure(manager: Client) -> None:
    answered = manager.get("/api/v1/figures/cases_by_fiscal_year/").json()
    assert [(row["code"], row["values"]["cases"]) for row in answered["rows"]] == [("2024", 1)]
    empty = manager.get("/api/v1/figures/cases_by_year/?from=2023-01-01&until=2023-12-31").json()
    assert [(row["code"], row["values"]["cases"]) for row in empty["rows"]] == [("2023", 0)]


def test_conditions_given_several_times_all_hold(manager: Client) -> None:
    both = manager.get("/api/v1/figures/topic_share/?topic=甲&topic=乙&kind=venture").json()
    assert both["scope"]["conditions"] == [
        {"name": "topic", "value": "甲"},
        {"name": "topic", "value": "乙"},
        {"name": "kind", "value": "venture"},
    ]
    assert both["cases"] == 0
    assert manager.get("/api/v1/figures/topic_share/?topic=甲").json()["cases"] == 1


def test_names_every_parameter_that_is_wrong(manager: Client) -> None:
    response = manager.get("/api/v1/figures/topic_share/?from=x&until=y&desk=z&kind=k&topic=甲&topic=t&basis=b")
    assert response.status_code == 400
    assert {name: len(messages) for name, messages in response.json().items()} == dict.fromkeys(
        ("from", "until", "desk", "kind", "topic", "basis"), 1
    )


def test_the_schema_is_clean_and_lists_the_figures() -> None:
    GENERATOR_STATS.reset()
    schema = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    mine = [path for path in schema["paths"] if path.startswith("/api/v1/figures/")]
    assert mine == ["/api/v1/figures/{name}/"]
    parameters = {p["name"]: p for p in schema["paths"][mine[0]]["get"]["parameters"]}
    assert sorted(parameters) == sorted(["basis", "desk", "from", "name", "until", *CONDITIONS])
    assert all(kind.name in parameters["name"]["description"] for kind in NAMED)
    complaints = [
        message for message in (*GENERATOR_STATS._warn_cache, *GENERATOR_STATS._error_cache) if "reports" in message
    ]
    assert complaints == []
