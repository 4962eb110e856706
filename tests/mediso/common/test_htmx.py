from pathlib import Path

import pytest
from django.test import RequestFactory
from pytest_django import Settings

from mediso.common.htmx import go_to, render_page

VARY = "HX-Request, HX-Boosted, HX-History-Restore-Request"


@pytest.fixture(autouse=True)
def templates(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "list.html").write_text("<html>{{ count }}</html>")
    (tmp_path / "_list.html").write_text("{{ count }}")
    engine = {"BACKEND": "django.template.backends.django.DjangoTemplates", "DIRS": [tmp_path]}
    settings.TEMPLATES = [engine]


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, "<html>3</html>"),
        ({"HX-Request": "true"}, "3"),
        ({"HX-Request": "true", "HX-Boosted": "true"}, "<html>3</html>"),
        ({"HX-Request": "true", "HX-History-Restore-Request": "true"}, "<html>3</html>"),
    ],
    ids=["browser", "htmx", "boosted link", "back button"],
)
def test_the_part_goes_to_htmx_and_the_page_to_everybody_else(headers: dict[str, str], expected: str) -> None:
    request = RequestFactory().get("/", headers=headers)
    response = render_page(request, "list.html", {"count": 3}, fragment="_list.html", status=422)
    assert (response.status_code, response.content.decode(), response["Vary"]) == (422, expected, VARY)


def test_a_page_without_a_fragment_is_always_whole() -> None:
    request = RequestFactory().get("/", headers={"HX-Request": "true"})
    assert render_page(request, "list.html", {"count": 3}).content == b"<html>3</html>"


def test_after_a_change_a_browser_is_redirected() -> None:
    response = go_to(RequestFactory().post("/"), "/cases/")
    assert (response.status_code, response["Location"]) == (302, "/cases/")


def test_after_a_change_htmx_is_told_to_load_the_page() -> None:
    response = go_to(RequestFactory().post("/", headers={"HX-Request": "true"}), "/cases/")
    assert (response.status_code, response["HX-Redirect"]) == (200, "/cases/")
