"""Files and functions stay short by splitting on the desk's steps."""

import ast
from pathlib import Path
from statistics import median

import pytest

from tests.architecture.sources import nodes, production, suite, templates, within

LIMITS = {
    "production": (production(), 300),
    "tests": (suite(), 400),
    "templates": (templates(), 150),
}
LONGEST_FUNCTION = 50
MEDIAN = 80


def length(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize(("paths", "limit"), LIMITS.values(), ids=LIMITS.keys())
def test_no_file_is_too_long(paths: list[Path], limit: int) -> None:
    assert paths
    assert {within(path): length(path) for path in paths if length(path) > limit} == {}


def test_half_of_the_files_are_shorter_than_a_screen_and_a_half() -> None:
    assert median(filter(None, map(length, production()))) <= MEDIAN


def test_no_function_is_too_long() -> None:
    long = {
        f"{path}:{node.name}": node.end_lineno - node.lineno + 1
        for path, node in nodes([*production(), *suite()])
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno is not None
    }
    assert {name: lines for name, lines in long.items() if lines > LONGEST_FUNCTION} == {}
