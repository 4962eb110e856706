"""What the desk writes on a chart stays at the desk: planted through its services, and searched for everywhere else.

Notes above all: not for whoever asked, be they on the staff too; not in a mail, not in an event.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from accounts.models import User
from cases.enums import LinkKind, NoteAudience
from cases.models import Case, CaseEvent
from cases.selectors.tabs import Tab
from cases.services import chart, checklists, collaborators, links, notes, tasks
from mediso.outbox.models import OutboxMail
from tests.access.test_leaks import marks_in, pages_within_reach
from tests.factories.accounts import grant
from tests.factories.desks import ChecklistItemFactory
from tests.support.scene import Scene

pytestmark = pytest.mark.django_db

DESK_NOTE, TEAM_NOTE = "秘密窓口メモ", "秘密担当メモ"


def write_all_over(case: Case, staff: User, colleague: User, supporter: User, other: Case) -> None:
    """A mark in everything that can be written on a chart."""
    by: dict[str, Any] = {"case_id": case.pk, "actor": staff}
    notes.write_note(**by, audience=NoteAudience.DESK, text=f"{DESK_NOTE} @{colleague.name}")
    notes.write_note(**by, audience=NoteAudience.TEAM, text=TEAM_NOTE, mentioned=[supporter])
    tasks.set_task(**by, title="秘密タスク", assignee=supporter, due_on=None)
    collaborators.add(**by, name="秘密共同研究者", affiliation="秘密所属", role="秘密役割")
    for field in ("summary", "product_name", "target_disease", "channel_note"):
        chart.edit(**by, field=field, was="", value=f"秘密{field}")
    item = ChecklistItemFactory.create(desk=case.desk, name_ja="秘密確認項目", name_en="秘密確認項目")
    checklists.tick(**by, pk=item.pk)
    links.link(**by, number=other.number, kind=LinkKind.RELATED)


@pytest.fixture
def marked(own_scene: Scene) -> Scene:
    Case.objects.filter(pk=own_scene.own.pk).update(product_name="", target_disease="")
    other = own_scene.make_case(asked_by=own_scene.people["other_founder"])
    people = own_scene.people
    write_all_over(own_scene.own, people["staff"], people["full_time"], people["supporter"], other)
    return own_scene


@pytest.mark.parametrize("who", ["founder", "colleague", "other_founder", "proposed", "manager", "administrator"])
def test_no_page_outside_the_desk_has_a_word_of_it(who: str, marked: Scene, sign_in: Callable[..., Client]) -> None:
    assert marks_in(pages_within_reach(sign_in(marked.people[who]))) == {}


@pytest.mark.parametrize("role", [Role.STAFF, Role.SUPPORTER])
def test_whoever_asked_reads_none_of_it_whatever_else_they_are(
    role: Role, marked: Scene, sign_in: Callable[..., Client]
) -> None:
    browser = sign_in(grant(marked.people["founder"], role, marked.own.desk))
    case = reverse("case_chart", args=[marked.own.number])
    chart_pages = [f"tab/{tab}/" for tab in Tab] + ["paper/", "paper/?notes", "edit/summary/?drawn", "new/note/"]
    pages = {address: browser.get(address) for address in [case, *(case + part for part in chart_pages)]}
    assert {address for address, page in pages.items() if page.status_code != 404} == {case}
    lists = {address: browser.get(address) for address in ("/", "/cases/", "/consultations/", "/tasks/")}
    assert marks_in({address: page.content.decode() for address, page in (pages | lists).items()}) == {}


@pytest.mark.parametrize(
    ("who", "reads"),
    [("staff", {DESK_NOTE, TEAM_NOTE}), ("full_time", {DESK_NOTE, TEAM_NOTE}), ("supporter", {TEAM_NOTE})],
)
def test_at_the_desk_everybody_reads_the_notes_for_them(
    who: str, reads: set[str], marked: Scene, sign_in: Callable[..., Client]
) -> None:
    browser = sign_in(marked.people[who])
    pages = [
        reverse("case_chart", args=[marked.own.number]),
        reverse("chart_paper", args=[marked.own.number]) + "?notes",
    ]
    for address in pages:
        text = browser.get(address).content.decode()
        assert {note for note in (DESK_NOTE, TEAM_NOTE) if note in text} == reads
    paper = browser.get(reverse("chart_paper", args=[marked.own.number])).content.decode()
    assert (DESK_NOTE in paper, TEAM_NOTE in paper) == (False, False)


def test_no_mail_and_no_event_has_the_words_of_a_note_or_a_task(marked: Scene) -> None:
    mails = {mail.key: mail.subject + mail.body for mail in OutboxMail.objects.exclude(key__startswith="dead:")}
    assert {key.split(":")[0] for key in mails} == {"mentioned", "task_set"}
    assert marks_in(mails) == {}
    payloads = " ".join(str(payload) for payload in CaseEvent.objects.values_list("payload", flat=True))
    assert [word for word in (DESK_NOTE, TEAM_NOTE, "秘密タスク") if word in payloads] == []
