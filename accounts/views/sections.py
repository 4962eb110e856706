"""The lists that staff have of those who ask, as tabs of one entry of the menu."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SECTIONS: Mapping[str, str | Promise] = {
    "organisation_all": _("Organisations"),
    "contact_list": _("Contacts"),
    "organisation_merge_list": _("Merges of organisations"),
    "contact_merge_list": _("Merges of contacts"),
}


def tabs_at(here: str) -> list[dict[str, Any]]:
    return [{"label": label, "url": reverse(name), "current": name == here} for name, label in SECTIONS.items()]
