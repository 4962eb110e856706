"""Staff write their own words for a notice, and a person chooses how notices come."""

import pytest

from accounts.models import User
from mediso.desks.models import Desk, NoticeText
from mediso.notices.models import NoticeChoice
from mediso.outbox.models import MailState, OutboxMail
from mediso.outbox.services import sweep
from tests.journeys.conftest import OpenWindow

HERE = "/desk-settings/main/notices/"


def test_words_are_written_with_the_preview_beside(window: OpenWindow, staff: User, desk: Desk) -> None:
    writing = window(staff)
    writing.go(HERE)
    writing.look()
    writing.page.get_by_role("link", name="案件の終了: 日本語").click()
    writing.look()
    writing.page.evaluate("document.body.dataset.here = 'still'")
    writing.write("件名", "終了のお知らせ {nummer}")
    writing.sees("{nummer}は、この通知では使えません。{number}のことでしょうか。")
    writing.look()
    writing.write("件名", "終了のお知らせ {number}")
    writing.sees("この文面に問題はありません。", "終了のお知らせ 2026-0012")
    assert writing.page.evaluate("document.body.dataset.here") == "still"
    writing.press("保存")
    writing.sees("窓口独自の文面")
    assert NoticeText.objects.get().subject == "終了のお知らせ {number}"
    writing.page.get_by_role("link", name="案件の終了: 日本語").click()
    writing.press("標準の文面に戻す")
    writing.sees_nothing_of("窓口独自の文面")
    writing.go("/desk-settings/main/notice-rules/")
    writing.look()
    writing.follow("案件の終了")
    writing.look()


def test_the_preview_works_without_scripts(window: OpenWindow, staff: User, desk: Desk) -> None:
    writing = window(staff, scripts=False)
    writing.go(f"{HERE}case_closed/ja/")
    writing.write("件名", "終了 {number}")
    writing.press("プレビュー")
    writing.sees("終了 2026-0012")
    assert writing.field("件名").input_value() == "終了 {number}"
    writing.press("保存")
    assert NoticeText.objects.get().subject == "終了 {number}"


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_person_chooses(scripts: bool, window: OpenWindow, founder: User, desk: Desk) -> None:
    choosing = window(founder, scripts=scripts)
    choosing.go("/profile/")
    choosing.follow("通知の受け取り方を選ぶ")
    if scripts:
        choosing.look()
    choosing.page.get_by_label("案件の終了: 1日1回まとめて受け取る").check()
    assert choosing.page.get_by_label("案件の終了: 受け取らない").is_disabled()
    choosing.sees("窓口の設定により選べません：受け取らない")
    choosing.press("保存")
    choosing.sees("受け取り方を保存しました。")
    assert choosing.page.get_by_label("案件の終了: 1日1回まとめて受け取る").is_checked()
    assert NoticeChoice.objects.get(kind="case_closed").delivery == "daily"


def test_a_mail_that_went_wrong_is_sent_again(window: OpenWindow, staff: User, desk: Desk) -> None:
    values = {"to": "reader@example.jp", "subject": "案件終了のお知らせ", "body": "本文", "kind": "case_closed"}
    mail = OutboxMail.objects.create(desk=desk, key="case_closed:2026-0001:1", state=MailState.UNSURE, **values)
    sweep()
    mending = window(staff)
    mending.go("/")
    mending.menu("メール 1")
    mending.sees("メールサーバーに渡しましたが、応答がありませんでした。")
    mending.look()
    mending.press("届いている")
    mending.sees("reader@example.jp宛てのメール：届いている")
    mail.refresh_from_db()
    assert mail.state == MailState.SENT
    mending.menu("メール")
