"""Internal notes: written once, never altered, and never told to the founder."""

import uuid
from collections.abc import Collection

from django.utils.translation import gettext as _

from accounts.models import User
from cases.enums import NoteAudience
from cases.models import Note
from cases.notifications import tell_mentioned
from cases.selectors.colleagues import colleagues_on
from cases.selectors.notes import mentioned_in
from cases.services.chart import record_on_chart
from cases.works import Work
from mediso.common.errors import ActionRefused


def write_note(
    *,
    case_id: int,
    actor: User,
    audience: NoteAudience,
    text: str,
    mentioned: Collection[User] = (),
    press: uuid.UUID | None = None,
) -> Note:
    """Write a note and tell by mail whoever is mentioned, in `mentioned` or with @ and the name in the text.

    The same `press` twice answers the one note there is.
    Raises `ActionRefused` for somebody mentioned who could not read it, and for a supporter who would write for the
    desk alone: the note would be lost to its writer.
    """
    with record_on_chart(case_id=case_id, work=Work.WRITE_NOTE, actor=actor, press=press) as entry:
        if entry.earlier is not None:
            return Note.objects.get(pk=entry.earlier["note"])
        colleagues = {one.user.pk: one for one in colleagues_on(entry.case)}
        called = {*mentioned, *mentioned_in(text, list(colleagues.values()))}
        readers = {user for user in called if user.pk in colleagues and audience in colleagues[user.pk].reads}
        if actor.pk not in colleagues or audience not in colleagues[actor.pk].reads:
            raise ActionRefused(_("You could not read such a note yourself. Write it for the supporters of this case."))
        if deaf := called - readers:
            names = _(", ").join(sorted(user.name for user in deaf))
            raise ActionRefused(
                _("%(names)s cannot read this note. Choose other readers for it, or take the mention out.")
                % {"names": names}
            )
        note = Note.objects.create(case=entry.case, author=actor, audience=audience, text=text)
        note.mentioned.set(readers)
        entry.payload |= {"note": note.pk, "audience": audience, "mentioned": sorted(user.pk for user in readers)}
        for reader in readers - {actor}:
            tell_mentioned(note, reader)
    return note
