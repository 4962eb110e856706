"""The photo of a supporter on the page of the founder whose case they accepted."""

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from accounts.requests import signed_in
from cases.selectors.introductions import photo_shown_to_founder
from mediso.files.serving import file_response


@require_safe
def case_supporter_photo(request: HttpRequest, number: str, pk: int) -> HttpResponseBase:
    photo = photo_shown_to_founder(signed_in(request), number, pk)
    if photo is None:
        raise Http404
    return file_response(photo)
