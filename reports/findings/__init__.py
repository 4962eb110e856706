"""Which differences of a table of counts are borne by the data: a pure engine on plain counts (docs/findings.md).

Nothing here reads a database. `words` says the findings and is imported by name. scipy is loaded where a test is made
and nowhere else: it takes a second and 80 MB that no other page needs.
"""

from reports.findings.answers import Direction, Finding, Findings, NotSaid, Reason
from reports.findings.find import LEAST_CASES, LEAST_OF_EACH, LEVEL, findings_of
from reports.findings.values import CountRow, CountTable

__all__ = [
    "LEAST_CASES",
    "LEAST_OF_EACH",
    "LEVEL",
    "CountRow",
    "CountTable",
    "Direction",
    "Finding",
    "Findings",
    "NotSaid",
    "Reason",
    "findings_of",
]
