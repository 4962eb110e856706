"""How dates are written for people: 2026年11月21日（土）, 令和8年11月21日, always Japan's time."""

from datetime import date, datetime

from django.utils import dateformat, timezone, translation

from mediso.common.japanese_dates import ERAS

DATE_FORMATS = {"ja": "Y年n月j日（D）", "en": "j F Y (D)"}
MOMENT_FORMATS = {"ja": "Y年n月j日（D） H:i", "en": "j F Y (D) H:i"}

ERA_NAMES = {"令和": "Reiwa", "平成": "Heisei", "昭和": "Showa", "大正": "Taisho"}


def written_date(day: date) -> str:
    """A day as people here write it, in the active language. A moment gives its day in Japan."""
    return dateformat.format(_day(day), DATE_FORMATS[_language()])


def written_moment(moment: datetime) -> str:
    """A moment in Japan's time to the minute, in the active language."""
    local = timezone.localtime(moment) if timezone.is_aware(moment) else moment
    return dateformat.format(local, MOMENT_FORMATS[_language()])


def era_date(day: date) -> str:
    """A day with its era year: 令和8年11月21日; "21 November Reiwa 8" in English.

    Raises `ValueError` before the first era of `japanese_dates.ERAS`.
    """
    local = _day(day)
    if _language() == "ja":
        return f"{era_year(local)}{local.month}月{local.day}日"
    return f"{dateformat.format(local, 'j F')} {era_year(local)}"


def era_year(day: date) -> str:
    """The era year a day lies in: 令和元年, 令和8年; "Reiwa 8" in English.

    Raises `ValueError` before the first era of `japanese_dates.ERAS`.
    """
    local = _day(day)
    for era in ERAS:
        if local >= era.first:
            number = local.year - era.first.year + 1
            if _language() == "ja":
                return f"{era.name}{'元' if number == 1 else number}年"
            return f"{ERA_NAMES[era.name]} {number}"
    msg = f"no era year is known for {local.isoformat()}"
    raise ValueError(msg)


def _day(day: date) -> date:
    if isinstance(day, datetime):
        return (timezone.localtime(day) if timezone.is_aware(day) else day).date()
    return day


def _language() -> str:
    return "en" if (translation.get_language() or "ja").startswith("en") else "ja"
