"""A request that is too large is answered before its body is read."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string

from mediso.files.allowed import MEGABYTE

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class RequestLimit:
    """Refuses a body longer than the files of one message with the texts beside them: 413, and a page that says so.

    A body that does not say its length could be of any: 411. Browsers always say it.
    """

    sync_capable = True
    async_capable = False

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if "Transfer-Encoding" in request.headers:
            return HttpResponse(render_to_string("400.html"), status=411)
        if _length(request) > most_bytes():
            megabytes = settings.ATTACHMENTS_MOST_BYTES // MEGABYTE
            return HttpResponse(render_to_string("413.html", {"megabytes": megabytes}), status=413)
        return self.get_response(request)


def most_bytes() -> int:
    """The longest body that is read: the files, and what Django lets the other fields of a form have."""
    return int(settings.ATTACHMENTS_MOST_BYTES) + int(settings.DATA_UPLOAD_MAX_MEMORY_SIZE)


def _length(request: HttpRequest) -> int:
    length = request.headers.get("Content-Length", "")
    return int(length) if length.isascii() and length.isdigit() else 0
