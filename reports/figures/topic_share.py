from dataclasses import dataclass

from reports.figures.labels import Label
from reports.figures.share import Share
from reports.scope import Scope


@dataclass(frozen=True, slots=True)
class ShareRow:
    """One product type, or the total: all its cases, and one share for each topic of the figure, in its order."""

    label: Label
    cases: int
    shares: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class TopicShare:
    """製品区分 × 相談内容区分: a case has one product type and one or more topics, so a row's shares pass 100 %."""

    scope: Scope
    topics: tuple[Label, ...]
    rows: tuple[ShareRow, ...]
    total: ShareRow

    @property
    def cases(self) -> int:
        return self.total.cases
