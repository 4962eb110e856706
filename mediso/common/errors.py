"""Refusals that reach the person who asked. Anything else that goes wrong stays an exception."""

from django.utils.functional import Promise


class DeskError(Exception):
    """A refusal in the user's language; nothing was changed."""

    def __init__(self, message: str | Promise) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return str(self.message)


class ActionRefused(DeskError):
    """The rules do not allow this action on this row, or not to this person, or something it needs is missing."""


class StaleRow(DeskError):
    """Somebody else changed the row after the form was opened."""
