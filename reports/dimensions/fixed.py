"""Dimensions whose members are known to the code: kinds of organisation, channels, stages, regions, languages."""

from collections.abc import Callable, Collection, Mapping, Sequence

from django.conf import settings
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.enums import OrganisationKind, Prefecture
from cases.enums import Channel, DevelopmentStage
from reports.dimensions.base import NONE, Condition, Dimension, Key, Member
from reports.dimensions.regions import PREFECTURES, Region
from reports.figures.labels import NOT_GIVEN, Label
from reports.scope import Scope

Choice = tuple[str, "str | Promise"]


def _fixed(
    code: str,
    label: Promise,
    column: str,
    choices: Sequence[Choice],
    *,
    keys: Mapping[str, Sequence[str]] | None = None,
    may_lack: bool = False,
    only_found: bool = False,
) -> Dimension:
    """`keys` are the values of the column in each member, where these are not the members themselves.

    `may_lack`: an empty value is a member of its own while there is one. `only_found`: members without cases are left
    out.
    """
    values = {value: frozenset[Key](keys[value] if keys else [value]) for value, _label in choices}
    offered = [*choices, *([(NONE, _("Not given"))] if may_lack else [])]

    def members(_scope: Scope, found: Collection[Key]) -> list[Member]:
        shown = [
            Member(value, Label.words(name), values[value], ((code, value),))
            for value, name in choices
            if not only_found or values[value] & set(found)
        ]
        if may_lack and "" in found:
            shown.append(Member(NONE, NOT_GIVEN, frozenset([""]), ((code, NONE),)))
        return shown

    condition = Condition(code, label, _q_of(column, values), lambda _scope: offered, is_frozen=True)
    return Dimension(code, label, column, members, condition)


def _q_of(column: str, values: Mapping[str, frozenset[Key]]) -> Callable[[str, Scope], Q]:
    return lambda value, _scope: Q(**{f"{column}__in": [""] if value == NONE else sorted(map(str, values[value]))})


FIXED = (
    _fixed("kind", _("Kind of organisation"), "organisation_kind", OrganisationKind.choices),
    _fixed("region", _("Region"), "prefecture", Region.choices, keys=PREFECTURES),
    _fixed("prefecture", _("Location"), "prefecture", Prefecture.choices, only_found=True),
    _fixed("channel", _("Channel"), "channel", Channel.choices),
    _fixed("stage", _("Stage of development"), "development_stage", DevelopmentStage.choices, may_lack=True),
    _fixed("language", _("Language"), "language", settings.LANGUAGES),
)
