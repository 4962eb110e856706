"""How a notice goes to a person, and in which words."""

from collections.abc import Iterable, Mapping

from django.db.models import Q
from django.utils import timezone

from mediso.desks.enums import Delivery
from mediso.desks.models import Desk, NoticeRule, NoticeText
from mediso.notices.models import NoticeChoice
from mediso.notices.table import NOTICES, Notice
from mediso.notices.words import NoticeWords, default_words


def in_force() -> Q:
    return Q(retired_on=None) | Q(retired_on__gt=timezone.localdate())


def words_for(notice: Notice, desk: Desk | None, language: str) -> NoticeWords:
    """The desk's own, or else the default."""
    own = NoticeText.objects.filter(in_force(), desk=desk, kind=notice.kind, language=language).first()
    return NoticeWords(own.subject, own.body) if own else default_words(notice, language)


def promptest(chosen: Delivery, allowed: Delivery) -> Delivery:
    """What was chosen, or the least prompt that is allowed."""
    return min(chosen, allowed, key=lambda one: one.rank)


def allowed_at(desk_ids: Iterable[int]) -> Mapping[int, Mapping[str, Delivery]]:
    """Desk → notice → the least prompt delivery its readers may choose, in one query."""
    ids = list(desk_ids)
    found = {desk: {kind: _without_rule(notice) for kind, notice in NOTICES.items()} for desk in ids}
    for rule in NoticeRule.objects.filter(in_force(), desk__in=ids):
        if rule.kind in NOTICES and NOTICES[rule.kind].choosable:
            found[rule.desk_id][rule.kind] = Delivery(rule.allowed)
    return found


def chosen_by(user_id: int) -> Mapping[str, Delivery]:
    """Notice → what the person chose, for those where they did."""
    rows = NoticeChoice.objects.filter(user=user_id).values_list("kind", "delivery")
    return {kind: Delivery(delivery) for kind, delivery in rows}


def delivery_for(notice: Notice, desk: Desk | None, user_id: int | None) -> Delivery:
    """At once for an address that is nobody's account, for mails of no desk, and where nobody chose otherwise."""
    if not notice.choosable or desk is None or user_id is None:
        return Delivery.AT_ONCE
    row = NoticeChoice.objects.filter(user=user_id, kind=notice.kind).first()
    if row is None or row.delivery == Delivery.AT_ONCE:
        return Delivery.AT_ONCE
    return promptest(Delivery(row.delivery), allowed_at([desk.pk])[desk.pk][notice.kind])


def _without_rule(notice: Notice) -> Delivery:
    return notice.allowed if notice.choosable else Delivery.AT_ONCE
