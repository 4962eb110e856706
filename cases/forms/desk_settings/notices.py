"""A desk's own words for a notice, and what people may choose for it. There is at most one row of each."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from accounts.models import User
from cases.forms.desk_settings.base import SettingForm
from mediso.desks.enums import Allowed, SettingKind
from mediso.desks.models import Desk, NoticeRule, NoticeText
from mediso.desks.selectors.settings import settings_of
from mediso.desks.services.settings import Saved
from mediso.notices.table import Notice
from mediso.notices.words import NoticeWords, default_words, faults_of


class NoticeForm(SettingForm):
    """Begins with what counts today. What is saved as the default is, while the default counts, changes nothing."""

    def __init__(self, data: QueryDict | None = None, *, desk: Desk, notice: Notice, **which: str) -> None:
        self.notice, self.which = notice, {"kind": notice.kind, **which}
        row = settings_of(desk.pk, self.setting).filter(**self.which).first()
        self.in_force = row is not None and row.retired_on is None
        super().__init__(data, desk=desk, row=row)

    def defaults(self) -> dict[str, Any]:
        raise NotImplementedError

    def fixed_values(self) -> dict[str, Any]:
        return self.which | {"retired_on": None}

    def save_by(self, actor: User) -> Saved:
        if not self.in_force and all(self.cleaned_data[name] == value for name, value in self.defaults().items()):
            return Saved(self.row, None)
        return super().save_by(actor)

    def _initial(self) -> dict[str, Any]:
        return super()._initial() | ({} if self.in_force else self.defaults())


class NoticeTextForm(NoticeForm):
    setting = SettingKind.NOTICES

    class Meta:
        model = NoticeText
        fields = ["subject", "body"]
        widgets = {"body": forms.Textarea(attrs={"rows": 14})}
        help_texts = {
            "body": gettext_lazy("The desk's name and address are added by themselves. Variables are explained beside.")
        }

    def __init__(self, data: QueryDict | None = None, *, desk: Desk, notice: Notice, language: str) -> None:
        self.language = language
        super().__init__(data, desk=desk, notice=notice, language=language)

    def defaults(self) -> dict[str, Any]:
        words = default_words(self.notice, self.language)
        return {"subject": words.subject, "body": words.body}

    def clean_body(self) -> str:
        return _unix_lines(self.cleaned_data["body"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        words = NoticeWords(cleaned.get("subject", ""), cleaned.get("body", ""))
        readable = set(cleaned)  # a field that has an error already is no longer in it
        for fault in faults_of(words, self.notice):
            if fault.field in readable:
                self.add_error(fault.field, fault.said)
        return cleaned

    def typed(self) -> NoticeWords:
        """As it stands in the form, right or wrong."""
        subject, body = (str(self[name].value() or "") for name in ("subject", "body"))
        return NoticeWords(subject, _unix_lines(body))


class NoticeRuleForm(NoticeForm):
    setting = SettingKind.NOTICE_RULES
    allowed = forms.ChoiceField(
        label=gettext_lazy("People may choose"), choices=Allowed.choices, widget=forms.RadioSelect
    )

    class Meta:
        model = NoticeRule
        fields = ["allowed"]

    def defaults(self) -> dict[str, Any]:
        return {"allowed": self.notice.allowed.value}


def _unix_lines(text: str) -> str:
    return "\n".join(text.splitlines())
