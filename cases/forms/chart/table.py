"""The forms and buttons of the chart by the words that stand in addresses."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from cases.forms.chart.collaborators import CollaboratorForm
from cases.forms.chart.related import RelatedForm
from cases.forms.chart.works import LinkForm, NoteForm, TaskForm, WorkForm
from cases.selectors.tabs import Tab
from cases.services import checklists, collaborators, links, related, tasks
from cases.works import Work

NEW: Mapping[str, type[WorkForm]] = {
    form.word: form for form in (NoteForm, TaskForm, LinkForm, CollaboratorForm, RelatedForm)
}


@dataclass(frozen=True, slots=True)
class Button:
    """One press on one row of the chart: nothing is typed. The service takes `case_id`, `actor` and the row's `pk`."""

    work: Work
    service: Callable[..., object]
    tab: Tab


BUTTONS: Mapping[tuple[str, str], Button] = {
    ("task", "finish"): Button(Work.FINISH_TASK, tasks.finish_task, Tab.PROGRESS),
    ("task", "open"): Button(Work.OPEN_TASK, tasks.open_task, Tab.PROGRESS),
    ("item", "tick"): Button(Work.TICK, checklists.tick, Tab.PROGRESS),
    ("item", "untick"): Button(Work.UNTICK, checklists.untick, Tab.PROGRESS),
    ("link", "remove"): Button(Work.UNLINK, links.unlink, Tab.CONSULTATION),
    ("collaborator", "remove"): Button(Work.REMOVE_COLLABORATOR, collaborators.remove, Tab.COLLABORATORS),
    ("related", "remove"): Button(Work.REMOVE_RELATED, related.remove, Tab.ORGANISATION),
}
