"""HiGHS, a solver of linear programmes, run silently, on one thread, with equal answers to equal questions."""

from collections.abc import Mapping

import highspy

# One thread, and a method that ends in a corner.
OPTIONS: Mapping[str, bool | int | str] = {
    "threads": 1,
    "parallel": "off",
    "random_seed": 0,
    "solver": "simplex",
    "presolve": "off",
}
# Whole numbers come back as floats; further from one than this is no rounding.
NEAR = 1e-3

ANSWERS = {highspy.HighsModelStatus.kOptimal: True, highspy.HighsModelStatus.kInfeasible: False}


class NotSolved(RuntimeError):
    """The solver gave no answer that can be used. Says what it answered instead."""


class _Quiet(highspy.Highs):
    """HiGHS writes its name to the standard output at the first call that is not about options: here that is this."""

    def enableCallbacks(self) -> None:  # noqa: N802 - the library's name
        self.silent()
        super().enableCallbacks()  # type: ignore[no-untyped-call]


def solver_of(programme: highspy.HighsLp) -> highspy.Highs:
    """A solver with the programme in it, not yet run; it can be changed and run again, from where it stood."""
    solver = _Quiet()  # type: ignore[no-untyped-call]
    for name, value in OPTIONS.items():
        solver.setOptionValue(name, value)
    solver.passModel(programme)
    return solver


def run(solver: highspy.Highs) -> bool:
    """Whether there is an answer: an optimum, or none because nothing keeps to all bounds.

    Where the last answer leads nowhere, it begins anew. Raises NotSolved when that leads nowhere either.
    """
    solver.run()
    if solver.getModelStatus() not in ANSWERS:
        solver.clearSolver()
        solver.run()
    status = solver.getModelStatus()
    if status not in ANSWERS:
        raise NotSolved(f"HiGHS stopped with: {solver.modelStatusToString(status)}.")
    return ANSWERS[status]
