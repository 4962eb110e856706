from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.organisation import Organisation
from accounts.models.user import User


class Contact(models.Model):
    """担当者: a person at an organisation who asks, with an account (`user`) or without, as in a call or a mail.

    The three `normalised_…` columns are keys for finding the person again, made by `accounts.persons` and kept by the
    services that write a contact. None is unique: a merged contact (`merged_into`) keeps its own.
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="contacts", verbose_name=_("organisation")
    )
    name = models.CharField(_("name"), max_length=100)
    kana = models.CharField(_("reading of the name"), max_length=100, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True, db_index=True)
    phone = models.CharField(_("telephone"), max_length=30, blank=True)
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="contacts")
    normalised_name = models.CharField(max_length=200, db_index=True, editable=False)
    normalised_kana = models.CharField(max_length=200, blank=True, db_index=True, editable=False)
    normalised_phone = models.CharField(max_length=30, blank=True, db_index=True, editable=False)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged_rows", editable=False
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        constraints = [
            models.CheckConstraint(condition=Q(email=Lower("email")), name="contact_email_is_lower_case"),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")), name="contact_not_merged_into_itself"
            ),
        ]

    def __str__(self) -> str:
        return self.name
