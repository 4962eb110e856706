"""What is sent from the pages of a round: its choices, its ticks, and the revision it was drawn from."""

import uuid
from collections.abc import Mapping

from django.http import QueryDict
from django.utils.translation import gettext as _

from mediso.common.errors import ActionRefused

CHOSEN = "chosen-"
NONE_SEEN = 0
# Beyond any id the database gives.
LONGEST_ID = 18


def moves_in(data: QueryDict) -> Mapping[int, int | None]:
    """Row id → supporter id, None for nobody. Raises `ActionRefused` for what no page sends."""
    return {
        _id(name.removeprefix(CHOSEN)): _id(value) if value else None
        for name, value in data.items()
        if name.startswith(CHOSEN) and isinstance(value, str)
    }


def ticked_in(data: QueryDict) -> list[int]:
    """The ids of the ticked rows, each once. Raises `ActionRefused` for what no page sends."""
    return [_id(value) for value in dict.fromkeys(data.getlist("row"))]


def seen_in(data: QueryDict) -> int:
    """The revision; one that no round has where it was left out."""
    told = data.get("seen", "")
    return int(told) if _is_number(told) else NONE_SEEN


def press_in(data: QueryDict) -> uuid.UUID:
    """The token of the page. Raises `ActionRefused` without one: then two presses could not be told from one."""
    try:
        return uuid.UUID(data.get("press", ""))
    except ValueError:
        raise ActionRefused(
            _("This page was not sent as it was drawn. Reload it and press the button again.")
        ) from None


def _id(value: str) -> int:
    if not _is_number(value):
        raise ActionRefused(_("This page was not sent as it was drawn. Reload it and press the button again."))
    return int(value)


def _is_number(value: str) -> bool:
    return value.isascii() and value.isdecimal() and len(value) <= LONGEST_ID
