"""Each page: at most 150 kB at first, clean for axe, usable on a phone of 320 px and by keyboard alone."""

import os
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from _pytest.mark import ParameterSet
from allauth.account.models import EmailAddress

from accounts.models import User
from tests.access.test_accounts import ROWS as ACCOUNT_ROWS
from tests.access.test_routes import ROWS
from tests.factories.cases import InterviewFactory, RatingFactory
from tests.factories.desks import ChecklistItemFactory, PlanTemplateStepFactory, SignpostFactory
from tests.journeys.conftest import OpenWindow
from tests.journeys.every_page import NOT_A_PAGE, WORDS, Stop, long_walk, walk
from tests.journeys.keyboard import faults_by_keyboard
from tests.journeys.pages import HEAVIEST, Window, weight_of
from tests.support.people import row_of
from tests.support.scene import Scene, build_scene

PAGES_A_WALK = 25
# A folder for a picture of each page at both widths, for whoever wants to look at them.
PICTURES = os.environ.get("DESK_PICTURES")


def parts(stops: Iterable[Stop]) -> list[ParameterSet]:
    """The pages of each person, a few at a time."""
    of: dict[str, list[Stop]] = {}
    for stop in stops:
        of.setdefault(stop.reader, []).append(stop)
    return [
        pytest.param(theirs[at : at + PAGES_A_WALK], id=f"{reader or 'visitor'}-{at // PAGES_A_WALK + 1}")
        for reader, theirs in of.items()
        for at in range(0, len(theirs), PAGES_A_WALK)
    ]


@pytest.fixture
def furnished(transactional_db: None) -> Scene:
    """The scene, with something on every tab and in every list."""
    scene = build_scene()
    InterviewFactory.create(case=scene.own, present=[row_of(scene.people["supporter"])])
    RatingFactory.create(case=scene.own)
    ChecklistItemFactory.create(desk=scene.own.desk, name_ja="法人番号を確かめた")
    SignpostFactory.create(desk=scene.own.desk)
    PlanTemplateStepFactory.create(template__desk=scene.own.desk)
    for user in User.objects.filter(pk__in=[one.pk for one in scene.people.values()]):
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return scene


def faults_of(stop: Stop, person: Window, scene: Scene) -> list[str]:
    address = stop.address(scene)
    loaded = person.load(address)
    page = next(one for one in reversed(loaded) if one.request.is_navigation_request())
    if stop.may_be_refused and page.status in {403, 404}:
        return []
    if (urlsplit(page.url).path, page.status) != (address, 200) or "html" not in page.headers["content-type"]:
        return [f"{address} answers {page.status} {page.url} {page.headers.get('content-type')}"]
    weight = weight_of(loaded)
    faults = [] if 0 < weight <= HEAVIEST else [f"weighs {weight} bytes"]
    try:
        person.look()
    except AssertionError as found:
        faults.append(str(found))
    if PICTURES:
        person.picture(Path(PICTURES), f"{stop.reader or 'visitor'}-{stop.name}")
    return [f"{address} {fault}" for fault in [*faults, *faults_by_keyboard(person.page)]]


def go_round(stops: Iterable[Stop], window: OpenWindow, scene: Scene) -> dict[str, list[str]]:
    """What is wrong with each page; every one is looked at, whatever the ones before it were like."""
    person: Window | None = None
    found = {}
    for stop in stops:
        person = person or window(scene.people.get(stop.reader))
        found[stop.name] = faults_of(stop, person, scene)
    return {name: faults for name, faults in found.items() if faults}


@pytest.mark.parametrize("stops", parts(walk()))
def test_every_page_is_light_clean_narrow_and_used_by_keyboard(
    stops: list[Stop], window: OpenWindow, furnished: Scene
) -> None:
    assert go_round(stops, window, furnished) == {}


@pytest.mark.soak
@pytest.mark.parametrize("stops", parts(long_walk()))
def test_every_page_is_so_for_everybody(stops: list[Stop], window: OpenWindow, furnished: Scene) -> None:
    assert go_round(stops, window, furnished) == {}


def test_every_address_is_walked_or_is_no_page() -> None:
    """Whoever adds a page need not think of this: its row in tests/access is enough."""
    answered = {row.name for row in [*ROWS, *ACCOUNT_ROWS] if row.method == "GET" and "200" in row.answers.values()}

    assert {stop.route for stop in walk()} == answered - set(NOT_A_PAGE)
    assert (set(NOT_A_PAGE) | set(WORDS)) - answered == set()
