"""The tabs of the statistics: each keeps the scope."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from reports.forms import ScopeForm
from reports.registry import PAGES

PUBLICATION = "publication"


@dataclass(frozen=True, slots=True)
class Tab:
    label: str | Promise
    url: str
    current: bool
    count: None = None


def page_tabs(current: str, form: ScopeForm) -> list[Tab]:
    query = form.scope.query() if form.is_valid() else ""
    more = f"?{query}" if query else ""
    pages = [
        Tab(page.title, reverse("statistics_page", args=[page.code]) + more, page.code == current)
        for page in PAGES.values()
    ]
    return [
        *pages,
        Tab(_("Monthly close"), reverse("close_list"), current == "closes"),
        Tab(pgettext_lazy("of a desk, by mail", "Reports"), reverse("report_list"), current == "reports"),
        Tab(pgettext_lazy("publishing figures", "Publication"), reverse("publication_home"), current == PUBLICATION),
    ]
