from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mediso.desks.models.desk import Desk
from mediso.desks.models.naming import in_readers_language


class Terms(models.Model):
    """利用条件: what a founder agrees to on submitting. A consultation keeps the version that was agreed to.

    From `in_force_from` on a version is frozen (trigger in migration 0004); another text is another version.
    """

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="terms", verbose_name=_("desk"))
    version = models.PositiveIntegerField(_("version"))
    text_ja = models.TextField(_("text (Japanese)"), max_length=20_000)
    text_en = models.TextField(_("text (English)"), max_length=20_000)
    in_force_from = models.DateField(_("in force from"))

    class Meta:
        verbose_name = _("terms of use")
        verbose_name_plural = _("terms of use")
        ordering = ["desk", "-in_force_from", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["desk", "version"], name="terms_version_once_per_desk"),
            models.CheckConstraint(condition=Q(version__gte=1), name="terms_count_from_1"),
        ]

    def __str__(self) -> str:
        return gettext("Version %(version)d") % {"version": self.version}

    @property
    def text(self) -> str:
        return in_readers_language(self.text_ja, self.text_en)
