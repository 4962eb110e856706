import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest
import time_machine
from django.db.models import Expression, F
from django.test import Client
from django.utils import timezone

from accounts.enums import Role
from accounts.models import User
from mediso.desks.models import Desk, ProductType, Topic
from supporters import workload
from supporters.models import Supporter
from supporters.services.invitations import invite_supporter
from tests.factories.accounts import grant
from tests.factories.desks import ProductTypeFactory
from tests.factories.supporters import InterestFactory, SupporterFactory
from tests.support.accounts import delivered, people_world
from tests.support.people import row_of
from tests.support.queries import queries_of

pytestmark = pytest.mark.django_db

SignIn = Callable[..., Client]
LIST = "/supporters/"


@pytest.fixture
def row(desk: Desk) -> Supporter:
    return SupporterFactory.create(desk=desk, name="専門 家")


def names(response: Any) -> list[str]:
    return [row.supporter.name for row in response.context["rows"]]


@pytest.mark.parametrize("who", ["founder", "supporter", "full_time", "manager", "administrator"])
def test_others_are_refused_with_the_reason(
    who: str, row: Supporter, sign_in: SignIn, request: pytest.FixtureRequest
) -> None:
    browser = sign_in(request.getfixturevalue(who))
    for path in (LIST, f"/supporters/{row.pk}/"):
        response = browser.get(path)
        assert response.status_code == 403
        assert "Only the staff of a desk can see its roster of supporters." in response.content.decode()


def test_list_shows_the_roster_of_ones_own_desk(
    sign_in: SignIn, staff: User, supporter: User, full_time: User, other_desk: Desk
) -> None:
    SupporterFactory.create(desk=other_desk, name="隣の 専門家")
    response = sign_in(staff).get(LIST)
    assert names(response) == ["常盤 勤", "野村 進"]
    page = response.content.decode()
    for shown in ("Regulation", "full-time", "address not confirmed yet"):
        assert shown in page


def test_staff_of_two_desks_choose_one(sign_in: SignIn, staff: User, supporter: User, other_desk: Desk) -> None:
    SupporterFactory.create(desk=other_desk, name="隣の 専門家")
    assert sign_in(staff).get(LIST, {"desk": "other"}).status_code == 404
    grant(staff, Role.STAFF, other_desk)
    browser = sign_in(staff)
    assert names(browser.get(LIST)) == ["野村 進"]
    assert names(browser.get(LIST, {"desk": "other"})) == ["隣の 専門家"]
    assert browser.get(LIST, {"desk": "nowhere"}).status_code == 404


def test_filters(sign_in: SignIn, staff: User, desk: Desk, topic: Topic, other_topic: Topic) -> None:
    today, day = timezone.localdate(), dt.timedelta(days=1)
    device = ProductTypeFactory.create(desk=desk)
    a = SupporterFactory.create(desk=desk, name="甲 一", knows={topic: 1}, affiliation="若竹大学")
    b = SupporterFactory.create(desk=desk, name="乙 二", knows={topic: 2, other_topic: 5}, handles=[device])
    c = SupporterFactory.create(desk=desk, name="丙 三", full_time=True, term_end=today - day)
    d = SupporterFactory.create(desk=desk, name="丁 四", term_start=today + day)
    browser = sign_in(staff)

    def found(**filters: str | int) -> set[str]:
        return set(names(browser.get(LIST, filters)))

    assert found() == {one.name for one in (a, b, c, d)}
    assert found(topic=topic.pk) == {a.name, b.name}
    assert found(topic=other_topic.pk) == {b.name}
    assert found(product_type=device.pk) == {b.name}
    assert found(employment="full_time") == {c.name}
    assert found(term="now") == {a.name, b.name}
    assert found(term="past") == {c.name}
    assert found(term="later") == {d.name}
    assert found(q="若竹 甲") == {a.name}
    assert found(topic=topic.pk, product_type=device.pk, term="now") == {b.name}
    assert "No supporter is found" in browser.get(LIST, {"q": "nobody"}).content.decode()


def test_topic_of_another_desk_is_no_choice(sign_in: SignIn, staff: User, supporter: User, other_desk: Desk) -> None:
    foreign = ProductTypeFactory.create(desk=other_desk)
    response = sign_in(staff).get(LIST, {"product_type": foreign.pk})
    assert list(response.context["filter"].form.errors) == ["product_type"]


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("name", ["い", "う", "ろ"]),
        ("-name", ["ろ", "う", "い"]),
        ("hours", ["う", "ろ", "い"]),
        ("-term", ["ろ", "い", "う"]),
        ("term", ["い", "ろ", "う"]),
        ("open", ["い", "ろ", "う"]),  # not counted here: the default order
        ("nothing", ["い", "ろ", "う"]),
    ],
)
def test_sorting(sort: str, order: list[str], sign_in: SignIn, staff: User, desk: Desk) -> None:
    """Who has no end of term comes last in both directions."""
    SupporterFactory.create(desk=desk, name="い", full_time=True, term_end=dt.date(2030, 3, 31))
    SupporterFactory.create(desk=desk, name="ろ", hours_per_month=20, term_end=dt.date(2031, 3, 31))
    SupporterFactory.create(desk=desk, name="う", hours_per_month=8)
    assert names(sign_in(staff).get(LIST, {"sort": sort})) == order


