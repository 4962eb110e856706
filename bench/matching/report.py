"""What `make bench` prints of matching, with pass or fail against what was promised."""

from collections.abc import Iterator

from bench.matching import figures, ranking
from bench.matching.generated import ON


def lines() -> Iterator[str]:
    """Needs a database with the register and its roster in it, and fills the roster up to 500."""
    for name, times in (("engine alone", ranking.engine_times()), ("read from the database", ranking.page_times(ON))):
        told = f"median {times.median:.1f} ms, p95 {times.p95:.1f} ms of {times.count} cases"
        yield _judged(
            f"one case, {figures.SUPPORTERS} supporters, {name}: {told}", times.p95 <= ranking.MOST_MILLISECONDS
        )
    yield from assigning()


def assigning() -> Iterator[str]:
    found = figures.measure()
    seconds = found.points_seconds + found.solver_seconds
    what = f"{figures.CASES:,} cases, {figures.SUPPORTERS} supporters, {found.pairs:,} pairs"
    told = f"{found.points_seconds:.2f} s for the points, {found.solver_seconds:.2f} s for the plan"
    yield _judged(f"{what}: {told}", seconds <= figures.MOST_SECONDS)
    yield _judged(f"of the relaxation's bound: {found.share:.4f}", found.share >= figures.LEAST_SHARE)
    yield from figures.table(found.ways)


def _judged(line: str, holds: bool) -> str:
    return f"{'pass' if holds else 'FAIL'}  {line}"
