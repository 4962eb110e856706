"""Who may take a case, who suits it best, and why: a pure engine on plain values.

Nothing here reads or writes a database. `words` and `sentences` alone need Django, for translation, and are imported by
name.
"""

from supporters.matching.answers import Excluded, Exclusion, Part, Ranked, Ranking
from supporters.matching.codes import OVERRIDABLE, PartCode, RuleCode
from supporters.matching.free_hours import Away, FreeHours, Horizon, free_hours
from supporters.matching.pairs import PairTable, pair_points
from supporters.matching.ranking import RULE_VERSION, rank
from supporters.matching.rules import check
from supporters.matching.snapshot import RankingData, restore, snapshot
from supporters.matching.team import Completion, Member, Team, completion, team
from supporters.matching.values import Candidate, CaseNeed, Related, Tie
from supporters.matching.weights import Weights

__all__ = [
    "OVERRIDABLE",
    "RULE_VERSION",
    "Away",
    "Candidate",
    "CaseNeed",
    "Completion",
    "Excluded",
    "Exclusion",
    "FreeHours",
    "Horizon",
    "Member",
    "PairTable",
    "Part",
    "PartCode",
    "Ranked",
    "Ranking",
    "RankingData",
    "Related",
    "RuleCode",
    "Team",
    "Tie",
    "Weights",
    "check",
    "completion",
    "free_hours",
    "pair_points",
    "rank",
    "restore",
    "snapshot",
    "team",
]
