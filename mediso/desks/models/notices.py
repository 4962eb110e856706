"""A desk's own words for its notices, and what people may choose. Which notices exist is told by `mediso/notices/`."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mediso.desks.enums import Allowed
from mediso.desks.models.desk import Desk

LONGEST_SUBJECT = 200


class NoticeSetting(models.Model):
    """What a desk says of one notice. A retired row counts for nothing: the default holds again."""

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="%(class)ss", verbose_name=_("desk"))
    kind = models.CharField(_("notice"), max_length=40, editable=False)
    retired_on = models.DateField(_("retired on"), null=True, blank=True)

    class Meta:
        abstract = True


class NoticeText(NoticeSetting):
    """The words of a notice in one language, with variables in braces; plain text, never a template."""

    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, editable=False)
    subject = models.CharField(_("subject"), max_length=LONGEST_SUBJECT)
    body = models.TextField(_("text"), max_length=5_000)

    class Meta:
        verbose_name = _("words of a notice")
        verbose_name_plural = _("words of notices")
        ordering = ["desk", "kind", "language"]
        constraints = [
            models.UniqueConstraint(fields=["desk", "kind", "language"], name="notice_text_once_per_desk"),
            models.CheckConstraint(
                condition=Q(language__in=[code for code, _name in settings.LANGUAGES]), name="notice_language_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.subject


class NoticeRule(NoticeSetting):
    """What people may choose for a notice of this desk."""

    allowed = models.CharField(_("people may choose"), max_length=10, choices=Allowed)

    class Meta:
        verbose_name = _("choices for a notice")
        verbose_name_plural = _("choices for notices")
        ordering = ["desk", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["desk", "kind"], name="notice_rule_once_per_desk"),
            models.CheckConstraint(condition=Q(allowed__in=Allowed.values), name="notice_allowed_is_known"),
        ]

    def __str__(self) -> str:
        return str(self.get_allowed_display())
