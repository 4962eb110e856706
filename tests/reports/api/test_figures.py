import datetime as dt

import pytest
from django.test import Client
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.generators import SchemaGenerator

from reports.registry import FIGURES
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
    assert manager.get("/api/v1/figures/cases_by_fiscal_year/").json() == {"2024": 1}
    assert manager.get("/api/v1/figures/cases_by_year/?from=2023-01-01&until=2023-12-31").json() == {"2023": 0}


def test_names_every_parameter_that_is_wrong(manager: Client) -> None:
    response = manager.get("/api/v1/figures/topic_share/?from=x&until=y&desk=z")
    assert response.status_code == 400
    assert {name: len(messages) for name, messages in response.json().items()} == {"from": 1, "until": 1, "desk": 1}


def test_the_schema_is_clean_and_lists_the_figures() -> None:
    GENERATOR_STATS.reset()
    schema = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    mine = [path for path in schema["paths"] if path.startswith("/api/v1/figures/")]
    assert mine == ["/api/v1/figures/{name}/"]
    parameters = {p["name"]: p for p in schema["paths"][mine[0]]["get"]["parameters"]}
    assert sorted(parameters) == ["desk", "from", "name", "until"]
    assert sorted(parameters["name"]["schema"]["enum"]) == sorted(FIGURES)
    complaints = [
        message for message in (*GENERATOR_STATS._warn_cache, *GENERATOR_STATS._error_cache) if "reports" in message
    ]
    assert complaints == []
