"""Staff find an organisation that stands twice, merge the two, and part them again; at a desk and on a phone."""

import pytest

from accounts.models import Organisation, User
from tests.factories.accounts import ContactFactory, OrganisationFactory
from tests.journeys.conftest import OpenWindow


@pytest.fixture
def double(organisation: Organisation) -> Organisation:
    row = OrganisationFactory.create(name="㈱若竹")
    ContactFactory.create(organisation=row, name="渡辺 健太")
    return row


@pytest.mark.parametrize(("scripts", "width"), [(True, 1280), (False, 375)], ids=["desk", "phone without script"])
def test_an_organisation_that_stands_twice_is_merged_and_parted_again(
    scripts: bool, width: int, window: OpenWindow, staff: User, organisation: Organisation, double: Organisation
) -> None:
    here = window(staff, scripts=scripts, width=width)
    here.go("/")
    here.menu("事業者")
    here.sees("重複の疑い")
    here.row_of("株式会社若竹").get_by_role("link", name="「株式会社若竹」を統合する").click()

    here.page.get_by_role("radio", name="㈱若竹").check()
    here.press("2件を比べる")
    here.page.get_by_role("radio", name="1. 株式会社若竹").check()
    here.press("統合する")

    here.sees("「㈱若竹」を「株式会社若竹」に統合しました。", "担当者 1")
    double.refresh_from_db()
    assert double.merged_into == organisation
    here.press("取り消す")
    here.sees("「㈱若竹」は元どおり独立した項目です。")


def test_offers_follow_what_is_typed(
    window: OpenWindow, staff: User, organisation: Organisation, double: Organisation
) -> None:
    OrganisationFactory.create(name="青葉デバイス")
    here = window(staff)
    here.go(f"/organisations/{organisation.pk}/merge/")
    here.sees("㈱若竹")
    here.write("事業者名", "ｱｵﾊ")
    here.sees("似た事業者は登録されていません。")
    here.write("事業者名", "青葉デバ")
    here.sees("青葉デバイス", "書き出しが同じ")


def test_every_page_of_it_is_fit_to_look_at(
    window: OpenWindow, staff: User, organisation: Organisation, double: Organisation
) -> None:
    contact = ContactFactory.create(organisation=organisation)
    here = window(staff)
    for path in (
        "/organisations/",
        "/organisations/?q=ない事業者",
        f"/organisations/{organisation.pk}/change/",
        f"/organisations/{organisation.pk}/merge/",
        f"/organisations/{organisation.pk}/merge/?organisation={double.pk}",
        "/organisations/merges/",
        "/organisations/contacts/",
        f"/organisations/contacts/{contact.pk}/merge/",
    ):
        here.go(path)
        here.look()
