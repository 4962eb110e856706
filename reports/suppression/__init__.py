"""Small numbers of published tables, hidden so that nobody works them out: plain values in, what to hide out.

Nothing here knows Django, a database or a case. `suppress` and `audit` load a solver and are imported by name.
"""

from reports.suppression.values import THRESHOLD, AtMost, Covered, Key, Number, Relation, Sum, Suppression, Tables

__all__ = ["THRESHOLD", "AtMost", "Covered", "Key", "Number", "Relation", "Sum", "Suppression", "Tables"]
