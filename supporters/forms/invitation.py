from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import AddressField
from accounts.models import User
from supporters.models import Supporter
from supporters.services.invitations import invite_supporter


class InviteSupporterForm(forms.Form):
    email = AddressField(label=_("E-mail address"), help_text=_("A link to set a password is sent to this address."))

    def save(self, *, supporter: Supporter, invited_by: User) -> Supporter:
        """Raises `ActionRefused`, as `invite_supporter` does."""
        return invite_supporter(supporter=supporter, email=self.cleaned_data["email"], invited_by=invited_by)
