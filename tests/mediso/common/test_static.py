"""What the pages are drawn with: its weight, its licence, and nothing that the content policy would refuse."""

import gzip
import re
from pathlib import Path

import django_htmx
import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
STYLES = sorted((ROOT / "static/css").glob("*.css"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
VENDORED = ROOT / "static/vendor/digital-go-jp-design-tokens"
INLINE = re.compile(
    r"<style|\sstyle=|\son[a-z]+=\"|<script(?![^>]*\ssrc=)|javascript:|https?://(?!www\.w3\.org/)", re.IGNORECASE
)


def test_the_first_load_weighs_less_than_60_kilobytes() -> None:
    loaded = [*STYLES, VENDORED / "tokens.css", ROOT / "static/js/desk.js"]
    loaded.append(Path(django_htmx.__file__).parent / "static/django_htmx/htmx-2.min.js")
    weight = sum(len(gzip.compress(path.read_bytes(), mtime=0)) for path in loaded)
    assert weight < 60_000


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_a_stylesheet_stays_small_is_linked_and_takes_its_colours_from_the_tokens(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 300
    assert f"css/{path.name}" in (ROOT / "templates/includes/stylesheets.html").read_text(encoding="utf-8")
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b", text) == []


def test_every_token_that_is_used_exists() -> None:
    styles = "\n".join(path.read_text(encoding="utf-8") for path in [*STYLES, VENDORED / "tokens.css"])
    used = set(re.findall(r"var\((--[\w-]+)", styles))
    defined = set(re.findall(r"(--[\w-]+):", styles))
    assert used - defined == set()


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_a_template_has_nothing_inline_and_loads_nothing_from_elsewhere(path: Path) -> None:
    assert INLINE.findall(path.read_text(encoding="utf-8")) == []


def test_the_tokens_keep_their_licence() -> None:
    assert "Copyright (c) 2023 デジタル庁" in (VENDORED / "LICENSE").read_text(encoding="utf-8")
