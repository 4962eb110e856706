"""Keeping a list of cases under a name, for oneself or for the desk's staff."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.enums import Role
from accounts.models import User
from cases.models import SavedView
from mediso.common.errors import ActionRefused
from mediso.desks.models import Desk

LONGEST_QUERY = 1_000
MOST = 50
"""Views a person may keep: more than anybody finds again."""


def save_view(*, owner: User, name: str, query: str, columns: Sequence[str], desk: Desk | None) -> SavedView:
    """`query` and `columns` as `cases.filters.kept_query` and the page's columns give them; `desk` to share with.

    Raises `ActionRefused` for a name the owner uses already, a desk whose staff the owner is not, and too much to keep.
    """
    _check_desk(owner, desk)
    if len(query) > LONGEST_QUERY:
        raise ActionRefused(_("These conditions are too long to be kept. Use shorter search words."))
    if SavedView.objects.filter(owner=owner).count() >= MOST:
        raise ActionRefused(_("You keep %(most)s views already. Delete one first.") % {"most": MOST})
    with _one_name():
        return SavedView.objects.create(owner=owner, name=name, query=query, columns=list(columns), desk=desk)


def change_view(*, view: SavedView, actor: User, name: str, desk: Desk | None) -> SavedView:
    """Rename, share, or share no more. Raises `ActionRefused` as `save_view` does, and for anybody but the owner."""
    _check_owner(view, actor)
    _check_desk(actor, desk)
    view.name, view.desk = name, desk
    with _one_name():
        view.save(update_fields=["name", "desk"])
    return view


def delete_view(*, view: SavedView, actor: User) -> None:
    """Raises `ActionRefused` for anybody but the owner."""
    _check_owner(view, actor)
    view.delete()


@contextmanager
def _one_name() -> Iterator[None]:
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise ActionRefused(_("You have a view of this name already. Choose another name.")) from error


def _check_owner(view: SavedView, actor: User) -> None:
    if view.owner_id != actor.pk:
        raise ActionRefused(_("Only %(owner)s can change this view.") % {"owner": view.owner})


def _check_desk(owner: User, desk: Desk | None) -> None:
    if desk is not None and not owner.has_role(Role.STAFF, desk.pk):
        raise ActionRefused(_("You can share views only with the staff of your own desk."))
