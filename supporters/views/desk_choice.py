"""One desk's roster at a time: which, and what stands beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404
from django.urls import reverse

from mediso.desks.models import Desk
from supporters.beside_roster import roster_views


@dataclass(frozen=True, slots=True)
class DeskTab:
    label: str
    url: str
    current: bool


def chosen_desk(desks: Sequence[Desk], code: str | None) -> Desk:
    """Somebody else's desk is no desk here."""
    if not code:
        return desks[0]
    for desk in desks:
        if desk.code == code:
            return desk
    raise Http404


def desk_tabs(desks: Sequence[Desk], desk: Desk, url_name: str) -> list[DeskTab]:
    """The same page of each desk; nothing to choose for whoever has one."""
    here = reverse(url_name)
    return [DeskTab(str(one), f"{here}?desk={one.code}", one == desk) for one in desks] if len(desks) > 1 else []


def view_tabs(desks: Sequence[Desk], desk: Desk, url_name: str) -> list[DeskTab]:
    """The pages beside the roster, of the same desk."""
    query = {"desk": desk.code} if len(desks) > 1 else None
    return [
        DeskTab(str(one.label), reverse(one.url_name, query=query), one.url_name == url_name) for one in roster_views()
    ]
