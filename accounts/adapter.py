"""What we ask of django-allauth differently: its mails go through our outbox."""

import uuid
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter

from mediso.outbox.services import write_mail


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth carries no types
    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        message = self.render_mail(template_prefix, email, context)
        # Every request is a mail of its own, even one with the same words; allauth limits how many there are.
        write_mail(
            key=f"{template_prefix}:{uuid.uuid4()}",
            kind="account",
            to=email,
            subject=message.subject,
            body=message.body,
            secret=True,  # most of them hold a one-time link
        )
