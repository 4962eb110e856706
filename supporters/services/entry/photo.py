"""The photo of a supporter, and the consent to show it to founders."""

from typing import IO, Any, cast

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from accounts.models import User
from mediso.common.errors import ActionRefused
from mediso.files.allowed import JPEG, MEGABYTE, PNG
from mediso.files.checking import check
from mediso.files.models import StoredFile
from mediso.files.services.keeping import discard_file, keep_file
from supporters.enums import RosterPart
from supporters.models import SupporterChange
from supporters.services.entry.changing import changing
from supporters.services.entry.parts import consent

PHOTO_MOST_MEGABYTES = 2
PHOTO_TYPES = (JPEG, PNG)


def save_photo(
    *, supporter_id: int, actor: User, seen: int, upload: "UploadedFile[Any] | None", remove: bool, photo_agreed: bool
) -> SupporterChange | None:
    """Keep another photo, remove it, or change the consent alone. The content of one that is replaced is discarded.

    Raises `ActionRefused` (`FileRefused` is one) for what is no JPEG or PNG by its content, or too large.
    """
    with changing(supporter_id=supporter_id, part=RosterPart.PHOTO, actor=actor, seen=seen) as entry:
        supporter, before = entry.supporter, entry.supporter.photo
        photo = _kept(upload) if upload else None if remove else before
        supporter.photo_agreed_at = consent(
            supporter.photo_agreed_at,
            wanted=photo_agreed and photo is not None,
            by_self=entry.by_self,
            same=photo == before,
        )
        supporter.photo = photo
        supporter.save(update_fields=["photo", "photo_agreed_at"])
        if before is not None and before != photo:
            discard_file(before)
    return entry.change


def _kept(upload: "UploadedFile[Any]") -> StoredFile:
    name, content = upload.name or "", cast("IO[bytes]", upload)
    checked = check(name, content, most_bytes=PHOTO_MOST_MEGABYTES * MEGABYTE)
    if checked.kind not in PHOTO_TYPES:
        raise ActionRefused(
            _("“%(name)s” is no JPEG and no PNG. Please save the photo as one of them.") % {"name": checked.name}
        )
    return keep_file(name=name, content=content)
