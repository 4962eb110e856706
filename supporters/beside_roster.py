"""What stands beside the roster as tabs. Pages that read cases are a higher room's: it adds them at start-up.

`cases.apps` calls `stand_beside_roster(…)` in `ready()`. Without it the roster has no tabs.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True, slots=True)
class RosterView:
    """A page of one desk's roster; its address takes `?desk=code`."""

    label: str | Promise
    url_name: str


ROSTER = RosterView(pgettext_lazy("tab beside the roster", "Roster"), "supporter_list")

_beside: list[RosterView] = []


def stand_beside_roster(*views: RosterView) -> None:
    _beside[:] = views


def roster_views() -> Sequence[RosterView]:
    return [ROSTER, *_beside] if _beside else []
