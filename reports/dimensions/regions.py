"""地方: the eight regions into which Japan's prefectures are grouped, and abroad."""

from collections.abc import Mapping, Sequence

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.enums import Prefecture


class Region(models.TextChoices):
    """八地方区分, as geography at school and most statistics of the government have them."""

    HOKKAIDO = "hokkaido", pgettext_lazy("region", "Hokkaido")
    TOHOKU = "tohoku", _("Tohoku")
    KANTO = "kanto", _("Kanto")
    CHUBU = "chubu", _("Chubu")
    KINKI = "kinki", _("Kinki")
    CHUGOKU = "chugoku", _("Chugoku")
    SHIKOKU = "shikoku", _("Shikoku")
    KYUSHU = "kyushu", _("Kyushu and Okinawa")
    ABROAD = "abroad", pgettext_lazy("region", "Outside Japan")


# By JIS X 0401 code, which runs from north to south.
_LAST_CODES = {
    Region.HOKKAIDO: 1,
    Region.TOHOKU: 7,
    Region.KANTO: 14,
    Region.CHUBU: 23,
    Region.KINKI: 30,
    Region.CHUGOKU: 35,
    Region.SHIKOKU: 39,
    Region.KYUSHU: 47,
}


def _region_of(prefecture: str) -> Region:
    if prefecture == Prefecture.ABROAD:
        return Region.ABROAD
    return next(region for region, last in _LAST_CODES.items() if int(prefecture) <= last)


PREFECTURES: Mapping[str, Sequence[str]] = {
    region.value: [code for code in Prefecture.values if _region_of(code) is region] for region in Region
}
