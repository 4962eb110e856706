"""What is added to a chart, each by a form of its own: fields are named as the service's arguments."""

import uuid
from collections.abc import Callable, Sequence
from typing import Any, ClassVar, cast

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from cases.enums import LinkKind, NoteAudience
from cases.forms.chart.refusable import RefusableForm
from cases.models import Case
from cases.selectors.colleagues import Colleague
from cases.selectors.tabs import Tab
from cases.services import links, notes, tasks
from cases.works import Work


class WorkForm(RefusableForm):
    """`colleagues` are those who keep the chart (`colleagues_on`). Several of these stand on one page: ids differ."""

    service: ClassVar[Callable[..., object]]
    work: ClassVar[Work]
    # Stands in the address.
    word: ClassVar[str]
    heading: ClassVar[str | Promise]
    button: ClassVar[str | Promise]
    # Where one is after it is done; None for what stands beside every tab.
    tab: ClassVar[Tab | None] = None
    fields_template: ClassVar[str] = "cases/chart/_fields.html"
    # Of a form that changes a row: the name of its address.
    route: ClassVar[str] = ""

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        case: Case,
        actor: User,
        colleagues: Sequence[Colleague] = (),
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial, auto_id=f"id_{self.work.name.lower()}_%s")
        self.case, self.actor = case, actor
        self.colleagues = {one.user.pk: one for one in colleagues}

    def perform(self) -> None:
        """Raises what the service raises."""
        type(self).service(case_id=self.case.pk, actor=self.actor, **self.cleaned_data)

    def _user(self, pk: str) -> User:
        return self.colleagues[int(pk)].user


class AddingForm(WorkForm):
    """Adds a row, and the same page sent twice adds one: its answer was lost, or the button was pressed twice."""

    press = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4, required=False)

    def perform(self) -> None:
        token = self.cleaned_data.get("press")
        self.cleaned_data["press"] = uuid.uuid5(token, repr(self._typed())) if token else None
        super().perform()

    def _typed(self) -> list[tuple[str, list[str]]]:
        """Whoever goes back to the page and sends other words means another row."""
        data = cast("QueryDict", self.data)
        return [(name, data.getlist(name)) for name in self.fields if name != "press"]


class NoteForm(AddingForm):
    service = staticmethod(notes.write_note)
    work = Work.WRITE_NOTE
    word = "note"
    heading = _("Write an internal note")
    button = _("Write the note")
    fields_template = "cases/chart/_note_fields.html"
    text = forms.CharField(
        label=pgettext_lazy("at the desk", "Note"),
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The founder never reads it. @ and a colleague's name tells that colleague by mail."),
    )
    audience = forms.TypedChoiceField(
        label=_("Read by"), choices=NoteAudience.choices, coerce=NoteAudience, widget=forms.RadioSelect
    )
    mentioned = forms.TypedMultipleChoiceField(
        label=_("Tell these colleagues"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = self.colleagues.get(self.actor.pk)
        readable = [(code.value, code.label) for code in NoteAudience if own and code in own.reads]
        audience, mentioned = self.fields["audience"], self.fields["mentioned"]
        audience.choices = readable  # type: ignore[attr-defined]
        audience.initial = readable[0][0] if readable else None
        if len(readable) < len(NoteAudience):
            audience.widget = forms.HiddenInput()
        mentioned.coerce = self._user  # type: ignore[attr-defined]
        others = [(pk, one.user.name) for pk, one in self.colleagues.items() if pk != self.actor.pk]
        mentioned.choices = others  # type: ignore[attr-defined]


class TaskForm(AddingForm):
    service = staticmethod(tasks.set_task)
    work = Work.SET_TASK
    word = "task"
    heading = _("Set a task")
    button = _("Set the task")
    tab = Tab.PROGRESS
    title = forms.CharField(
        label=_("What is to be done"),
        max_length=200,
        help_text=_("Read by the desk and the supporters of the case, not by the founder."),
    )
    assignee = forms.TypedChoiceField(label=_("Who"))
    due_on = forms.DateField(
        label=_("Due on"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        assignee = self.fields["assignee"]
        assignee.coerce = self._user  # type: ignore[attr-defined]
        assignee.choices = [(pk, one.user.name) for pk, one in self.colleagues.items()]  # type: ignore[attr-defined]
        assignee.initial = self.actor.pk


class LinkForm(WorkForm):
    service = staticmethod(links.link)
    work = Work.LINK
    word = "link"
    heading = _("Link another case")
    button = _("Link the case")
    tab = Tab.CONSULTATION
    number = forms.CharField(label=_("Number of the other case"), max_length=20)
    kind = forms.TypedChoiceField(
        label=_("How they belong together"),
        choices=LinkKind.choices,
        coerce=LinkKind,
        initial=LinkKind.RELATED,
        widget=forms.RadioSelect,
    )
