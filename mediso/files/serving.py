"""The one way a content leaves: to be saved, never shown or run, and through the view that asked who may have it."""

from django.http import FileResponse

from mediso.common.errors import ActionRefused
from mediso.files.allowed import BY_CONTENT_TYPE
from mediso.files.models import StoredFile
from mediso.files.policies import may_be_served
from mediso.files.storage import attachments

ANY = "application/octet-stream"
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cache-Control": "private, no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def file_response(stored: StoredFile) -> FileResponse:
    """The content, streamed from wherever it lies. Raises `ActionRefused` with the reason of `may_be_served`."""
    decision = may_be_served(stored)
    if not decision:
        raise ActionRefused(decision.reason)
    response = FileResponse(
        attachments().open(stored.place), as_attachment=True, filename=stored.name, content_type=_content_type(stored)
    )
    for name, value in HEADERS.items():
        response[name] = value
    return response


def _content_type(stored: StoredFile) -> str:
    """By our own table, which may have shrunk since the file was kept."""
    known = BY_CONTENT_TYPE.get(stored.content_type)
    if known is None:
        return ANY
    return f"{known.content_type}; charset={stored.charset}" if stored.charset else known.content_type
