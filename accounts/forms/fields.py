"""Form fields that read what people here key in, full-width letters included."""

from typing import Any

from django import forms

from accounts.corporate_number import fold_corporate_number, validate_corporate_number
from mediso.common.japanese_text import clean_text, fold_code


class AddressField(forms.EmailField):
    """An e-mail address, kept in lower case as accounts are."""

    def to_python(self, value: Any) -> str:
        return fold_code(super().to_python(value) or "").lower()


class CorporateNumberField(forms.CharField):
    """The digits without what stands between them; `None` where nothing was written."""

    default_validators = [validate_corporate_number]

    def to_python(self, value: Any) -> str | None:
        return fold_corporate_number(super().to_python(value) or "") or None


class NameField(forms.CharField):
    """A name on one line, without anything invisible around it."""

    def to_python(self, value: Any) -> str:
        return clean_text(super().to_python(value) or "")
