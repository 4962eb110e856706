"""The tables name every route of the project by both methods, and no other."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from tests.access.test_accounts import ROWS as ACCOUNT_ROWS
from tests.access.test_administration import MODELS, OTHER_ROUTES
from tests.access.test_routes import ROWS

# Answers of Django's admin that lead to one of its named pages, or to nothing.
UNNAMED_IN_ADMIN = "admin:"


def routes(within: URLResolver, namespace: str = "", before: str = "") -> Iterator[str]:
    """The name of each route, with its namespace; the pattern of one without a name."""
    for one in within.url_patterns:
        pattern = f"{before}{one.pattern}"
        if isinstance(one, URLResolver):
            yield from routes(one, f"{namespace}{one.namespace}:" if one.namespace else namespace, pattern)
        elif isinstance(one, URLPattern):
            yield namespace + (one.name or ("" if namespace else f"/{pattern}"))


def test_every_route_stands_in_a_table_by_both_methods() -> None:
    exist = set(routes(get_resolver())) - {UNNAMED_IN_ADMIN}
    pages = {name for name in exist if not name.startswith("admin:")}

    assert {(row.method, row.name) for row in [*ROWS, *ACCOUNT_ROWS]} == {
        (method, name) for name in pages for method in ("GET", "POST")
    }


def test_every_page_of_the_administration_is_asked_for() -> None:
    kinds = ("changelist", "add", "change", "history", "delete")
    ours = {f"admin:{model}_{kind}" for model in MODELS for kind in kinds}
    exist = {name for name in routes(get_resolver()) if name.startswith("admin:")}

    assert exist - {UNNAMED_IN_ADMIN} == ours | {f"admin:{name}" for name in OTHER_ROUTES}
