from collections.abc import Sequence
from typing import Any

from django import forms

from accounts.models import User
from accounts.selectors.notices import OfferedNotice
from mediso.desks.enums import Delivery
from mediso.notices.services import choose


class NoticeChoicesForm(forms.Form):
    """A choice for each notice that is offered; its page draws the rows itself."""

    def __init__(self, data: Any = None, *, offered: Sequence[OfferedNotice]) -> None:
        super().__init__(data, initial={one.notice.kind: one.chosen.value for one in offered})
        for one in offered:
            choices = [(delivery.value, delivery.label) for delivery in Delivery if one.offers(delivery)]
            self.fields[one.notice.kind] = forms.ChoiceField(label=str(one.notice.label), choices=choices)

    def save(self, *, user: User) -> None:
        choose(user_id=user.pk, choices={kind: Delivery(chosen) for kind, chosen in self.cleaned_data.items()})
