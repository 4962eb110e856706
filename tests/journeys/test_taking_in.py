"""A call, a visit and a mail become cases on one page, mostly without a mouse; closed ones are followed up."""

import datetime as dt

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import Organisation, User
from cases.enums import State
from cases.models import Case, FollowUpReminder, Interview
from mediso.desks.models import Topic
from tests.conftest import MakeCase
from tests.factories.accounts import ContactFactory
from tests.factories.desks import SignpostFactory
from tests.journeys.conftest import OpenWindow
from tests.journeys.pages import HEAVIEST, Window, weight_of

COUNT_TABS = """() => {
  window.tabs = 0;
  addEventListener('keydown', (event) => { if (event.key === 'Tab') window.tabs += 1; }, true);
}"""
NEW = "/cases/new/"
ASKED = "治験の前にどこへ相談すればよいか知りたい。"


def offered(window: Window, name: str) -> None:
    expect(window.page.get_by_role("radio", name=name)).to_be_checked()


@pytest.mark.usefixtures("topic", "product_type")
def test_a_call_from_somebody_new_is_typed_without_a_mouse(window: OpenWindow, staff: User) -> None:
    """Seven things are typed or chosen on one page, eleven tabs lie between them, and Enter sends it."""
    calling = window(staff)
    loaded = calling.load(NEW)
    assert weight_of(loaded) < HEAVIEST
    assert calling.focused() == "電話"
    calling.page.evaluate(COUNT_TABS)
    keys = calling.page.keyboard

    calling.type_into("事業者", "合同会社新規")
    for choice in ("事業者属性", "所在地"):
        calling.type_into(choice, "")
        keys.press("ArrowDown")
    calling.type_into("担当者の氏名", "電話 花子")
    calling.type_into("電話番号", "03-1234-5678")
    calling.type_into("件名", "相談先について")
    calling.type_into("相談内容", ASKED)
    calling.type_into("製品・技術", "")
    tabs = calling.page.evaluate("window.tabs")
    with calling.page.expect_navigation():
        keys.press("Enter")

    case = Case.objects.get()
    calling.sees("受け付けました", case.number)
    assert calling.page.url.endswith(f"/cases/{case.number}/")
    assert (case.channel, case.responsible, case.organisation.prefecture) == ("phone", staff, "01")
    assert (case.consultation.text, case.consultation.topics_unsure) == (ASKED, True)
    assert tabs == 11


def test_whoever_is_known_is_found_while_typing(
    window: OpenWindow, staff: User, founder: User, organisation: Organisation, topic: Topic
) -> None:
    ContactFactory.create(organisation=organisation, name="青山 緑", email="", phone="03-1111-2222", kana="")
    calling = window(staff)
    calling.go(NEW)
    calling.type_into("事業者", "(株)若竹")
    offered(calling, "株式会社若竹")
    expect(calling.field("所在地")).to_be_hidden()
    calling.type_into("担当者の氏名", "青山")
    calling.sees("青山 緑")
    calling.type_into("メールアドレス", founder.email)
    calling.sees(f"{founder.name}さん（{founder.email}）は、この事業者のアカウントを持っています")
    calling.look()
    calling.tick("いいえ（新しい担当者です）", "はい（ポータルで確認でき、メールでもお知らせします）", str(topic))
    calling.write("件名", "相談先について")
    calling.write("相談内容", ASKED)
    calling.press("受け付ける")

    calling.sees("受け付けました")
    case = Case.objects.get()
    assert (case.organisation, case.consultation.asked_by) == (organisation, founder)
    asking = window(founder)
    asking.go("/")
    asking.sees("相談先について")
    asking.go(f"/cases/{case.number}/")
    asking.sees("窓口で受付", ASKED)
    asking.look()


@pytest.mark.usefixtures("topic", "product_type")
def test_without_script_it_is_asked_after_sending_and_nothing_is_lost(
    window: OpenWindow, staff: User, organisation: Organisation
) -> None:
    meeting = window(staff, scripts=False)
    meeting.go(NEW)
    meeting.tick("イベント")
    meeting.write("イベント名・紹介元", "医療系ベンチャー・サミット")
    meeting.write("事業者", "㈱若竹")
    meeting.write("担当者の氏名", "来場 一郎")
    meeting.write("件名", "相談先について")
    meeting.write("相談内容", ASKED)
    meeting.untick("自分が担当になる")
    meeting.press("受け付ける")
    meeting.sees("候補の中にありますか")
    offered(meeting, "株式会社若竹")
    assert Case.objects.count() == 0

    meeting.press("受け付ける")
    meeting.sees("受け付けました")
    case = Case.objects.get()
    assert (case.organisation, case.channel_note, case.responsible) == (
        organisation,
        "医療系ベンチャー・サミット",
        None,
    )


def test_a_closed_case_is_followed_up(window: OpenWindow, make_case: MakeCase, staff: User) -> None:
    today = timezone.localdate()
    case = make_case(State.CLOSED, received_on=today - dt.timedelta(days=60), responsible=staff)
    done, dropped = (
        FollowUpReminder.objects.create(case=case, months=months, due_on=today - dt.timedelta(days=days))
        for months, days in ((1, 3), (3, 2))
    )
    FollowUpReminder.objects.filter(pk=dropped.pk).update(due_on=today + dt.timedelta(days=20))
    keeping = window(staff)
    keeping.go("/")
    keeping.menu("フォローアップ")
    keeping.sees("3日超過")
    keeping.look()
    keeping.follow("フォローアップを記録する")
    keeping.look()
    keeping.tick("電話")
    keeping.write("概要", "治験の準備が進んでいる。")
    keeping.press("フォローアップを記録する")
    done.refresh_from_db()
    assert (done.done_at is not None, Interview.objects.get().kind) == (True, "follow_up")

    keeping.menu("フォローアップ")
    keeping.sees("今日までに行うフォローアップはありません")
    keeping.page.get_by_role("link", name="今後31日以内").click()
    keeping.follow("不要にする")
    keeping.look()
    keeping.write("理由", "会社を清算した。")
    keeping.press("フォローアップを不要にする")
    keeping.sees("不要にしました")
    dropped.refresh_from_db()
    assert dropped.done_at is not None


def test_a_founder_reads_what_was_handed_over(
    window: OpenWindow, make_case: MakeCase, staff: User, founder: User
) -> None:
    case = make_case(State.TRIAGING)
    SignpostFactory.create(desk=case.desk, name_ja="PMDA", keywords="試験")
    sorting = window(staff)
    sorting.go(f"/cases/{case.number}/refer/")
    sorting.sees("この相談に合う案内先")
    sorting.look()
    sorting.write("紹介先の機関", "PMDA")
    sorting.write("相談者への連絡", "こちらへどうぞ。")
    sorting.write("引き渡した内容", "カルテの写し")
    sorting.press("他機関を紹介する")
    sorting.sees("相談者の同意なしに")
    sorting.look()
    sorting.page.get_by_label("同意を得た日").fill(timezone.localdate().isoformat())
    sorting.tick("口頭")
    sorting.press("他機関を紹介する")

    reading = window(founder)
    reading.go(f"/cases/{case.number}/")
    reading.sees("PMDAに渡したもの", "カルテの写し", "口頭")
    reading.look()
