"""How a desk proposes supporters is set on one page."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from mediso.desks.models import Desk, DeskChange
from tests.support.pages import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

HERE = "/desk-settings/main/routing/"
ROUTING = {
    "reply_days": "5",
    "reply_reminder_days": "2",
    "weight_coverage": "40",
    "weight_product_type": "15",
    "weight_modality": "5",
    "weight_continuity": "10",
    "weight_free_hours": "15",
    "weight_fair_share": "15",
    "floor_points": "20",
    "wanted_level": "3",
    "team_most": "3",
    "honorarium_per_hour": "",
    "seen": "0",
}


@pytest.fixture
def browser(sign_in: Callable[..., Client], staff: User) -> Client:
    return sign_in(staff)


def test_the_page_shows_what_counts(browser: Client) -> None:
    page = Page(browser.get(HERE))
    shown = {name: (values or [""])[0] for name, values in page.values.items() if name in ROUTING}
    assert {name: shown.get(name, "") for name in ROUTING} == ROUTING


def test_a_change_is_saved_and_listed(browser: Client, desk: Desk, staff: User) -> None:
    changed = {"weight_coverage": "50", "weight_free_hours": "5", "honorarium_per_hour": "12000", "reply_days": "7"}
    page = Page(browser.post(HERE, ROUTING | changed, follow=True))
    desk.refresh_from_db()
    assert (desk.reply_days, desk.honorarium_per_hour) == (7, 12_000)
    assert list(desk.weights().values()) == [50, 15, 5, 10, 5, 15]
    change = DeskChange.objects.get()
    assert (change.setting, change.row, change.kind, change.actor) == ("routing", desk.pk, "changed", staff)
    assert change.after == {
        "reply_days": 7,
        "weight_coverage": 50,
        "weight_free_hours": 5,
        "honorarium_per_hour": 12_000,
    }
    assert f"Routing: changed {staff.name}" in page.text
    assert "50, 15, 5, 10, 5, 15 points" in Page(browser.get("/desk-settings/main/")).text


def test_weights_that_are_not_100_are_refused_with_their_sum(browser: Client, desk: Desk) -> None:
    page = Page(browser.post(HERE, ROUTING | {"weight_coverage": "45"}))
    assert page.status == 422
    said = "The six weights add up to 105 points. Change them so that they make 100."
    assert page.summary == [f"Topic coverage: {said}"]
    assert page.values["weight_coverage"] == ["45"]
    desk.refresh_from_db()
    assert (desk.weight_coverage, DeskChange.objects.exists()) == (40, False)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("reply_days", "0"),
        ("reply_days", "61"),
        ("reply_reminder_days", "31"),
        ("weight_modality", "-1"),
        ("floor_points", "101"),
        ("wanted_level", "6"),
        ("team_most", "7"),
        ("honorarium_per_hour", "1000001"),
    ],
)
def test_what_is_out_of_bounds_is_refused(name: str, value: str, browser: Client) -> None:
    page = Page(browser.post(HERE, ROUTING | {name: value}))
    assert (page.status, len(page.summary), DeskChange.objects.exists()) == (422, 1, False)
    assert page.values[name] == [value]
