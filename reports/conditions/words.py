"""What narrows a scope, in words."""

from reports.conditions.table import CONDITIONS
from reports.periods import ALL
from reports.scope import Scope


def condition_words(scope: Scope) -> list[tuple[str, str]]:
    """In the reader's language: what each condition is called, and its value."""
    whole = Scope(scope.desks, ALL)
    told = []
    for code, value in scope.narrowing:
        condition = CONDITIONS[code]
        told.append((str(condition.label), str(dict(condition.choices(whole)).get(value, value))))
    return told
