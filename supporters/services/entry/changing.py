"""How every part of an entry is changed: under the supporter's lock, by whoever may, with one change kept."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from mediso.common.errors import ActionRefused, StaleRow
from supporters.change_counts import COUNTS
from supporters.enums import RosterPart
from supporters.models import Supporter, SupporterChange
from supporters.policies import is_own, may_change
from supporters.selectors.entry import Held, held, last_change_id


@dataclass(slots=True)
class Entry:
    """The locked supporter, and after the block what was kept; None when everything was as it is now."""

    supporter: Supporter
    by_self: bool
    change: SupporterChange | None = None


@contextmanager
def changing(*, supporter_id: int, part: RosterPart, actor: User, seen: int | None) -> Iterator[Entry]:
    """Lock, ask, and keep what the block changed of that part.

    `seen` is `last_change_id` as it was when the form was drawn; None where nothing is overwritten. Raises
    `ActionRefused` for whoever may not, and `StaleRow` when somebody was quicker; nothing is written then.
    """
    with transaction.atomic():
        # The photo is read once the lock is held: a join made before would miss one that was changed while waiting.
        Supporter.objects.select_for_update().only("pk").get(pk=supporter_id)
        supporter = Supporter.objects.select_related("desk", "photo").get(pk=supporter_id)
        if not (decision := may_change(actor, supporter, part)):
            raise ActionRefused(decision.reason)
        if seen is not None and seen != last_change_id(supporter.pk, part):
            raise StaleRow(_somebody_was_quicker(supporter, part))
        before = held(supporter, part)
        entry = Entry(supporter, is_own(actor, supporter))
        yield entry
        entry.change = keep_change(supporter, part, before, actor)


def keep_change(supporter: Supporter, part: RosterPart, before: Held, actor: User | None) -> SupporterChange | None:
    """What differs from `before`, as a row; None where nothing does. `actor` is None for a file."""
    change = difference(supporter, part, before, actor)
    if change is not None:
        change.save()
        transaction.on_commit(COUNTS.refresh, robust=True)
    return change


def difference(supporter: Supporter, part: RosterPart, before: Held, actor: User | None) -> SupporterChange | None:
    """The change, not saved yet. What staff change of others is seen as it is made."""
    after = held(supporter, part)
    names = [name for name in after if before[name] != after[name]]
    if not names:
        return None
    now = timezone.now()
    watched = actor is None or is_own(actor, supporter)
    return SupporterChange(
        supporter=supporter,
        actor=actor,
        at=now,
        part=part,
        before={name: _without(before[name], after[name]) for name in names},
        after={name: _without(after[name], before[name]) for name in names},
        seen_at=None if watched else now,
        seen_by=None if watched else actor,
    )


def _without(rows: object, others: object) -> object:
    """Of rows of their own only those that differ; anything else as it is."""
    if _is_rows(rows) or _is_rows(others):
        return [row for row in rows or () if row not in (others or ())]  # type: ignore[attr-defined, operator]
    return rows


def _is_rows(value: object) -> bool:
    return isinstance(value, Sequence) and any(isinstance(one, dict) for one in value)


def _somebody_was_quicker(supporter: Supporter, part: RosterPart) -> str:
    latest = SupporterChange.objects.filter(supporter=supporter, part=part).select_related("actor").latest("pk")
    return _(
        "%(name)s changed this after you opened it. What you typed is still here: compare it with the changes below, "
        "and save again if it should stand."
    ) % {"name": latest.actor or _("A file")}
