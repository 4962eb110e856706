"""Who may take a case, who suits it best, and why: a pure engine on plain values.

Nothing here reads or writes a database. `words` alone needs Django, for translation, and is imported by name.
"""

from supporters.matching.answers import Excluded, Exclusion, Part, Ranked, Ranking
from supporters.matching.codes import PartCode, RuleCode
from supporters.matching.ranking import RULE_VERSION, rank
from supporters.matching.rules import check
from supporters.matching.snapshot import RankingData, restore, snapshot
from supporters.matching.values import Candidate, CaseNeed, Tie
from supporters.matching.weights import Weights

__all__ = [
    "RULE_VERSION",
    "Candidate",
    "CaseNeed",
    "Excluded",
    "Exclusion",
    "Part",
    "PartCode",
    "Ranked",
    "Ranking",
    "RankingData",
    "RuleCode",
    "Tie",
    "Weights",
    "check",
    "rank",
    "restore",
    "snapshot",
]
