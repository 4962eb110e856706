"""The managers' pages of publishing: settings, preview, releasing and taking back."""

import pytest
from django.test import Client
from django.utils.translation import override

from mediso.common.months import Month
from reports.models import MonthlyClose, Publication, Release, Withdrawal
from reports.services.closing import close_months, revise
from tests.factories.accounts import UserFactory
from tests.reports.pages import tables
from tests.reports.publication.desks import CONTACT, IN_APRIL, IN_MAY, MAY_DAYS, publishes, released, with_april
from tests.support.queries import queries_of

pytestmark = pytest.mark.django_db

HOME, SETTINGS = "/statistics/publication/", "/statistics/publication/small/settings/"
APRIL = "/statistics/publication/small/2024-04-01_2024-04-30/"
SENT = {
    "is_open": "on",
    "figures": ["product_type_share", "topic_share"],
    "threshold": "5",
    "licence": "PDL1.0",
    "contact": CONTACT,
    "seen": "",
}


def test_from_the_settings_to_the_public_page_and_off_it(client: Client) -> None:
    desk, manager = with_april()
    client.force_login(manager)
    assert client.post(SETTINGS, SENT).status_code == 302
    assert (Publication.objects.get().licence, Publication.objects.get().changed_by) == ("PDL1.0", manager)
    assert APRIL in client.get(HOME).text
    preview = client.get(APRIL)
    assert (preview.context["numbers"], preview.context["primary"], preview.context["complementary"]) == (16, 2, 2)
    assert tables(preview.text)["product_type_share-caption"][1:] == [
        ["薬", "55% 12件"],
        ["機", "＊"],
        ["他", "＊"],
        ["合計", "100% 22件"],
    ]
    assert Release.objects.count() == 0
    assert client.post(APRIL, {"seen": "0"}).status_code == 302
    made = Release.objects.get()
    assert client.get("/open/small/2024-04-01_2024-04-30/").status_code == 200
    again = client.post(APRIL, {"seen": "0", "reason": "訂正 <b>"})
    assert (again.status_code, Release.objects.count()) == (409, 1)
    assert "訂正 &lt;b&gt;" in again.text
    assert client.post(APRIL, {"seen": "1", "reason": ""}).status_code == 422
    address = f"{HOME}releases/{made.pk}/withdraw/"
    assert client.post(address, {"reason": ""}).status_code == 422
    assert Withdrawal.objects.count() == 0
    assert client.post(address, {"reason": "誤り"}).status_code == 302
    assert client.post(address, {"reason": "誤り"}).status_code == 409
    assert client.get("/open/small/2024-04-01_2024-04-30/").status_code == 404
    assert "誤り" in client.get(HOME).text
    assert desk.desk.releases.get().sha256 == made.sha256


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(client: Client) -> None:
    _desk, manager = with_april()
    client.force_login(manager)
    wrong = client.post(SETTINGS, SENT | {"threshold": "1", "contact": "<i>事務局</i>"})
    assert wrong.status_code == 422
    assert "&lt;i&gt;事務局&lt;/i&gt;" in wrong.text
    nobody = client.post(SETTINGS, SENT | {"contact": ""})
    assert nobody.status_code == 409
    with override("ja"):
        assert "問い合わせ先を入力してください" in nobody.text
    assert Publication.objects.count() == 0
    refused = client.get(APRIL)
    assert (refused.status_code, "先に公表する図表を選んでください" in refused.text) == (409, True)
    client.post(SETTINGS, SENT)
    stale = client.post(SETTINGS, SENT | {"contact": "別の窓口"})
    assert (stale.status_code, "別の窓口" in stale.text, Publication.objects.count()) == (409, True, 1)


def test_staff_read_and_cannot_publish(client: Client) -> None:
    desk, manager = with_april()
    publishes(desk, manager)
    released(desk, manager)
    client.force_login(UserFactory.create(staff_of=desk.desk))
    page = client.get(HOME).text
    assert CONTACT in page
    assert SETTINGS not in page
    assert "withdraw" not in page


def test_a_release_says_that_a_month_of_it_was_closed_anew_until_there_is_a_new_edition(client: Client) -> None:
    desk, manager = with_april()
    publishes(desk, manager)
    released(desk, manager)
    client.force_login(manager)
    said = "公表の後に改訂された月があります。"
    assert said not in client.get(HOME).text
    desk.case("薬", "甲", IN_APRIL)
    assert said not in client.get(HOME).text
    revise(close_id=MonthlyClose.objects.get().pk, actor=manager, reason="受付の漏れ")
    page = client.get(HOME).text
    assert (page.count(said), f'<a href="{APRIL}">新しい版を見る</a>' in page) == (1, True)
    released(desk, manager, seen=1, reason="改訂")
    assert said not in client.get(HOME).text


def test_the_list_takes_as_many_queries_with_many_releases_as_with_one(client: Client) -> None:
    desk, manager = with_april()
    desk.case("薬", "甲", IN_MAY)
    publishes(desk, manager)
    close_months(desk=desk.desk, until=Month(2024, 5), actor=manager)
    made = released(desk, manager)
    client.force_login(manager)
    once = queries_of(client, HOME)
    released(desk, manager, MAY_DAYS)
    client.post(f"{HOME}releases/{made.pk}/withdraw/", {"reason": "誤り"})
    released(desk, manager, seen=1, reason="再び")
    assert Release.objects.count() == 3
    assert queries_of(client, HOME) == once
