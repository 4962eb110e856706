from collections.abc import Iterable, Iterator
from typing import Any, TypeVar, cast

from django import forms
from django.forms.boundfield import BoundWidget
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import NameField
from cases.forms.intake.base import IntakeForm, only
from cases.models import Consultation
from cases.selectors.drafts import IntakeStep
from cases.services.drafts import Asked
from mediso.desks.models import ProductType, Topic
from mediso.desks.selectors import offered_product_types, offered_topics

UNSURE = "unsure"
Row = TypeVar("Row", ProductType, Topic)


class Explained:
    """Ties each choice to the explanation drawn under it."""

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(*args, **kwargs)  # type: ignore[misc]
        if option["value"] != UNSURE and "id" in option["attrs"]:
            option["attrs"]["aria-describedby"] = f"{option['attrs']['id']}_more"
        return option


class ExplainedRadios(Explained, forms.RadioSelect):
    pass


class ExplainedBoxes(Explained, forms.CheckboxSelectMultiple):
    pass


class QuestionForm(IntakeForm):
    step = IntakeStep.QUESTION

    product_type = forms.ChoiceField(label=_("Product type"), required=False, widget=ExplainedRadios, choices=[])
    topics = forms.MultipleChoiceField(
        label=_("Topics"),
        required=False,
        widget=ExplainedBoxes,
        choices=[],
        help_text=_("Choose one or more."),
    )
    title = NameField(label=_("Title"), max_length=200, required=False, help_text=_("Your question in one line."))
    text = forms.CharField(
        label=_("What you would like to ask"),
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("As much as is needed to understand the question; 10,000 characters at most."),
    )

    def kept_in(self, draft: Consultation) -> dict[str, Any]:
        topics = [str(row.pk) for row in draft.topic_set.topics.all()] if draft.topic_set else []
        return {
            "product_type": UNSURE if draft.product_type_unsure else draft.product_type_id,
            "topics": [*topics, UNSURE] if draft.topics_unsure else topics,
            "title": draft.title,
            "text": draft.text,
        }

    def shape(self) -> None:
        today = timezone.localdate()
        self.offered_types = _by_key(offered_product_types(self.draft.desk, today))
        self.offered_topics = _by_key(offered_topics(self.draft.desk, today))
        unsure = (UNSURE, _("I do not know"))
        self.fields["product_type"].choices = [*self.offered_types.items(), unsure]  # type: ignore[attr-defined]
        self.fields["topics"].choices = [*self.offered_topics.items(), unsure]  # type: ignore[attr-defined]

    def asked(self) -> Asked:
        asked = cast("Asked", only(self.cleaned_data, "title", "text"))
        if "product_type" in self.cleaned_data:
            chosen = self.cleaned_data["product_type"]
            asked["product_type"] = self.offered_types.get(chosen)
            asked["product_type_unsure"] = chosen == UNSURE
        if "topics" in self.cleaned_data:
            several = self.cleaned_data["topics"]
            asked["topics"] = [row for pk, row in self.offered_topics.items() if pk in several]
            asked["topics_unsure"] = UNSURE in several
        return asked

    def explained_types(self) -> Iterator[tuple[BoundWidget, ProductType | None]]:
        """Each choice with what explains it; none for "I do not know"."""
        return _explained(self["product_type"], self.offered_types)

    def explained_topics(self) -> Iterator[tuple[BoundWidget, Topic | None]]:
        return _explained(self["topics"], self.offered_topics)


def _by_key(rows: Iterable[Row]) -> dict[str, Row]:
    return {str(row.pk): row for row in rows}


def _explained(field: forms.BoundField, rows: dict[str, Row]) -> Iterator[tuple[BoundWidget, Row | None]]:
    return ((widget, rows.get(str(widget.data["value"]))) for widget in field.subwidgets)
