"""Making and changing the definitions of reports."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from mediso.common.errors import ActionRefused, StaleRow
from mediso.desks.models import Desk
from reports.models import ReportDefinition
from reports.policies import may_keep_reports
from reports.registry import FIGURES


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a definition is to say; the names are those of its columns."""

    name: str
    figures: Sequence[str]
    period_kind: str
    conditions: Sequence[tuple[str, str]]
    basis: str
    recipients: Sequence[str]
    language: str
    is_active: bool


@transaction.atomic
def make_definition(*, desk: Desk, wanted: Wanted, actor: User) -> ReportDefinition:
    """Raises `ActionRefused` for others than the managers of the desk, and for a report without figures."""
    _refuse_unless_keepable(desk.pk, wanted, actor)
    return ReportDefinition.objects.create(desk=desk, made_by=actor, **asdict(wanted))


@transaction.atomic
def change_definition(*, definition_id: int, wanted: Wanted, actor: User, seen: int) -> ReportDefinition:
    """What was made stays as it was. One that becomes active again reports what is closed from then on.

    `seen` is the version the form was drawn from. Raises as `make_definition`, and `StaleRow` where somebody was
    quicker.
    """
    definition = ReportDefinition.objects.select_for_update().get(pk=definition_id)
    _refuse_unless_keepable(definition.desk_id, wanted, actor)
    if seen != definition.version:
        message = _("%(who)s has changed this report meanwhile. Look at it as it is now, and change it again.")
        raise StaleRow(message % {"who": definition.changed_by})
    now = timezone.now()
    if wanted.is_active and not definition.is_active:
        definition.active_since = now
    for name, value in asdict(wanted).items():
        setattr(definition, name, value)
    definition.version, definition.changed_at, definition.changed_by = seen + 1, now, actor
    definition.save()
    return definition


def _refuse_unless_keepable(desk_id: int, wanted: Wanted, actor: User) -> None:
    if not (decision := may_keep_reports(actor, desk_id)):
        raise ActionRefused(decision.reason)
    if not wanted.figures:
        raise ActionRefused(_("A report needs at least one figure."))
    if unknown := [name for name in wanted.figures if name not in FIGURES]:
        raise ActionRefused(_("There is no figure “%(name)s”.") % {"name": unknown[0]})
