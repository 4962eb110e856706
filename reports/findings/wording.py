"""How the findings of each table are said, by the name of the figure that counts it."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from reports.findings.answers import Direction
from reports.findings.words import Sentences

WORDING: Mapping[str, Sentences] = {
    "topic_share": {
        Direction.HIGHER: _("For %(row)s the topic share of %(columns)s is higher than for the other product types."),
        Direction.LOWER: _("For %(row)s the topic share of %(columns)s is lower than for the other product types."),
    },
    "topic_by_kind": {
        Direction.HIGHER: _("For %(row)s the topic share of %(columns)s is higher than for other organisations."),
        Direction.LOWER: _("For %(row)s the topic share of %(columns)s is lower than for other organisations."),
    },
    "topic_by_stage": {
        Direction.HIGHER: _("At the stage “%(row)s” the topic share of %(columns)s is higher than at other stages."),
        Direction.LOWER: _("At the stage “%(row)s” the topic share of %(columns)s is lower than at other stages."),
    },
    "kind_by_product_type": {
        Direction.HIGHER: _("For %(row)s the share of %(columns)s is higher than for the other product types."),
        Direction.LOWER: _("For %(row)s the share of %(columns)s is lower than for the other product types."),
    },
}
