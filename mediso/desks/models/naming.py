"""What has two names, and which of them the reader sees."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


def in_readers_language(japanese: str, english: str) -> str:
    """The one the reader reads; Japanese where no language is active."""
    return english if (get_language() or "ja").startswith("en") else japanese


class Bilingual(models.Model):
    """A row named in Japanese and English, shown in the reader's language."""

    name_ja = models.CharField(_("name (Japanese)"), max_length=100)
    name_en = models.CharField(_("name (English)"), max_length=100)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return in_readers_language(self.name_ja, self.name_en)
