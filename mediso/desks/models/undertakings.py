from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mediso.desks.enums import UndertakingKind
from mediso.desks.models.desk import Desk
from mediso.desks.models.naming import in_readers_language


class UndertakingText(models.Model):
    """誓約の文面: a desk's own words for what its supporters sign. A retired row counts for nothing: the default holds.

    What was signed is kept with the signature as it was shown, so that changing the words changes nothing signed.
    """

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="undertaking_texts", verbose_name=_("desk"))
    kind = models.CharField(_("undertaking"), max_length=20, choices=UndertakingKind)
    text_ja = models.TextField(_("text (Japanese)"), max_length=20_000)
    text_en = models.TextField(_("text (English)"), max_length=20_000)
    retired_on = models.DateField(_("retired on"), null=True, blank=True)

    class Meta:
        verbose_name = _("words of an undertaking")
        verbose_name_plural = _("words of undertakings")
        ordering = ["desk", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["desk", "kind"], name="undertaking_text_once_per_desk"),
            models.CheckConstraint(condition=Q(kind__in=UndertakingKind.values), name="undertaking_text_kind_is_known"),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    @property
    def text(self) -> str:
        return in_readers_language(self.text_ja, self.text_en)
