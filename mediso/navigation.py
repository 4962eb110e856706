"""The main menu: a table of who sees which entry, and the context every page of the shell needs."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.models import User
from cases.incoming_counts import waiting_for
from mediso.outbox import counts as mail_counts
from supporters import change_counts


@dataclass(frozen=True, slots=True)
class Entry:
    label: str | Promise
    url_name: str
    roles: frozenset[Role]
    count: Callable[[User], int] | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    label: str | Promise
    url: str
    current: bool
    count: int


def _mails_that_need_a_person(user: User) -> int:
    """Of both directions: what went wrong on its way out, and what came in and waits."""
    desks = user.desk_ids(Role.STAFF)
    return mail_counts.COUNTS.of(desks) + waiting_for(desks)


def _changes_to_look_at(user: User) -> int:
    return change_counts.COUNTS.of(user.desk_ids(Role.STAFF))


ENTRIES = (
    Entry(_("My consultations"), "consultation_list", frozenset({Role.FOUNDER})),
    Entry(_("My organisation"), "organisation", frozenset({Role.FOUNDER})),
    Entry(_("Proposals to me"), "proposal_list", frozenset({Role.SUPPORTER})),
    Entry(_("My entry"), "my_entry", frozenset({Role.SUPPORTER})),
    Entry(_("Cases"), "case_list", frozenset({Role.STAFF, Role.SUPPORTER})),
    Entry(_("Assign together"), "round_list", frozenset({Role.STAFF})),
    Entry(_("My tasks"), "task_list", frozenset({Role.STAFF, Role.SUPPORTER})),
    Entry(_("Hours and honorarium"), "honorarium_own", frozenset({Role.SUPPORTER})),
    Entry(_("Follow-ups"), "follow_up_list", frozenset({Role.STAFF})),
    Entry(_("Support plans"), "plan_following", frozenset({Role.STAFF})),
    Entry(_("Mails"), "mail_list", frozenset({Role.STAFF}), _mails_that_need_a_person),
    Entry(_("Organisations"), "organisation_all", frozenset({Role.STAFF})),
    Entry(_("Supporters"), "supporter_list", frozenset({Role.STAFF}), _changes_to_look_at),
    Entry(_("People"), "person_list", frozenset({Role.STAFF, Role.ADMINISTRATOR})),
    Entry(_("Statistics"), "statistics", frozenset({Role.STAFF, Role.MANAGER})),
    Entry(_("Desk settings"), "desk_settings_home", frozenset({Role.STAFF})),
    Entry(_("Administration"), "admin:index", frozenset({Role.ADMINISTRATOR})),
)


def entries_for(roles: frozenset[Role]) -> list[Entry]:
    return [entry for entry in ENTRIES if entry.roles & roles]


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Context processor; empty for a visitor who has not signed in."""
    user = getattr(request, "user", None)  # absent on error pages made before the middleware ran
    if not isinstance(user, User):
        return {"navigation": []}
    shown = []
    for entry in entries_for(frozenset(user.roles)):
        url = reverse(entry.url_name)
        count = entry.count(user) if entry.count else 0
        shown.append(Shown(entry.label, url, request.path.startswith(url), count))
    return {"navigation": shown}
