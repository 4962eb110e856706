"""法人番号: the 13 digits the National Tax Agency gives a corporation, the first of them a check digit.

The rule: 法人番号の指定等に関する省令 (Ministry of Finance Order No. 70 of 2014), article 2.
"""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from mediso.common.japanese_text import fold_code

SHAPE = re.compile(r"[0-9]{13}")


def check_digit(base: str) -> int:
    """The digit that stands before the 12 digits of `base`: 9 − (Σ Pn × Qn mod 9).

    Pn is the n-th digit counted from the last, Qn is 1 where n is odd and 2 where it is even.
    """
    total = sum(int(digit) * (1 if n % 2 else 2) for n, digit in enumerate(reversed(base), start=1))
    return 9 - total % 9


def fold_corporate_number(written: str) -> str:
    """The digits as they are keyed: full-width ones, spaces and hyphens make no difference."""
    return fold_code(written).replace("-", "")


def validate_corporate_number(number: str) -> None:
    """Raises `ValidationError` for anything but 13 digits whose check digit is right."""
    if not SHAPE.fullmatch(number):
        raise ValidationError(_("Give the 13 digits of the corporate number."), code="shape")
    if int(number[0]) != check_digit(number[1:]):
        raise ValidationError(
            _("This is no corporate number: its check digit does not fit. Compare it with the registration."),
            code="check_digit",
        )
