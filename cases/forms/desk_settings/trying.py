from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy

from mediso.desks.models import Desk, ProductType, Signpost, Topic
from mediso.desks.selectors import offered_product_types, offered_topics, signposts_for


class TrySignpostsForm(forms.Form):
    """A question as a founder might ask it. Nothing of it is kept."""

    text = forms.CharField(
        label=gettext_lazy("A question"),
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Title, text and product are searched together. What you type here is not kept."),
    )
    product_type = forms.ModelChoiceField(
        label=gettext_lazy("Product type"),
        queryset=ProductType.objects.none(),
        required=False,
        empty_label=gettext_lazy("Not known"),
    )
    topics = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Topics"),
        queryset=Topic.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: QueryDict | None = None, *, desk: Desk) -> None:
        super().__init__(data, auto_id="try_%s")
        self.desk, self.today = desk, timezone.localdate()
        self.fields["product_type"].queryset = offered_product_types(desk, self.today)  # type: ignore[attr-defined]
        self.fields["topics"].queryset = offered_topics(desk, self.today)  # type: ignore[attr-defined]

    def found(self) -> list[Signpost]:
        asked: dict[str, Any] = self.cleaned_data
        return signposts_for(
            self.desk,
            self.today,
            product_type_id=asked["product_type"].pk if asked["product_type"] else None,
            topic_ids=[topic.pk for topic in asked["topics"]],
            text=asked["text"],
        )
