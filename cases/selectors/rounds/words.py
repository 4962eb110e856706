"""Names for the sentences of a round, in the reader's language."""

from collections.abc import Iterable

from cases.models import RoundRow
from cases.selectors.labels import desk_labels
from mediso.desks.models import Desk
from supporters.matching.assigning import Unplaced, UnplacedCode
from supporters.matching.assigning.words import Names, unplaced_sentence


def names_of(desk: Desk, rows: Iterable[RoundRow]) -> Names:
    """The rows come with their cases: those of a round that the reader sees."""
    labels = desk_labels(desk)
    return Names(labels.topics, labels.product_types, labels.supporters, {row.case_id: row.case.number for row in rows})


def reason_of(row: RoundRow, names: Names) -> str:
    """Why nobody is given; the staff's own choice where somebody could have been."""
    if not row.reason:
        return unplaced_sentence(Unplaced(row.case_id, UnplacedCode.LEFT_OUT, {}), names)
    return unplaced_sentence(Unplaced(row.case_id, UnplacedCode(row.reason), row.reason_values), names)
