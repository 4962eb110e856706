from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.forms.steps import StepForm
from cases.models import Case
from cases.services import triage
from mediso.desks.models import ProductType, Topic
from mediso.desks.selectors import offered_product_types, offered_topics


class ClassifyForm(StepForm):
    """The desk's own product type and topics, beginning from what the founder chose."""

    service = staticmethod(triage.classify)
    product_type = forms.ModelChoiceField(
        label=_("Product type"), queryset=ProductType.objects.none(), widget=forms.RadioSelect, empty_label=None
    )
    topics = forms.ModelMultipleChoiceField(
        label=_("Topics"), queryset=Topic.objects.none(), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        topics = list(case.topic_set.topics.all()) if case.topic_set else []
        initial = {"product_type": case.product_type_id, "topics": topics}
        super().__init__(*args, case=case, initial=initial, **kwargs)
        today = timezone.localdate()
        # What the case has stays choosable after it was retired.
        self.fields["product_type"].queryset = (  # type: ignore[attr-defined]
            offered_product_types(case.desk, today) | ProductType.objects.filter(pk=case.product_type_id or 0)
        )
        self.fields["topics"].queryset = (  # type: ignore[attr-defined]
            offered_topics(case.desk, today) | Topic.objects.filter(pk__in=[topic.pk for topic in topics])
        )
