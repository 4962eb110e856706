"""docker-compose.yml as far as it can be checked without containers."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

PROJECT = Path(__file__).resolve().parent.parent
COMPOSE: dict[str, Any] = yaml.safe_load((PROJECT / "docker-compose.yml").read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = ["migrate", "web", "worker", "beat"]
LASTING = [name for name in SERVICES if name != "migrate"]
READERS = [PROJECT / "mediso" / "env.py", PROJECT / "mediso" / "embedded" / "addresses.py"]
READERS += (PROJECT / "mediso" / "settings").glob("*.py")
READ_BY_DJANGO = {"DJANGO_SETTINGS_MODULE"}


def test_services() -> None:
    assert sorted(SERVICES) == sorted([*OURS, "database", "broker"])


@pytest.mark.parametrize("name", LASTING)
def test_what_lasts_says_how_it_is(name: str) -> None:
    health = SERVICES[name]["healthcheck"]
    assert health["test"][0] in {"CMD", "CMD-SHELL"}
    assert {"interval", "timeout", "retries"} <= health.keys()
    assert SERVICES[name]["restart"] == "unless-stopped"


def test_one_image_and_one_environment_for_all_of_ours() -> None:
    for key in ("image", "build", "environment", "secrets"):
        assert all(SERVICES[name][key] == SERVICES["web"][key] for name in OURS)


def test_nothing_serves_before_the_migrations_are_through() -> None:
    assert SERVICES["migrate"]["restart"] == "no"
    assert SERVICES["migrate"]["depends_on"] == {"database": {"condition": "service_healthy"}}
    for name in ("web", "worker", "beat"):
        assert SERVICES[name]["depends_on"] == {
            "migrate": {"condition": "service_completed_successfully"},
            "database": {"condition": "service_healthy"},
            "broker": {"condition": "service_healthy"},
        }


@pytest.mark.parametrize("name", SERVICES)
def test_secrets_are_files_that_exist_only_elsewhere(name: str) -> None:
    environment = SERVICES[name].get("environment", {})
    for variable, value in environment.items():
        if re.search("SECRET|PASSWORD|KEY|TOKEN", variable):
            assert variable.endswith("_FILE")
            secret = str(value).removeprefix("/run/secrets/")
            assert secret in SERVICES[name]["secrets"]
        assert not re.search(r"://[^/@]*:[^/@]*@", str(value))
    for secret in SERVICES[name].get("secrets", []):
        assert set(COMPOSE["secrets"][secret]) == {"file"}


@pytest.mark.parametrize("variable", SERVICES["web"]["environment"])
def test_every_variable_is_read_by_the_settings(variable: str) -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in READERS)
    reader = rf'secret\(\s*"{variable.removesuffix("_FILE")}"' if variable.endswith("_FILE") else rf'"{variable}"'
    assert variable in READ_BY_DJANGO or re.search(reader, source)


def test_the_database_keeps_japanese_searchable() -> None:
    assert SERVICES["database"]["environment"]["POSTGRES_INITDB_ARGS"] == "--encoding=UTF8 --locale=C.UTF-8"


def test_what_is_kept_is_on_a_volume() -> None:
    used = {volume.split(":")[0] for service in SERVICES.values() for volume in service.get("volumes", [])}
    assert used == set(COMPOSE["volumes"]) == {"database", "broker", "files"}