def test_queries_do_not_grow_with_the_rows(
    sign_in: SignIn, staff: User, desk: Desk, topic: Topic, product_type: ProductType
) -> None:
    def more(number: int) -> None:
        for _ in range(number):
            SupporterFactory.create(desk=desk, signs_in=True, knows={topic: 3}, handles=[product_type])

    browser = sign_in(staff)
    browser.get(LIST)  # the menu's counts are kept from here on
    more(1)
    at_one = queries_of(browser, LIST)
    more(2)
    assert queries_of(browser, LIST) == at_one


def test_detail_shows_interests(sign_in: SignIn, staff: User, row: Supporter) -> None:
    InterestFactory.create(supporter=row, organisation_name="株式会社利害")
    page = sign_in(staff).get(f"/supporters/{row.pk}/").content.decode()
    assert "株式会社利害" in page
    assert "employer" in page
    assert "Send the invitation" in page


def test_row_of_another_desk_is_not_there(sign_in: SignIn, other_staff: User, row: Supporter) -> None:
    browser = sign_in(other_staff)
    before = people_world()
    assert browser.get(f"/supporters/{row.pk}/").status_code == 404
    for action in ("invite", "invite-again", "uninvite"):
        assert browser.post(f"/supporters/{row.pk}/{action}/", {"email": "e@example.jp"}).status_code == 404
    assert people_world() == before


@pytest.mark.parametrize("action", ["invite", "invite-again", "uninvite"])
def test_acting_takes_a_post_and_the_staff(
    action: str, sign_in: SignIn, staff: User, founder: User, row: Supporter
) -> None:
    assert sign_in(staff).get(f"/supporters/{row.pk}/{action}/").status_code == 405
    browser = sign_in(founder)
    before = people_world()
    assert browser.post(f"/supporters/{row.pk}/{action}/", {"email": "e@example.jp"}).status_code == 403
    assert people_world() == before


def test_invited_sent_again_and_withdrawn(sign_in: SignIn, staff: User, row: Supporter) -> None:
    browser, here = sign_in(staff), f"/supporters/{row.pk}/"
    response = browser.post(f"{here}invite/", {"email": "Expert@example.jp"}, follow=True)
    page = response.content.decode()
    assert "A mail is on its way to expert@example.jp." in page
    assert "invited, no answer yet" in page

    with time_machine.travel(timezone.now() + dt.timedelta(minutes=2)):
        browser.post(f"{here}invite-again/")
        assert [message.to for message in delivered()] == [["expert@example.jp"]] * 2
        page = browser.post(f"{here}uninvite/", follow=True).content.decode()
    assert "The invitation of 専門 家 was withdrawn." in page
    assert not User.objects.filter(email="expert@example.jp").exists()


def test_wrong_address_is_kept_in_the_form(sign_in: SignIn, staff: User, row: Supporter) -> None:
    browser = sign_in(staff)
    before = people_world()
    response = browser.post(f"/supporters/{row.pk}/invite/", {"email": "expert@"})
    assert response.status_code == 422
    assert 'value="expert@"' in response.content.decode()
    assert people_world() == before


def test_address_of_another_on_the_roster_is_said(
    sign_in: SignIn, staff: User, row: Supporter, supporter: User
) -> None:
    browser = sign_in(staff)
    before = people_world()
    response = browser.post(f"/supporters/{row.pk}/invite/", {"email": supporter.email})
    assert response.status_code == 422
    assert "This address belongs to 野村 進 on the same roster." in response.content.decode()
    assert people_world() == before


def test_refusals_of_buttons_are_messages(sign_in: SignIn, staff: User, row: Supporter, supporter: User) -> None:
    browser = sign_in(staff)
    invite_supporter(supporter=row, email="expert@example.jp", invited_by=staff)
    before = people_world()
    again = browser.post(f"/supporters/{row.pk}/invite-again/", follow=True).content.decode()
    assert "less than a minute ago" in again
    signed_in = row_of(supporter)
    page = browser.post(f"/supporters/{signed_in.pk}/uninvite/", follow=True).content.decode()
    assert "has a password already" in page
    assert people_world() == before


class HoursForCases:
    """A count whose answer the test knows."""

    def open_cases(self) -> Expression:
        return F("hours_per_month") + 0

    def assignment_counts(self, supporter: Supporter) -> Sequence[tuple[str, int]]:
        return [(f"completed by {supporter.name}", 41)]


@pytest.fixture
def counted() -> Iterator[None]:
    before = list(workload._registered)
    workload.count_with(HoursForCases())
    yield
    workload._registered[:] = before


@pytest.mark.usefixtures("counted")
def test_open_cases_are_shown_and_sorted_where_somebody_counts_them(sign_in: SignIn, staff: User, desk: Desk) -> None:
    SupporterFactory.create(desk=desk, name="暇", hours_per_month=2, max_open_cases=3)
    busy = SupporterFactory.create(desk=desk, name="忙", hours_per_month=5, max_open_cases=3)
    browser = sign_in(staff)

    assert names(browser.get(LIST, {"sort": "-open"})) == ["忙", "暇"]
    page = browser.get(LIST).content.decode()
    assert "2 / 3" in page
    assert "bar-over" in page
    detail = browser.get(f"/supporters/{busy.pk}/").content.decode()
    assert "5 / 3" in detail
    assert "completed by 忙" in detail
