"""Notices about the roster: what is to be signed, and terms that end. The same key is one mail."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence

from django.conf import settings
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.translation import gettext

from accounts.models import User
from accounts.selectors.staff import staff_of
from mediso.common.formats import written_date
from mediso.desks.models import Desk
from mediso.notices.services import write_notice
from supporters.models import Supporter
from supporters.selectors.reminders import EndingTerm, MissingUndertakings


def tell_unsigned(missing: MissingUndertakings, today: dt.date) -> bool:
    """The supporter: once of a year to come, at most once a week of one that has begun. Whether a mail was written."""
    supporter, year = missing.supporter, missing.year
    week = today.isocalendar()
    when = f"{week.year}-W{week.week:02}" if missing.begun else "to-come"
    kinds = missing.kinds
    return _tell_supporter(
        supporter,
        "undertaking_unsigned",
        key=f"undertaking_unsigned:{supporter.pk}:{year.year}:{when}",
        path=reverse("entry_part", args=[supporter.pk, "undertakings"]),
        undertakings=_later(lambda: gettext(", ").join(str(kind.label) for kind in kinds)),
        year=_later(lambda: year.label),
    )


def tell_missing(desk: Desk, missing: Sequence[MissingUndertakings], today: dt.date) -> int:
    """The staff: who has not signed for the present year, at most once a week; how many mails."""
    week, year = today.isocalendar(), missing[0].year
    names = "\n".join(one.supporter.name for one in missing)
    return _tell_staff(
        desk,
        "undertakings_missing",
        key=f"undertakings_missing:{desk.pk}:{year.year}:{week.year}-W{week.week:02}",
        path=f"{reverse('supporter_list')}?desk={desk.code}",
        supporters=names,
        year=_later(lambda: year.label),
    )


def tell_ending(ending: EndingTerm) -> int:
    """The staff, and the supporter who signs in; how many mails."""
    supporter, about = ending.supporter, f"{ending.supporter.pk}:{ending.last_day}:{ending.level}"
    day = _later(lambda: written_date(ending.last_day))
    to_staff = _tell_staff(
        supporter.desk,
        "term_ending",
        key=f"term_ending:{about}",
        path=reverse("supporter_detail", args=[supporter.pk]),
        supporter=supporter.name,
        last_day=day,
    )
    own = reverse("my_entry") + f"?desk={supporter.desk.code}"
    return to_staff + _tell_supporter(
        supporter, "own_term_ending", key=f"own_term_ending:{about}", path=own, last_day=day
    )


def _tell_supporter(supporter: Supporter, kind: str, *, key: str, path: str, **values: object) -> bool:
    user = supporter.user
    return user is not None and _write(supporter.desk, kind, user, key=key, path=path, values=values)


def _tell_staff(desk: Desk, kind: str, *, key: str, path: str, **values: object) -> int:
    """The desk's own address, or where it has none each of its staff."""
    readers = _readers(desk)
    return sum(
        _write(desk, kind, one, key=f"{key}:{one.pk if one else 'desk'}", path=path, values=values) for one in readers
    )


def _readers(desk: Desk) -> Iterator[User | None]:
    if desk.notice_email:
        yield None
    else:
        yield from staff_of(desk)


def _write(desk: Desk, kind: str, user: User | None, *, key: str, path: str, values: dict[str, object]) -> bool:
    """To that account, or with none to the desk's own address."""
    name = user.name if user else _later(lambda: gettext("staff of %(desk)s") % {"desk": desk})
    written = write_notice(
        kind=kind,
        desk=desk,
        to=user.email if user else desk.notice_email,
        language=user.language if user else "ja",
        key=key,
        values={"name": name, "address": settings.SITE_ADDRESS + path, **values},
        recipient=user.pk if user else None,
    )
    return written is not None


def _later(words: Callable[[], str]) -> object:
    """Text that is made when the language of the mail is known."""
    return lazy(words, str)()
