from dataclasses import dataclass

from django.utils.translation import get_language, override

from mediso.desks.models import Bilingual


@dataclass(frozen=True, slots=True)
class Label:
    """The name of a row or column. Files and the API use the Japanese one, a page the reader's."""

    ja: str
    en: str

    @classmethod
    def of(cls, row: Bilingual) -> "Label":
        return cls(row.name_ja, row.name_en)

    @classmethod
    def words(cls, text: object) -> "Label":
        """What says itself in the active language, in both."""
        with override("ja"):
            ja = str(text)
        with override("en"):
            return cls(ja, str(text))

    def __str__(self) -> str:
        return self.en if (get_language() or "ja").startswith("en") else self.ja


@dataclass(frozen=True, slots=True)
class Said:
    """What a figure says beside its numbers, put into words when it is read."""

    text: object

    @property
    def ja(self) -> str:
        with override("ja"):
            return str(self)

    def __str__(self) -> str:
        return str(self.text)


TOTAL = Label("合計", "Total")
# Cases whose product type or topics nobody knows yet: the asker was not sure and the desk has not classified them.
UNCLASSIFIED = Label("未分類", "Not yet classified")
# What neither the asker nor the desk filled in.
NOT_GIVEN = Label("記載なし", "Not given")
