import datetime as dt
import uuid
from functools import cached_property
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from cases.enums import Channel
from cases.forms.taking_in.asker import AskerForm
from cases.models import Case
from cases.selectors.mail_to_take_in import said_by
from cases.selectors.taking_in import sent_before
from cases.services import taking_in
from cases.services.taking_in import CHANNELS, NEEDS_A_NOTE
from mediso.desks.models import Desk, ProductType, Topic
from mediso.desks.selectors import offered_product_types, offered_topics
from mediso.mailbox.models import IncomingMail


class FocusedRadio(forms.RadioSelect):
    """The cursor begins at the choice that is ticked."""

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(*args, **kwargs)
        option["attrs"]["autofocus"] = bool(option["selected"])
        return option


class TakingInForm(AskerForm):
    press = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    channel = forms.TypedChoiceField(
        label=gettext_lazy("Channel"),
        choices=[(channel.value, channel.label) for channel in CHANNELS],
        coerce=Channel,
        widget=FocusedRadio,
    )
    channel_note = forms.CharField(
        label=gettext_lazy("Which event, or referred by whom"), max_length=200, required=False
    )
    received_on = forms.DateField(
        label=gettext_lazy("Received on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        initial=timezone.localdate,
        help_text=gettext_lazy("The desk's clocks start on this day."),
    )
    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    text = forms.CharField(
        label=gettext_lazy("What was asked"), max_length=10_000, widget=forms.Textarea(attrs={"rows": 4})
    )
    product_name = forms.CharField(label=gettext_lazy("Product or technology"), max_length=200, required=False)
    product_type = forms.ModelChoiceField(
        label=gettext_lazy("Product type"),
        queryset=ProductType.objects.none(),
        required=False,
        empty_label=gettext_lazy("Not known yet"),
    )
    topics = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Topics"),
        queryset=Topic.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("None ticked: not known yet."),
    )
    take_charge = forms.BooleanField(label=gettext_lazy("I take charge of the case"), required=False, initial=True)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        desk: Desk,
        actor: User,
        channel: str = "",
        mail: IncomingMail | None = None,
    ) -> None:
        """`mail` is the one that becomes the case: a new form begins with what it says."""
        begins = said_by(mail) if mail else {"channel": channel if channel in CHANNELS else Channel.PHONE}
        super().__init__(data, initial=begins)
        self.desk, self.actor, self.mail = desk, actor, mail
        today = timezone.localdate()
        self.fields["product_type"].queryset = offered_product_types(desk, today)  # type: ignore[attr-defined]
        self.fields["topics"].queryset = offered_topics(desk, today)  # type: ignore[attr-defined]

    def clean_received_on(self) -> dt.date:
        received_on: dt.date = self.cleaned_data["received_on"]
        if problem := taking_in.day_problem(received_on):
            raise forms.ValidationError(problem)
        return received_on

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("channel") in NEEDS_A_NOTE and not cleaned.get("channel_note"):
            self.add_error("channel_note", _("Say which event it was, or who referred them."))
        return cleaned

    @cached_property
    def taken_in(self) -> Case | None:
        """The case of this very form, where its button was pressed before."""
        try:
            earlier = sent_before(self.actor, uuid.UUID(self.typed("press")))
        except ValueError:
            return None
        asked = (self.typed("title"), self.typed("text"))
        return earlier if earlier and (earlier.consultation.title, earlier.consultation.text) == asked else None

    def save(self) -> Case:
        """Raises what `cases.services.taking_in.take_in` raises."""
        names = ("press", "channel", "channel_note", "received_on", "title", "text", "product_name", "product_type")
        return taking_in.take_in(
            desk=self.desk,
            actor=self.actor,
            topics=list(self.cleaned_data["topics"]),
            take_charge=self.cleaned_data["take_charge"],
            mail=self.mail,
            **self.who_asks,
            **{name: self.cleaned_data[name] for name in names},
        )

    def press_again(self) -> None:
        """The form was used already: what stands in it may be sent as another question."""
        data = cast("QueryDict", self.data).copy()
        data["press"] = str(uuid.uuid4())
        self.data = data
