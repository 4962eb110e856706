"""Notes and what else stands on a chart: not for whoever asked, be they on the staff too; not in a mail or event.

Whether anybody else reads a word of it is seen by `test_what_people_read.py`.
"""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from cases.models import CaseEvent
from cases.selectors.tabs import Tab
from mediso.outbox.models import OutboxMail
from tests.access.planted import DESK_NOTE, TEAM_NOTE, marks_in, plant_on_the_chart
from tests.factories.accounts import grant
from tests.support.scene import Scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def marked(own_scene: Scene) -> Scene:
    plant_on_the_chart(own_scene)
    return own_scene


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
