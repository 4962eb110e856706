"""Words are planted in every internal place of one scene; each person reads exactly what is meant for them.

Pages, files and papers are found by following every link from the first page (`tests/access/planted.py`).
"""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from tests.access.planted import (
    DESK_NOTE,
    DRAFTED,
    IN_A_MAIL,
    IN_THE_THREAD,
    INTRODUCED,
    OF_ANOTHER_FOUNDER,
    ON_THE_CHART,
    ON_THE_ENTRY,
    TEAM_NOTE,
    TO_THE_FOUNDER,
    all_marks,
    pages_within_reach,
    plant_asked_in_confidence,
    plant_at_the_desk,
    plant_in_the_thread,
    plant_mail,
    plant_of_another_founder,
    plant_on_the_chart,
    plant_on_the_roster,
)
from tests.support.scene import Scene

pytestmark = pytest.mark.django_db

SignIn = Callable[..., Client]

READS: dict[str, set[str]] = {
    "founder": TO_THE_FOUNDER | IN_THE_THREAD,
    "colleague": set(),
    "other_founder": OF_ANOTHER_FOUNDER | DRAFTED | INTRODUCED,
    "proposed": {"秘密競合"},  # whose interests count, on a case to which they are asked
    "other_supporter": INTRODUCED,
    "conflicted": set(),
    "other_staff": set(),
    "manager": set(),
    "administrator": set(),
}


@pytest.fixture(scope="module")
def planted(scene: Scene) -> Scene:
    plant_at_the_desk(scene)
    plant_of_another_founder(scene)
    scene.things["confided"] = plant_asked_in_confidence(scene)
    plant_on_the_chart(scene)
    plant_on_the_roster(scene)
    plant_mail(scene.own)
    plant_in_the_thread(scene)
    return scene


@pytest.mark.parametrize("name", READS)
def test_nobody_reads_what_is_not_for_them(name: str, planted: Scene, sign_in: SignIn) -> None:
    pages = pages_within_reach(sign_in(planted.people[name]))
    assert all_marks(pages) == READS[name]
    number = planted.things["confided"].number
    assert bool([address for address, text in pages.items() if number in text]) == (name == "founder")


@pytest.mark.parametrize("name", ["supporter", "full_time"])
def test_whoever_works_on_a_case_reads_its_chart_and_thread_and_no_mail_that_waits(
    name: str, planted: Scene, sign_in: SignIn
) -> None:
    read = all_marks(pages_within_reach(sign_in(planted.people[name])))
    assert read >= ON_THE_CHART | IN_THE_THREAD
    assert read & (ON_THE_ENTRY | INTRODUCED) == (ON_THE_ENTRY if name == "supporter" else set())
    assert read.isdisjoint(IN_A_MAIL | DRAFTED)
    assert (DESK_NOTE in read, TEAM_NOTE in read) == (name == "full_time", True)
    assert bool(read & (OF_ANOTHER_FOUNDER | TO_THE_FOUNDER)) == (name == "full_time")


def test_staff_read_all_of_it_but_drafts_and_follow_no_dead_link(planted: Scene, sign_in: SignIn) -> None:
    pages = pages_within_reach(sign_in(planted.people["staff"]))

    assert {reverse("case_chart", args=[case.number]) for case in (planted.own, planted.other)} <= set(pages)
    read = all_marks(pages)
    assert read >= ON_THE_ENTRY | INTRODUCED
    assert ON_THE_CHART | IN_THE_THREAD | IN_A_MAIL | OF_ANOTHER_FOUNDER | TO_THE_FOUNDER | {DESK_NOTE} <= read
    assert read.isdisjoint(DRAFTED)
    assert "秘密辞退理由" in pages[reverse("chart_tab", args=[planted.own.number, "supporters"])]


def test_the_founder_reads_what_comes_next_and_the_proposed_one_whom_it_concerns(
    planted: Scene, sign_in: SignIn
) -> None:
    chart = reverse("case_chart", args=[planted.own.number])
    assert "計画書を作る。" in sign_in(planted.people["founder"]).get(chart).content.decode()
    confided = planted.things["confided"]
    teaser = reverse("proposal_detail", args=[confided.assignments.get().pk])
    page = sign_in(planted.people["proposed"]).get(teaser).content.decode()
    assert confided.organisation.name in page


@pytest.mark.parametrize("name", ["manager", "administrator"])
def test_officials_read_no_organisation_of_a_case(name: str, planted: Scene, sign_in: SignIn) -> None:
    """An administrator keeps the list of organisations, apart from cases."""
    pages = pages_within_reach(sign_in(planted.people[name]))
    organisation = planted.things["confided"].organisation.name
    assert not [address for address, text in pages.items() if organisation in text]


@pytest.mark.parametrize("name", ["cases_by_year", "topic_share"])
def test_a_founder_reads_no_figures(scene: Scene, sign_in: Callable[..., Client], name: str) -> None:
    browser = sign_in(scene.people["founder"])
    addresses = [reverse("api_figure", args=[name]), reverse("figure_file", args=[name, "csv"])]

    assert [browser.get(address).status_code for address in addresses] == [403, 403]
