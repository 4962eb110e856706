"""Addresses inside the chart."""

from django.urls import reverse

from cases.models import Case
from cases.selectors.desk_record import FIELDS
from cases.selectors.tabs import Tab


def tab_address(case: Case, tab: Tab | None) -> str:
    """The tab, or the chart where no tab is meant."""
    return reverse("chart_tab", args=[case.number, tab.value]) if tab else reverse("case_chart", args=[case.number])


def field_address(case: Case, name: str) -> str:
    return f"{tab_address(case, FIELDS[name].tab)}#record-{name}"
