"""Writes of a desk's reference data and rules."""

from mediso.desks.services.definition import DeskDefinition
from mediso.desks.services.setting_up import set_up_desk
from mediso.desks.services.topic_sets import intern_topic_set, intern_topic_sets, topic_set_key

__all__ = ["DeskDefinition", "intern_topic_set", "intern_topic_sets", "set_up_desk", "topic_set_key"]
