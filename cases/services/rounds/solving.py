"""The solver, loaded where it works: its libraries take memory that no page needs."""

import logging
from collections.abc import Mapping

from supporters.matching.assigning import Answer, Problem

logger = logging.getLogger(__name__)


def solved(problem: Problem, kept: Mapping[int, int | None]) -> Answer | None:
    """The best plan that keeps these choices (`with_fixed`); None when the solver gives no answer, which is logged."""
    from mediso.common.highs import NotSolved  # noqa: PLC0415 - see above
    from supporters.matching.assigning.assign import with_fixed  # noqa: PLC0415

    try:
        return with_fixed(problem, kept)
    except NotSolved:
        logger.exception("%s cases and %s supporters were not assigned", len(problem.cases), len(problem.rooms))
        return None
