import uuid
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.decisions import Writing
from cases.enums import MessageKind, MessageSide
from cases.models import Message
from mediso.files.allowed import MEGABYTE

LABELS = {
    (MessageSide.DESK, MessageKind.MESSAGE): gettext_lazy("Your message to the founder"),
    (MessageSide.FOUNDER, MessageKind.MESSAGE): gettext_lazy("Your message to the desk"),
    (MessageSide.FOUNDER, MessageKind.ANSWER): gettext_lazy("Your answer"),
}


class FilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files; `clean` gives a list."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list["UploadedFile[Any]"]:  # noqa: ARG002 - Django's signature
        chosen = data if isinstance(data, list) else [data] if data else []
        return [one for one in chosen if isinstance(one, UploadedFile)]


class MessageForm(forms.Form):
    """A message as it is being written. `token` is the form's own, `latest` the thread's last message when drawn."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    latest = forms.IntegerField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(max_length=10_000, required=False, widget=forms.Textarea(attrs={"rows": 6}))
    attachments = FilesField(label=gettext_lazy("Attach files"), required=False)

    def __init__(
        self,
        data: QueryDict | None = None,
        files: MultiValueDict[str, "UploadedFile[Any]"] | None = None,
        *,
        writing: Writing,
        draft: Message | None,
        latest: int,
    ) -> None:
        initial = {"token": draft.token if draft else uuid.uuid4(), "text": draft.text if draft else ""}
        super().__init__(data, files, initial=initial | {"latest": latest}, auto_id="message_%s")
        self.fields["text"].label = LABELS[writing.side, writing.kind]
        self.fields["attachments"].help_text = _(
            "PDF, pictures, Office files, plain text. Up to %(count)s files, each up to %(each)s MB."
        ) % {"count": settings.ATTACHMENTS_MOST_COUNT, "each": settings.ATTACHMENT_MOST_BYTES // MEGABYTE}
