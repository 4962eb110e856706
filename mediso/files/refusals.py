"""A file that is not taken, with a sentence that says what, which file, and what to do."""

from collections.abc import Mapping
from typing import Any, Self

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mediso.common.errors import ActionRefused
from mediso.files.enums import Refusal

SENTENCES: dict[Refusal, Promise] = {
    Refusal.EMPTY: _("“%(name)s” is empty. Please choose the file again."),
    Refusal.TOO_LARGE: _(
        "“%(name)s” is too large: files of this kind may have at most %(megabytes)s MB. "
        "Please make it smaller or divide it."
    ),
    Refusal.TOO_MANY: _(
        "There are %(count)s files, and at most %(most)s can be sent at once. Please send the others afterwards."
    ),
    Refusal.TOO_LARGE_IN_ALL: _(
        "The files are too large together: at most %(megabytes)s MB can be sent at once. "
        "Please send some of them afterwards."
    ),
    Refusal.EXECUTABLE: _(
        "“%(name)s” is a program, and programs are not taken. Please send a document, such as a PDF, instead."
    ),
    Refusal.MARKUP: _(
        "“%(name)s” is a web page or a drawing that can run scripts, and those are not taken. "
        "Please save it as a PDF or as a PNG picture."
    ),
    Refusal.ARCHIVE: _(
        "“%(name)s” is an archive, and archives are not taken. Please take the files out and send each of them."
    ),
    Refusal.BOMB: _(
        "“%(name)s” would unpack to far more than its size, so it was not opened. Please save it anew, or as a PDF."
    ),
    Refusal.OLD_OFFICE: _(
        "“%(name)s” is in an old Office format. Please save it as .docx, .xlsx or .pptx, or as a PDF."
    ),
    Refusal.MACRO: _(
        "“%(name)s” contains macros. Please save it as .docx, .xlsx or .pptx without macros, or as a PDF."
    ),
    Refusal.EMBEDDED: _(
        "“%(name)s” has another file packed into it that could be a program. Please remove it, or save it as a PDF."
    ),
    Refusal.ENCRYPTED: _(
        "“%(name)s” is protected by a password or restricted, so it cannot be checked. "
        "Please save it without protection."
    ),
    Refusal.BROKEN: _("“%(name)s” is damaged or incomplete. Please save it anew and choose it again."),
    Refusal.UNKNOWN: _(
        "“%(name)s” is of a kind that is not taken. Please send a PDF, a picture (PNG, JPEG, WebP, TIFF, HEIC), "
        "an Office file (.docx, .xlsx, .pptx) or plain text (.txt, .csv)."
    ),
}


class FileRefused(ActionRefused):
    """Nothing was kept. `reason` is the code, `name` the harmless name; the message is the sentence to show."""

    def __init__(self, reason: Refusal, *, name: str = "", **values: int) -> None:
        super().__init__(SENTENCES[reason] % {"name": name, **values})
        self.reason = reason
        self.name = name
        self.values = values

    @property
    def told(self) -> dict[str, Any]:
        """As JSON can hold it, for whoever tells of it later; `told_again` gives the refusal back."""
        return {"reason": self.reason.value, "name": self.name, "values": self.values}

    @classmethod
    def told_again(cls, told: Mapping[str, Any]) -> Self:
        return cls(Refusal(told["reason"]), name=told["name"], **told["values"])


class Unfit(Exception):
    """What the checks of one format raise, before it is known under which name the file came."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason)
        self.reason = reason
