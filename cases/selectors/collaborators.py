"""共同研究者 of a case: as the asker named them, and as the desk knows them."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from cases.models import Case, Collaborator

NAMED = ("name", "affiliation", "role")


@dataclass(frozen=True, slots=True)
class NamedCollaborator:
    name: str
    affiliation: str
    role: str


def asked_collaborators(case: Case) -> list[NamedCollaborator]:
    """Those the asker named."""
    rows: Iterable[dict[str, str]] = case.consultation.collaborators
    return [NamedCollaborator(*(str(row.get(name, "")) for name in NAMED)) for row in rows]


def plain_collaborator(row: Collaborator) -> str:
    """What a form was drawn from, in one line."""
    return json.dumps([getattr(row, name) for name in NAMED], ensure_ascii=False)
