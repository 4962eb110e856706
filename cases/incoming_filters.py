"""The filters of the list of incoming mails."""

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from mediso.common.japanese_text import clean_text
from mediso.mailbox.enums import IncomingState
from mediso.mailbox.models import IncomingMail


class IncomingFilter(django_filters.FilterSet):  # type: ignore[misc]  # django-filter carries no types
    q = django_filters.CharFilter(label=_("Sender or words of the subject"), method="search", max_length=100)
    state = django_filters.ChoiceFilter(label=_("State"), choices=IncomingState.choices, empty_label=_("All"))

    class Meta:
        model = IncomingMail
        fields: list[str] = []

    def search(self, mails: QuerySet[IncomingMail], _name: str, value: str) -> QuerySet[IncomingMail]:
        """Every word stands in the subject, the name or the address of the sender, or is the number of the case."""
        for word in clean_text(value).split():
            mails = mails.filter(
                Q(subject__icontains=word)
                | Q(sender_name__icontains=word)
                | Q(sender_address__icontains=word)
                | Q(case_number__iexact=word)
            )
        return mails
