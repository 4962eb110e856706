"""Every notice with what a desk has set for it."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Max

from mediso.desks.enums import Allowed, SettingKind
from mediso.desks.models import Desk, DeskChange
from mediso.desks.selectors.settings import settings_of
from mediso.notices.table import NOTICES, Notice


@dataclass(frozen=True, slots=True)
class Wording:
    """`since` is the last change of the desk's own words; None where the default counts."""

    language: str
    language_name: str
    since: dt.datetime | None


@dataclass(frozen=True, slots=True)
class WordedNotice:
    notice: Notice
    wordings: Sequence[Wording]


@dataclass(frozen=True, slots=True)
class RuledNotice:
    """`own` tells whether the desk has set it; a notice that nobody may choose has no rule."""

    notice: Notice
    allowed: Allowed
    own: bool


def worded_notices(desk: Desk) -> list[WordedNotice]:
    since = _own_since(desk, SettingKind.NOTICES)
    return [
        WordedNotice(notice, [Wording(code, str(name), since.get((kind, code))) for code, name in settings.LANGUAGES])
        for kind, notice in NOTICES.items()
    ]


def ruled_notices(desk: Desk) -> list[RuledNotice]:
    own = {rule.kind: rule.allowed for rule in settings_of(desk.pk, SettingKind.NOTICE_RULES).filter(retired_on=None)}
    return [_ruled(notice, own) for notice in NOTICES.values()]


def _ruled(notice: Notice, own: Mapping[str, str]) -> RuledNotice:
    if not notice.choosable:
        return RuledNotice(notice, Allowed.AT_ONCE, own=False)
    return RuledNotice(notice, Allowed(own.get(notice.kind, notice.allowed.value)), own=notice.kind in own)


def _own_since(desk: Desk, setting: SettingKind) -> dict[tuple[str, str], dt.datetime | None]:
    changed = DeskChange.objects.filter(desk=desk, setting=setting).order_by().values("row").annotate(last=Max("at"))
    last = {one["row"]: one["last"] for one in changed}
    rows = settings_of(desk.pk, setting).filter(retired_on=None)
    return {(row.kind, row.language): last.get(row.pk) for row in rows}
