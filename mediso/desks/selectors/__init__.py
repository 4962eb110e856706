"""Reads of a desk's reference data and rules."""

from mediso.desks.selectors.rules import (
    checklist_for,
    closed_spans,
    offered_plan_templates,
    offered_product_types,
    offered_topics,
    signposts_for,
    terms_in_force,
)

__all__ = [
    "checklist_for",
    "closed_spans",
    "offered_plan_templates",
    "offered_product_types",
    "offered_topics",
    "signposts_for",
    "terms_in_force",
]
