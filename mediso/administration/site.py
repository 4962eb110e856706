from typing import Any

from allauth.account.decorators import secure_admin_login
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _


class DeskAdminSite(AdminSite):
    site_header = _("Administration of the consultation desk")
    site_title = _("Administration")
    index_title = _("People, desks and reference data")

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Django's own form knows neither rate limits nor confirmed addresses."""
        response: HttpResponse = secure_admin_login(super().login)(request, extra_context)
        return response
