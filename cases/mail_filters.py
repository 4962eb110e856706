"""The filters of the list of mails."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from mediso.notices.table import NOTICES
from mediso.outbox.models import NEED_A_PERSON, MailState, OutboxMail
from mediso.outbox.selectors import open_or_recent

NEEDS = "needs"
STATES = [(NEEDS, _("Need a person")), *MailState.choices]
KINDS = [(kind, notice.label) for kind, notice in NOTICES.items()]


class MailFilter(django_filters.FilterSet):  # type: ignore[misc]  # django-filter carries no types
    q = django_filters.CharFilter(label=_("Name, e-mail address or number"), method="search", max_length=100)
    state = django_filters.ChoiceFilter(label=_("State"), choices=STATES, empty_label=_("All"), method="stand")
    kind = django_filters.ChoiceFilter(label=_("Notice"), choices=KINDS, empty_label=_("All"))

    class Meta:
        model = OutboxMail
        fields: list[str] = []

    def search(self, mails: QuerySet[OutboxMail], _name: str, value: str) -> QuerySet[OutboxMail]:
        found = Q(to__icontains=value) | Q(recipient__name__icontains=value) | Q(link__icontains=f"/cases/{value}")
        return mails.filter(found)

    def stand(self, mails: QuerySet[OutboxMail], _name: str, value: str) -> QuerySet[OutboxMail]:
        return mails.filter(state__in=NEED_A_PERSON if value == NEEDS else [value])

    def filter_queryset(self, mails: QuerySet[OutboxMail]) -> QuerySet[OutboxMail]:
        """Old ones that are over are shown to whoever looks for something."""
        rows: QuerySet[OutboxMail] = super().filter_queryset(mails)
        asked: dict[str, Any] = self.form.cleaned_data
        return rows if any(asked.values()) else rows.filter(open_or_recent())
