from django.utils.translation import gettext_lazy as _

from mediso.common.decision import Decision
from mediso.files import scanner
from mediso.files.enums import FileState
from mediso.files.models import StoredFile


def may_be_served(stored: StoredFile) -> Decision:
    """Whether the content may be handed out at all; who may have it is the asking room's question.

    With a scanner nothing is served before it is clean, also what was kept when there was none.
    """
    if stored.state == FileState.INFECTED:
        return Decision.no(_("This file had a virus and was removed. Whoever sent it is asked to send another."))
    if stored.state == FileState.WAITING or (stored.state == FileState.UNSCANNED and scanner.is_configured()):
        return Decision.no(_("This file is being checked for viruses. Please try again in a few minutes."))
    return Decision.yes()
