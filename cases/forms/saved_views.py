from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.enums import Role
from accounts.models import User
from mediso.desks.models import Desk


class SavedViewForm(forms.Form):
    """The name of a view and whom it is for; only the staff of a desk have somebody to share it with.

    Fields are named as the arguments of `cases/services/saved_views.py`.
    """

    name = forms.CharField(label=gettext_lazy("Name of the view"), max_length=60)
    desk = forms.ModelChoiceField(
        label=gettext_lazy("Who uses this view"), queryset=Desk.objects.none(), required=False
    )

    def __init__(self, *args: Any, owner: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: forms.ModelChoiceField[Desk] = self.fields["desk"]  # type: ignore[assignment]
        field.queryset = Desk.objects.filter(pk__in=owner.desk_ids(Role.STAFF))
        field.empty_label = _("Only me")
        field.label_from_instance = lambda obj: _("The staff of %(desk)s") % {"desk": obj}  # type: ignore[method-assign]
        if not owner.has_role(Role.STAFF):
            field.widget = field.hidden_widget()
