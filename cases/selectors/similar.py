"""Earlier questions of the same founder that a draft may go on from."""

import re
from dataclasses import dataclass

from accounts.models import User
from cases.enums import State
from cases.models import Case, Consultation
from cases.selectors.visibility import visible_cases
from mediso.desks.signposts import fold_words

LIKE = 0.45
"""From this likeness on a case is offered. docs/intake.md tells how it was chosen."""

MOST_SHOWN = 3
MOST_READ = 200
"""A founder's newest cases; nobody has more."""

_SIGNS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Similar:
    """`likeness` lies between 0 and 1."""

    case: Case
    likeness: float


def similar_cases(draft: Consultation, founder: User) -> list[Similar]:
    """The founder's own cases at the same desk that are most like the draft, the likest first.

    Only a case that shares organisation, product or a topic with the draft; none that was withdrawn or declined.
    """
    own = visible_cases(founder).filter(consultation__asked_by=founder, desk=draft.desk_id)
    rows = (
        own.exclude(state__in=(State.WITHDRAWN, State.DECLINED))
        .select_related("consultation__topic_set")
        .prefetch_related("consultation__topic_set__members")
        .order_by("-received_on", "-pk")[:MOST_READ]
    )
    found = [Similar(row, likeness(draft, row.consultation)) for row in rows if _related(draft, row.consultation)]
    return sorted((one for one in found if one.likeness >= LIKE), key=lambda one: -one.likeness)[:MOST_SHOWN]


def likeness(one: Consultation, other: Consultation) -> float:
    """The mean of how alike the titles and the texts are, each from 0 to 1."""
    return (alike(one.title, other.title) + alike(one.text, other.text)) / 2


def alike(one: str, other: str) -> float:
    """Dice's coefficient of the two sets of character pairs: 0 for nothing in common, 1 for the same pairs.

    Widths, case, the kind of kana, spaces and signs make no difference. Source: L. R. Dice, Measures of the Amount of
    Ecologic Association Between Species (1945).
    """
    first, second = _pairs(one), _pairs(other)
    return 2 * len(first & second) / (len(first) + len(second)) if first and second else 0.0


def _related(draft: Consultation, earlier: Consultation) -> bool:
    return (
        draft.organisation_id == earlier.organisation_id
        or (bool(draft.product_name) and fold_words(draft.product_name) == fold_words(earlier.product_name))
        or bool(_topics(draft) & _topics(earlier))
    )


def _topics(consultation: Consultation) -> set[int]:
    return {row.topic_id for row in consultation.topic_set.members.all()} if consultation.topic_set else set()


def _pairs(text: str) -> set[str]:
    folded = _SIGNS.sub("", fold_words(text))
    return {folded[at : at + 2] for at in range(len(folded) - 1)}
