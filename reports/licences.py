"""Under which conditions released data may be used by everybody."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Licence(models.TextChoices):
    """The codes are those of SPDX, which knows none for the second."""

    CC_BY = "CC-BY-4.0", _("Creative Commons Attribution 4.0 International (CC BY 4.0)")
    PDL = "PDL1.0", _("Public Data License (Version 1.0) (PDL1.0)")


ASKS = _(
    "Everybody may use, change and pass on these data, also commercially. Name the source, and say what you changed."
)


@dataclass(frozen=True, slots=True)
class Terms:
    """Where the licence is written, by language, and what it wants of whoever uses the data."""

    links: Mapping[str, str]
    asks: str | Promise = ASKS


TERMS: Mapping[str, Terms] = {
    Licence.CC_BY.value: Terms(
        {
            "ja": "https://creativecommons.org/licenses/by/4.0/deed.ja",
            "en": "https://creativecommons.org/licenses/by/4.0/",
        },
    ),
    Licence.PDL.value: Terms(
        {
            "ja": "https://www.digital.go.jp/resources/open_data/public_data_license_v1.0",
            "en": "https://www.digital.go.jp/en/resources/open_data/public_data_license_v1.0",
        },
    ),
}
