"""SMTP that says when the message is handed over, and whether the server took it."""

import smtplib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends import smtp

OK = 250
PERMANENT = range(500, 600)
"""Answers of a mail server that stay the same however often one asks (RFC 5321, 4.2.1)."""


@dataclass(slots=True)
class Handover:
    """`begin` is called immediately before the server is given the message; it may raise to keep it back."""

    begin: Callable[[], None]
    begun: bool = False
    taken: bool = False

    def begins(self) -> None:
        self.begin()
        self.begun = True


class _Connection(smtplib.SMTP):
    def __init__(self, *args: Any, handover: Handover | None, **options: Any) -> None:
        self._handover = handover
        super().__init__(*args, **options)

    def data(self, msg: Any) -> tuple[int, bytes]:
        if self._handover is None:
            return super().data(msg)
        self._handover.begins()
        answer = super().data(msg)
        self._handover.taken = answer[0] == OK
        return answer


class _SecureConnection(_Connection, smtplib.SMTP_SSL):
    pass


class EmailBackend(smtp.EmailBackend):
    """Django's own, with a `handover` that is told when DATA begins and what became of it."""

    handover: Handover | None = None

    @property
    def connection_class(self) -> Any:  # what Django calls to connect
        return partial(_SecureConnection if self.use_ssl else _Connection, handover=self.handover)


def hand_over(message: EmailMessage, handover: Handover) -> None:
    """Send by the backend of the settings. Raises `OSError`, of which smtplib's errors are, and what `begin` raises."""
    backend = get_connection()
    message.connection = backend
    if isinstance(backend, EmailBackend):
        backend.handover = handover
    with backend:
        if not isinstance(backend, EmailBackend):  # files, the console, the suite's list: there is nothing between
            handover.begins()
        message.send()
        handover.taken = True


def is_refusal(error: OSError) -> bool:
    """Whether the server answered no: then it has not taken the message, whatever was handed over."""
    return isinstance(error, smtplib.SMTPResponseException | smtplib.SMTPRecipientsRefused)


def is_permanent(error: OSError) -> bool:
    """Whether this message to this address is refused for good; a refused sender is ours to mend."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code in PERMANENT for code, _said in error.recipients.values())
    return isinstance(error, smtplib.SMTPDataError) and error.smtp_code in PERMANENT


def words_of(error: OSError) -> str:
    """What the server said, as a person reads it."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return "; ".join(_said(code, said) for code, said in error.recipients.values())
    if isinstance(error, smtplib.SMTPResponseException):
        return _said(error.smtp_code, error.smtp_error)
    return str(error) or type(error).__name__


def _said(code: int, said: bytes | str) -> str:
    return f"{code} {said.decode(errors='replace') if isinstance(said, bytes) else said}"
