from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from mediso.desks.enums import ChangeKind, SettingKind
from mediso.desks.models.desk import Desk


class DeskChange(models.Model):
    """設定の変更: one change of a desk's settings, written with it and never altered (trigger in migration 0004).

    `row` is the primary key of what was changed; `before` and `after` hold the fields that differ, as the columns hold
    them: ids, codes, texts. Words are made when shown.
    """

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="changes")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    setting = models.CharField(max_length=20, choices=SettingKind)
    row = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=10, choices=ChangeKind)
    before = models.JSONField(default=dict, blank=True)
    after = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(setting__in=SettingKind.values), name="changed_setting_is_known"),
            models.CheckConstraint(condition=Q(kind__in=ChangeKind.values), name="desk_change_kind_is_known"),
        ]
        indexes = [models.Index(fields=["desk", "-at", "-id"], name="desk_change_newest")]

    def __str__(self) -> str:
        return f"{self.desk_id}: {self.setting} {self.row} {self.kind}"
