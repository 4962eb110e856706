"""The pages that stand beside the roster (`supporters/beside_roster.py`), in the order of their tabs."""

from django.utils.translation import pgettext_lazy

from supporters.beside_roster import RosterView

VIEWS = (
    RosterView(pgettext_lazy("tab beside the roster", "Load"), "roster_load"),
    RosterView(pgettext_lazy("tab beside the roster", "Never asked"), "roster_unasked"),
    RosterView(pgettext_lazy("tab beside the roster", "Coverage"), "roster_coverage"),
    RosterView(pgettext_lazy("tab beside the roster", "Terms and undertakings"), "roster_terms"),
    RosterView(pgettext_lazy("tab beside the roster", "Answers"), "roster_answers"),
    RosterView(pgettext_lazy("tab beside the roster", "Hours and honorarium"), "honorarium_month"),
)
