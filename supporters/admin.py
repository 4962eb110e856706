"""The roster, for administrators. Accounts are tied to it by invitation only (supporters/services/invitations.py)."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from mediso.common.admin import NeverDeleted
from mediso.desks.models import Topic
from supporters.forms.admin import ExpertiseFormSet, InterestAdminForm, SupporterAdminForm
from supporters.models import Expertise, Interest, Supporter


class ExpertiseInline(admin.StackedInline):  # type: ignore[type-arg]  # Django's class takes no [] at run time
    model = Expertise
    formset = ExpertiseFormSet
    fields = ["topic", "level"]
    extra = 0

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        if obj is not None:
            topics = Topic.objects.filter(desk=obj.desk_id)
            formset.form.base_fields["topic"].queryset = topics  # type: ignore[attr-defined]
        return formset


class InterestInline(admin.StackedInline):  # type: ignore[type-arg]  # as above
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
    fixed = ("desk",)  # expertise names the desk's topics, assignments its cases
    list_display = ["name", "desk", "employment", "term_start", "term_end", "account"]
    list_filter = ["desk", "employment"]
    list_select_related = ["desk", "user"]
    search_fields = ["name", "affiliation"]
    inlines = [ExpertiseInline, InterestInline]

    @admin.display(description=_("account"))
    def account(self, supporter: Supporter) -> str:
        return supporter.user.email if supporter.user else ""
