"""What a supporter knows: a level for each topic, and the choices beside it."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy, pgettext_lazy

from mediso.desks.enums import Modality
from mediso.desks.models import ProductType, Topic
from mediso.desks.models.routing import LEVELS
from supporters.enums import Region, RosterPart
from supporters.forms.entry.base import PartForm
from supporters.models import SupporterChange
from supporters.services.entry.parts import save_expertise

NO_LEVEL = ("", pgettext_lazy("level of expertise", "none"))
LEVEL_WORDS = {
    1: pgettext_lazy("level of expertise", "1 – basic"),
    2: "2",
    3: pgettext_lazy("level of expertise", "3 – experienced"),
    4: "4",
    5: pgettext_lazy("level of expertise", "5 – leading"),
}
PREFIX = "topic_"


class ExpertiseForm(PartForm):
    """A choice of the level for each topic that the desk offers or the supporter knows already."""

    part = RosterPart.EXPERTISE
    product_types = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Product types"),
        queryset=ProductType.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    modalities = forms.MultipleChoiceField(
        label=gettext_lazy("Modalities"),
        choices=Modality.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    regions = forms.MultipleChoiceField(
        label=gettext_lazy("Regions of regulation"),
        choices=Region.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered, desk = Q(retired_on=None) | Q(retired_on__gt=timezone.localdate()), self.supporter.desk
        handled = Q(pk__in=self.initial["product_types"])
        self.fields["product_types"].queryset = ProductType.objects.filter(offered | handled, desk=desk)  # type: ignore[attr-defined]
        known = {one.topic_id: one.level for one in self.supporter.expertise.all()}
        levels = [NO_LEVEL, *((level, LEVEL_WORDS[level]) for level in LEVELS)]
        topics = {}
        for topic in Topic.objects.filter(offered | Q(pk__in=known), desk=desk):
            topics[f"{PREFIX}{topic.pk}"] = forms.TypedChoiceField(
                label=str(topic), choices=levels, required=False, coerce=int, empty_value=None
            )
            self.initial[f"{PREFIX}{topic.pk}"] = known.get(topic.pk, "")
        self.fields = topics | self.fields
        self.topic_names = list(topics)

    def start(self) -> dict[str, Any]:
        return super().start() | {"product_types": [one.pk for one in self.supporter.product_types.all()]}

    def topics(self) -> list[forms.BoundField]:
        return [self[name] for name in self.topic_names]

    def write(self, who: Mapping[str, Any], values: Mapping[str, Any]) -> SupporterChange | None:
        levels = {int(name.removeprefix(PREFIX)): values[name] for name in self.topic_names if values[name]}
        return save_expertise(
            **who,
            levels=levels,
            product_types=[one.pk for one in values["product_types"]],
            modalities=values["modalities"],
            regions=values["regions"],
        )
