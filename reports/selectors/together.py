"""The figures of one page are counted together: what two of them ask for is asked once."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

Answer = TypeVar("Answer")
_kept: ContextVar[dict[Hashable, Any] | None] = ContextVar("kept", default=None)


@contextmanager
def counted_together() -> Iterator[None]:
    """Inside, `once` answers each question once. Outside, and after, everything is counted anew."""
    token = _kept.set({})
    try:
        yield
    finally:
        _kept.reset(token)


def once(question: Hashable, count: Callable[[], Answer]) -> Answer:
    kept = _kept.get()
    if kept is None:
        return count()
    if question not in kept:
        kept[question] = count()
    answer: Answer = kept[question]
    return answer
