import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from mediso import health

WELL = {"well": True, "failing": []}


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a process that has not been asked before."""
    monkeypatch.setitem(health.PARTS, "migrations", health._Migrations())
    health._broker_client.cache_clear()


@pytest.mark.django_db
def test_well_for_anyone_who_asks(client: Client) -> None:
    response = client.get("/healthz")
    assert (response.status_code, response.json()) == (200, WELL)
    assert "no-store" in response["Cache-Control"]
    assert client.head("/healthz").status_code == 200
    assert client.post("/healthz").status_code == 405


@pytest.mark.django_db
def test_asking_again_is_cheap(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    client.get("/healthz")
    with django_assert_num_queries(1):
        client.get("/healthz")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("app", "name"),
    [("notices", "0001_initial"), ("cases", "0023_indexes_of_figures")],
    ids=["any", "one of before the squash"],
)
def test_a_migration_that_is_not_applied(client: Client, app: str, name: str) -> None:
    row = MigrationRecorder.Migration.objects.get(app=app, name=name)
    row.delete()
    response = client.get("/healthz")
    assert (response.status_code, response.json()) == (503, {"well": False, "failing": ["migrations"]})
    row.save()
    assert client.get("/healthz").json() == WELL


@pytest.mark.django_db
def test_a_broker_that_is_away(client: Client, settings: Settings) -> None:
    settings.REDIS_URL = "unix:///nowhere/valkey.sock"
    response = client.get("/healthz")
    assert (response.status_code, response.json()) == (503, {"well": False, "failing": ["broker"]})
    assert b"nowhere" not in response.content
    health._broker_client.cache_clear()


@pytest.mark.django_db(transaction=True)
def test_a_database_that_is_away(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    connection.close()
    with monkeypatch.context() as patch:
        patch.setitem(connection.settings_dict, "HOST", "/nowhere")
        response = client.get("/healthz")
    assert (response.status_code, response.json()) == (503, {"well": False, "failing": ["database", "migrations"]})
    assert b"nowhere" not in response.content
    assert client.get("/healthz").json() == WELL
