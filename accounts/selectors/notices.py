"""The notices that concern a person's roles, and how they may get each."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.enums import Role
from accounts.models import User
from mediso.desks.enums import Delivery
from mediso.desks.models import Desk
from mediso.notices.selectors import allowed_at, chosen_by, promptest
from mediso.notices.table import NOTICES, Notice


@dataclass(frozen=True, slots=True)
class OfferedNotice:
    """`allowed` is the least prompt delivery that any of the desks allows; `stricter` are those that do not."""

    notice: Notice
    allowed: Delivery
    stricter: Sequence[Desk]
    chosen: Delivery

    def offers(self, delivery: Delivery) -> bool:
        return delivery.rank <= self.allowed.rank

    @property
    def remark(self) -> str:
        """Why a choice cannot be made, or where it does not count; empty when all can, everywhere."""
        if self.stricter:
            names = _(", ").join(map(str, self.stricter))
            return _("%(desks)s sends this notice more promptly.") % {"desks": names}
        if self.allowed == Delivery.NONE:
            return ""
        return _("The desk does not allow: %(choices)s.") % {
            "choices": _(", ").join(str(one.label) for one in Delivery if not self.offers(one))
        }


def offered_notices(user: User) -> list[OfferedNotice]:
    """In the order of the table; three queries, whatever the number of desks."""
    desks = {desk.pk: desk for desk in Desk.objects.all()}
    allowed, chosen = allowed_at(desks), chosen_by(user.pk)
    return [
        _offered(notice, {desks[desk]: allowed[desk][notice.kind] for desk in ids}, chosen)
        for notice, ids in _concerned(user, frozenset(desks))
    ]


def _concerned(user: User, every: frozenset[int]) -> Iterator[tuple[Notice, list[int]]]:
    """A founder may ask at any desk; whoever works at one hears of that one."""
    heard = {role: every if role == Role.FOUNDER else user.desk_ids(role) for role in user.roles}
    for notice in NOTICES.values():
        ids = frozenset().union(*(heard.get(Role(one), ()) for one in notice.audience if one in Role.values))
        if notice.choosable and ids:
            yield notice, sorted(ids)


def _offered(notice: Notice, desks: Mapping[Desk, Delivery], chosen: Mapping[str, Delivery]) -> OfferedNotice:
    most = max(desks.values(), key=lambda one: one.rank)
    stricter = [desk for desk, allowed in desks.items() if allowed != most]
    return OfferedNotice(notice, most, stricter, promptest(chosen.get(notice.kind, Delivery.AT_ONCE), most))
