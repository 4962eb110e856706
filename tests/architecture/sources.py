"""The files of the project by kind, for tests that read the source."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
ROOMS = ("mediso", "accounts", "supporters", "cases", "reports")


def production() -> list[Path]:
    return [path for path in _python(*ROOMS, "tools", "bench") if "migrations" not in path.parts]


def suite() -> list[Path]:
    return _python("tests")


def templates() -> list[Path]:
    return sorted(path for path in (ROOT / "templates").rglob("*") if path.is_file())


def migrations() -> list[Path]:
    return [path for path in _python(*ROOMS) if path.parent.name == "migrations" and path.name != "__init__.py"]


def within(path: Path) -> str:
    """The path inside the project."""
    return path.relative_to(ROOT).as_posix()


@cache
def _walked(path: Path) -> list[ast.AST]:
    return list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def nodes(paths: list[Path]) -> Iterator[tuple[str, ast.AST]]:
    """Every node of every file, with the file's path inside the project."""
    for path in paths:
        name = within(path)
        for node in _walked(path):
            yield name, node


def imported(node: ast.AST) -> list[str]:
    """The modules that this node imports, if it is an import."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module:
        return [f"{node.module}.{alias.name}" for alias in node.names]
    return []


def _python(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))
