"""What is recorded of an interview, and what of it the founder reads."""

import datetime as dt

import pytest
from django.template.loader import render_to_string
from django.test.html import parse_html
from django.utils import timezone

from accounts.models import User
from cases.enums import State
from cases.models import Interview
from tests.cases.views.conftest import SignIn
from tests.conftest import MakeCase
from tests.factories.cases import InterviewFactory
from tests.factories.supporters import SupporterFactory
from tests.support.actions import assigned
from tests.support.pages import Page, text_of
from tests.support.people import row_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def shown(interview: Interview, *, to_founder: bool = False) -> str:
    context = {"interviews": [interview], "without_summary": to_founder}
    return text_of(parse_html(render_to_string("cases/_interviews.html", context)))


def test_the_desk_reads_who_was_there_how_long_and_in_which_form() -> None:
    interview = InterviewFactory.create(
        held_on=dt.date(2026, 11, 20),
        present=[SupporterFactory.create(name="野村 進"), SupporterFactory.create(name="原田 緑")],
        others_present="社長の青山氏",
        form="phone",
        minutes=25,
        summary="要旨",
        next_steps="次の一歩",
    )
    words = shown(interview)
    assert words.startswith("Supporter interview – 20 November 2026 (Fri)")
    assert "By phone, 25 minutes, 野村 進, 原田 緑, 社長の青山氏" in words
    assert "要旨" in words


def test_the_founder_reads_no_summary_and_not_who_else_was_there() -> None:
    interview = InterviewFactory.create(summary="要旨", others_present="社長の青山氏", next_steps="次の一歩")
    words = shown(interview, to_founder=True)
    assert ("要旨" in words, "青山" in words, "次の一歩" in words) == (False, False, True)


@pytest.mark.parametrize("form", ["face", "online", "phone"])
def test_a_preliminary_interview_needs_the_staff_alone(
    form: str, make_case: MakeCase, staff: User, sign_in: SignIn
) -> None:
    case = make_case(State.TRIAGING)
    typed = {"seen": "1", "held_on": timezone.localdate().isoformat(), "minutes": "20", "form": form, "summary": "要旨"}
    assert sign_in(staff).post(f"/cases/{case.number}/record-preliminary-interview/", typed).status_code == 302
    held = Interview.objects.get()
    assert (held.kind, held.form, held.minutes, held.recorded_by) == ("preliminary", form, 20, staff)


def test_an_impossible_day_is_said_at_the_day_and_nothing_typed_is_lost(
    make_case: MakeCase, staff: User, supporter: User, sign_in: SignIn
) -> None:
    case = make_case(State.SUPPORTING)
    assigned(row_of(supporter), case)
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    typed = {
        "seen": "1",
        "held_on": tomorrow.isoformat(),
        "minutes": "60",
        "form": "face",
        "summary": "要旨",
        "others_present": "社長",
        "supporters": str(row_of(supporter).pk),
    }
    page = Page(sign_in(staff).post(f"/cases/{case.number}/record-interview/", typed))
    assert (page.status, page.errors) == (
        422,
        {"id_held_on": ["This day is still to come. Give a date up to today."]},
    )
    for name, value in typed.items():
        assert page.values[name] == [value]
    assert Interview.objects.count() == 0
