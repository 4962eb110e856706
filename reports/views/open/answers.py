"""Answers for everybody: the same for all who ask, kept by caches for an hour, and without a cookie."""

import hashlib
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe

LANGUAGE = "lang"
AN_HOUR = 60 * 60
View = Callable[..., HttpResponseBase]


def for_everybody(view: Callable[..., HttpResponse]) -> View:
    """In the language that the address names, whoever asks: so one address is one answer. Japanese without a word."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **words: Any) -> HttpResponseBase:
        named = request.GET.get(LANGUAGE, "")
        language = named if named in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with override(language):
            response = view(request, *args, **words)
        etag = f'"{hashlib.sha256(response.content).hexdigest()}"'
        response["ETag"] = etag
        response["Cache-Control"] = f"public, max-age={AN_HOUR}"
        response["Content-Language"] = language
        # The middleware has looked who asks. The answer does not depend on it, so caches need not keep one for each.
        request.session.accessed = False
        return get_conditional_response(request, etag=etag, response=response) or response

    safe: View = require_safe(answer)
    return login_not_required(safe)


def public_page(request: HttpRequest, template: str, context: Mapping[str, Any]) -> HttpResponse:
    """Without the request in the template: nothing of whoever asks, no token, no session."""
    language = get_language()
    kept = f"?{LANGUAGE}={language}" if language != settings.LANGUAGE_CODE else ""
    more = {"kept": kept, "path": request.path, "language": language, "site": settings.SITE_ADDRESS}
    return HttpResponse(render_to_string(template, {**context, **more}))
