"""The documents say what is so: links, paths, commands, dependencies and words are held against the source."""

import io
import re
import tokenize
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import get_commands

from cases.services.demo import PASSWORD, PEOPLE

ROOT = Path(settings.BASE_DIR)
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
ROOMS = ("mediso", "accounts", "supporters", "cases", "reports")
FOLDERS = (*ROOMS, "templates", "static", "locale", "tests", "docs", "data", "requirements", "tools", "bench")
CODE_FOLDERS = (*ROOMS, "templates", "static", "tests", "tools", "bench")
CODE_FILES = {".py", ".html", ".txt", ".css", ".js", ".toml", ".yml"}

FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
ELSEWHERE = re.compile(r"[a-z]+:", re.IGNORECASE)
PLACEHOLDER = re.compile(r"[<>*{}…]")
REQUIREMENT = re.compile(r"[A-Za-z0-9._-]+")

each_document = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))


@pytest.fixture(scope="module")
def source() -> set[str]:
    """Every word of the code, the pages and the files that start them."""
    paths = [path for folder in CODE_FOLDERS for path in (ROOT / folder).rglob("*") if path.suffix in CODE_FILES]
    paths += [path for path in ROOT.iterdir() if path.suffix in CODE_FILES]
    return {word for path in paths if path != Path(__file__) for word in re.findall(r"\w+", text_of(path))}


def text_of(document: Path) -> str:
    return document.read_text(encoding="utf-8")


def code_of(document: Path) -> list[str]:
    """What the document sets as code: whole fenced blocks, and words between backticks."""
    text = text_of(document)
    return FENCE.findall(text) + CODE.findall(FENCE.sub("", text))


def named(document: Path, pattern: str) -> set[str]:
    return {name for code in code_of(document) for name in re.findall(pattern, code)}


def anchors_of(document: Path) -> set[str]:
    """The names under which headings are linked to: lower case, without punctuation, hyphens for spaces."""
    headings = HEADING.findall(FENCE.sub("", text_of(document)))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def rows_of(document: Path) -> Iterator[dict[str, str]]:
    """The rows of the document's tables, each cell under its heading."""
    headings: list[str] = []
    for line in text_of(document).splitlines():
        cells = [cell.strip() for cell in line.strip("| ").split("|")] if line.startswith("|") else []
        if not cells:
            headings = []
        elif not headings:
            headings = cells
        elif set(cells[0]) - set(":- "):
            yield dict(zip(headings, cells, strict=False))


@each_document
def test_every_link_inside_the_project_leads_somewhere(document: Path) -> None:
    prose = CODE.sub("", FENCE.sub("", text_of(document)))
    broken = []
    for link in LINK.findall(prose):
        if ELSEWHERE.match(link):
            continue
        name, _, anchor = link.partition("#")
        target = (document.parent / name).resolve() if name else document
        if not target.exists() or (anchor and anchor not in anchors_of(target)):
            broken.append(link)
    assert broken == []


@each_document
def test_every_path_that_is_named_exists(document: Path) -> None:
    paths = {
        code
        for code in CODE.findall(FENCE.sub("", text_of(document)))
        if code.startswith(tuple(f"{name}/" for name in FOLDERS))
    }
    assert [path for path in sorted(paths) if not PLACEHOLDER.search(path) and not (ROOT / path).exists()] == []


@each_document
def test_every_name_that_is_named_stands_in_the_source(document: Path, source: set[str]) -> None:
    """Names with an underscore: functions, tables, fields, constraints, settings, variables of the environment."""
    names = {code for code in CODE.findall(FENCE.sub("", text_of(document))) if re.fullmatch(r"\w*[A-Za-z]\w*", code)}
    assert {name for name in names if "_" in name} - source == set()


@each_document
def test_every_make_target_that_is_named_exists(document: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert named(document, r"\bmake ([a-z]+)") - targets == set()


@each_document
def test_every_management_command_that_is_named_exists(document: Path) -> None:
    assert named(document, r"\bmanage\.py ([a-z_]+)") - get_commands().keys() == set()


def test_every_dependency_has_its_line_and_no_line_is_left_over() -> None:
    project: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extras = project["project"]["optional-dependencies"].values()
    groups = project["dependency-groups"].values()
    declared = [*project["project"]["dependencies"], *(name for names in (*extras, *groups) for name in names), "uv"]
    names = Counter(REQUIREMENT.findall(requirement)[0] for requirement in declared)
    lines = Counter(
        CODE.findall(row["package"])[0] for row in rows_of(ROOT / "docs/dependencies.md") if "package" in row
    )
    assert lines == names


def test_every_word_of_the_glossary_is_a_name_in_the_source() -> None:
    sources = [path for room in ROOMS for path in (ROOT / room).rglob("*.py")]
    names = {
        token.string
        for path in sources
        for token in tokenize.generate_tokens(io.StringIO(text_of(path)).readline)
        if token.type == tokenize.NAME
    }
    rows = list(rows_of(ROOT / "docs/glossary.md"))
    words = {word for row in rows for word in CODE.findall(row["code"])}
    assert len(words) >= len(rows)
    assert words - names == set()


def test_the_readme_tells_the_sign_ins_of_the_demo() -> None:
    told = CODE.findall(FENCE.sub("", text_of(ROOT / "README.md")))
    assert {word for word in told if "@" in word} == {person.email for person in PEOPLE}
    assert PASSWORD in told
