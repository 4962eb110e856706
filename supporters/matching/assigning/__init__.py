"""Assigning many cases at once: plain values in, the best plan with its proof and its reasons out.

Nothing here reads or writes a database. `words` alone needs Django, for translation, and is imported by name; so is
`assign`, which loads the solver.
"""

from supporters.matching.assigning.answers import Answer, Broken, Effect, Load, Pair, Proof, Unplaced
from supporters.matching.assigning.codes import BrokenCode, UnplacedCode
from supporters.matching.assigning.effect import evaluate
from supporters.matching.assigning.values import FAIRNESS, Problem, Room, WaitingCase

__all__ = [
    "FAIRNESS",
    "Answer",
    "Broken",
    "BrokenCode",
    "Effect",
    "Load",
    "Pair",
    "Problem",
    "Proof",
    "Room",
    "Unplaced",
    "UnplacedCode",
    "WaitingCase",
    "evaluate",
]
