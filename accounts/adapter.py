"""What we ask of django-allauth differently: its mails go through our outbox."""

import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter

from mediso.outbox.services import write_mail


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth carries no types
    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        message = self.render_mail(template_prefix, email, context)
        # The body holds a one-time link, so equal bodies are the same mail.
        digest = hashlib.sha256(f"{message.subject}\n{message.body}".encode()).hexdigest()
        write_mail(
            key=f"{template_prefix}:{email}:{digest}"[:200], to=email, subject=message.subject, body=message.body
        )
