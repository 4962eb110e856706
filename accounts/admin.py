"""People and organisations, for administrators. A password is its owner's: the most to be done is to send a link."""

import datetime
from typing import Any

from allauth.account.forms import ResetPasswordForm
from django.contrib import admin, messages
from django.contrib.auth.hashers import make_password
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.forms.admin import MembershipAdminForm, OrganisationAdminForm, RoleGrantAdminForm, UserAdminForm
from accounts.models import Membership, Organisation, RoleGrant, User
from accounts.requests import signed_in
from accounts.services.invitations import invite_again
from mediso.common.admin import NeverDeleted
from mediso.common.errors import ActionRefused


class RoleGrantInline(admin.StackedInline):  # type: ignore[type-arg]  # Django's class takes no [] at run time
    model = RoleGrant
    form = RoleGrantAdminForm
    extra = 0


class MembershipInline(admin.StackedInline):  # type: ignore[type-arg]  # as above
    model = Membership
    form = MembershipAdminForm
    verbose_name = _("member")
    verbose_name_plural = _("members")
    extra = 0
    raw_id_fields = ["user"]


@admin.register(User)
class UserAdmin(NeverDeleted):
    form = UserAdminForm
    fields = ["email", "name", "language", "is_active", "joined_at", "last_login"]
    readonly_fields = ["joined_at", "last_login"]
    fixed = ("email",)  # its owner changes it, and confirms the new one
    list_display = ["email", "name", "roles_shown", "is_active", "last_login"]
    list_filter = ["is_active", "grants__role", "grants__desk"]
    search_fields = ["email", "name"]
    inlines = [RoleGrantInline]
    actions = ["send_password_link"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        people: QuerySet[User] = super().get_queryset(request)
        return people.prefetch_related("grants__desk")

    @admin.display(description=_("roles"))
    def roles_shown(self, user: User) -> str:
        return gettext(", ").join(str(grant) for grant in user.grants.all())

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        if not change:
            obj.password = make_password(None)
        super().save_model(request, obj, form, change)

    @admin.action(description=_("Send a link to set a password"))
    def send_password_link(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """An invitation for those who have no password yet, a reset for the others."""
        for user in queryset:
            try:
                _send_link(request, user)
            except ActionRefused as refusal:
                messages.error(request, f"{user.email}: {refusal}")
            else:
                messages.success(request, gettext("A mail is on its way to %(address)s.") % {"address": user.email})


def _send_link(request: HttpRequest, user: User) -> None:
    if user.is_active and user.has_usable_password():
        form = ResetPasswordForm({"email": user.email})
        form.full_clean()
        form.save(request)
    else:
        invite_again(user=user, invited_by=signed_in(request))


@admin.register(Organisation)
class OrganisationAdmin(NeverDeleted):
    form = OrganisationAdminForm
    fields = ["name", "compared_as", "kind", "prefecture", "corporate_number", "merged_into", "entered_at"]
    readonly_fields = ["compared_as", "merged_into", "entered_at"]
    list_display = ["name", "kind", "prefecture", "corporate_number"]
    list_filter = ["kind", "prefecture"]
    search_fields = ["name", "normalised_name", "corporate_number"]
    inlines = [MembershipInline]

    @admin.display(description=_("compared as"))
    def compared_as(self, organisation: Organisation) -> str:
        return organisation.normalised_name

    @admin.display(description=_("entered at"))
    def entered_at(self, organisation: Organisation) -> datetime.datetime:
        return organisation.created_at
