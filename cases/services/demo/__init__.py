"""The demo: its people, and its cases, told act by act through the desk's own services."""

from cases.services.demo.cases import make_cases
from cases.services.demo.entries import make_entries
from cases.services.demo.people import PASSWORD, PEOPLE, make_people

__all__ = ["PASSWORD", "PEOPLE", "make_cases", "make_entries", "make_people"]
