"""Ways of doing things that no linter knows."""

import ast
import re

import pytest

from cases.enums import Action, EventKind
from cases.forms.table import STEP_FORMS
from cases.policies import POLICIES
from cases.transitions import TRANSITIONS
from cases.works import WORKS, Work
from tests.architecture.sources import imported, migrations, nodes, production, templates, within
from tests.support.actions import PERFORM

# The layers that know nothing of a request; a form of allauth's is handed one.
BELOW_VIEWS = re.compile(r"/(services|selectors|models|matching|figures)(/|\.py)|/(policies|notifications|enums)\.py")
INLINE = re.compile(r"<style|\sstyle\s*=|<script(?![^>]*\ssrc=)|\son[a-z]+\s*=|javascript:", re.IGNORECASE)


def test_migrations_have_names() -> None:
    nameless = [within(path) for path in migrations() if re.match(r"\d{4}_(auto|merge|alter)_", path.name)]
    assert nameless == []
    assert [path.name for path in migrations() if not re.fullmatch(r"\d{4}_[a-z0-9_]+\.py", path.name)] == []


def test_no_migration_imports_code_that_will_change() -> None:
    rooms = {
        (path, module)
        for path, node in nodes(migrations())
        for module in imported(node)
        if not module.startswith(("django.", "csp.", "functools", "typing.")) and module not in {"re", "uuid"}
    }
    assert {module for _path, module in rooms} == {"accounts.corporate_number"}  # the validator of a public number


def test_rest_framework_stays_in_the_api() -> None:
    outside = {
        path
        for path, node in nodes(production())
        if any(module.startswith("rest_framework") for module in imported(node)) and "/api/" not in path
    }
    assert outside == set()


def test_no_request_goes_below_the_views() -> None:
    found = {
        (path, ast.unparse(node))
        for path, node in nodes(production())
        if BELOW_VIEWS.search(path)
        and (
            (isinstance(node, ast.arg) and node.arg == "request")
            or (isinstance(node, ast.Name) and node.id == "request")
            or any(module.endswith(".HttpRequest") for module in imported(node))
        )
    }
    assert found == set()


def test_there_are_no_signals_and_no_overridden_save() -> None:
    signals = {path for path, node in nodes(production()) if any(".signals" in module for module in imported(node))}
    assert signals == set()
    saves = {
        path
        for path, node in nodes(production())
        if "/models" in path and isinstance(node, ast.FunctionDef) and node.name in {"save", "delete"}
    }
    assert saves == set()


def test_pages_have_nothing_inline() -> None:
    """The content policy would refuse it."""
    found = {within(path): INLINE.findall(path.read_text(encoding="utf-8")) for path in templates()}
    assert {path: inline for path, inline in found.items() if inline} == {}


@pytest.mark.parametrize("action", list(Action))
def test_every_action_is_whole(action: Action) -> None:
    assert action in TRANSITIONS
    assert action in POLICIES
    assert action in PERFORM
    # A proposal is answered and a message is written on a page of its own; nobody lets a proposal lapse by hand.
    has_no_step_page = action in {Action.ACCEPT, Action.TURN_DOWN, Action.MESSAGE, Action.LAPSE}
    assert (action in STEP_FORMS) != has_no_step_page


def test_every_move_leaves_an_event_of_its_own() -> None:
    kinds = [row.event for row in TRANSITIONS.values()]
    assert len(set(kinds)) == len(kinds) == len(Action)
    works = [rule.event for rule in WORKS.values()]
    assert len(set(works)) == len(works) == len(Work)
    assert set(EventKind) - set(kinds) - set(works) == {
        EventKind.SUBMITTED,
        EventKind.TAKEN_IN,
        EventKind.IMPORTED,
        EventKind.VIEWED,
        EventKind.FILE_READ,
        EventKind.ORGANISATION_MERGED,
        EventKind.MERGE_UNDONE,
    }


def test_values_of_actions_stand_in_addresses() -> None:
    assert [action.value for action in Action if not re.fullmatch(r"[a-z-]+", action.value)] == []
