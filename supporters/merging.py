"""Declared interests follow an organisation that is merged; the name that was declared stays as it was."""

from django.utils.translation import gettext_lazy as _

from accounts.merging_hooks import PlainMover, move_with_organisations
from supporters.models import Interest


def register() -> None:
    move_with_organisations(PlainMover("interests", _("Declared interests"), Interest.objects, "organisation"))
