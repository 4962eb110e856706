"""The roster, for administrators, who appoint. Whoever is on it is changed on the pages, where changes are kept.

Accounts are tied to it by invitation only (supporters/services/invitations.py).
"""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from mediso.common.admin import NeverDeleted
from supporters.forms.admin import ExpertiseFormSet, InterestAdminForm, SupporterAdminForm
from supporters.models import Expertise, Interest, Supporter


class _OnlyWhileAppointing:
    """Rows of a new supporter. Of one on the roster they are shown, and changed past no log."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002 - Django's signature
        return obj is None

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002 - as above
        return obj is None

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002 - as above
        return obj is None


class ExpertiseInline(_OnlyWhileAppointing, admin.StackedInline):  # type: ignore[type-arg]  # Django's class takes no [] at run time
    model = Expertise
    formset = ExpertiseFormSet
    fields = ["topic", "level"]
    extra = 0


class InterestInline(_OnlyWhileAppointing, admin.StackedInline):  # type: ignore[type-arg]  # as above
    model = Interest
    form = InterestAdminForm
    extra = 0
    raw_id_fields = ["organisation"]
    readonly_fields = ["compared_as"]

    @admin.display(description=_("compared as"))
    def compared_as(self, interest: Interest) -> str:
        return interest.normalised_name


@admin.register(Supporter)
class SupporterAdmin(NeverDeleted):
    form = SupporterAdminForm
    fields = [*SupporterAdminForm.Meta.fields, "account"]
    readonly_fields = ["account"]
    # Also because expertise names the desk's topics, and assignments its cases.
    fixed = tuple(SupporterAdminForm.Meta.fields)
    list_display = ["name", "desk", "employment", "term_start", "term_end", "account"]
    list_filter = ["desk", "employment"]
    list_select_related = ["desk", "user"]
    search_fields = ["name", "affiliation"]
    inlines = [ExpertiseInline, InterestInline]

    @admin.display(description=_("account"))
    def account(self, supporter: Supporter) -> str:
        return supporter.user.email if supporter.user else ""
