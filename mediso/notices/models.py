from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mediso.desks.enums import Delivery


class NoticeChoice(models.Model):
    """How a person wants one kind of notice, at every desk. Without a row it comes at once."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notice_choices")
    kind = models.CharField(_("notice"), max_length=40)
    delivery = models.CharField(_("delivery"), max_length=10, choices=Delivery)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "kind"], name="notice_chosen_once"),
            models.CheckConstraint(condition=Q(delivery__in=Delivery.values), name="notice_delivery_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.kind} {self.delivery}"
