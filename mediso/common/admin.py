"""What the rooms' admin classes share."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest


class NeverDeleted(admin.ModelAdmin):  # type: ignore[type-arg]  # Django's class takes no [] at run time
    """Reference data is retired, accounts are closed, terms end: the rows stay.

    Fields in `fixed` are chosen with a new row and shown after that.
    """

    fixed: tuple[str, ...] = ()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002 - Django's signature
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        fixed = self.fixed if obj else ()
        return [*map(str, super().get_readonly_fields(request, obj)), *fixed]
