"""Founder and desk write to each other: at a desk, on a phone, by keyboard, with a file, without scripts."""

from pathlib import Path

import pytest
from django.utils import timezone

from accounts.models import User
from cases.enums import State
from cases.models import Case, Message
from tests.conftest import MakeCase
from tests.journeys.conftest import OpenWindow
from tests.journeys.pages import HEAVIEST, weight_of
from tests.support.papers import PDF

PHONE = 375
WORDS, ANSWER = "試験計画の最新版をお送りします。", "拝見しました。来週ご連絡します。"


@pytest.fixture
def case(make_case: MakeCase) -> Case:
    return make_case(State.TRIAGING, classified_at=timezone.now(), consultation__title="心電計の保険収載")


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "試験計画.pdf"
    path.write_bytes(PDF)
    return path


@pytest.mark.parametrize(
    ("width", "scripts"), [(PHONE, True), (1280, True), (PHONE, False)], ids=["phone", "desk", "phone without scripts"]
)
def test_a_message_with_a_file_and_its_answer(
    window: OpenWindow, case: Case, plan: Path, founder: User, staff: User, width: int, scripts: bool
) -> None:
    asking = window(founder, scripts=scripts, width=width)
    assert weight_of(asking.load(f"/cases/{case.number}/")) < HEAVIEST
    asking.write("窓口へのメッセージ", WORDS)
    asking.field("ファイルを添付する").set_input_files(plan)
    asking.press("メッセージを送る")
    asking.sees("窓口にメッセージを送りました。", WORDS, "試験計画.pdf")

    answering = window(staff, scripts=scripts, width=width)
    answering.go("/cases/?queue=messages")
    answering.page.get_by_role("link", name=case.number, exact=True).click()
    answering.follow("やり取りと資料")
    answering.sees(WORDS, "から未回答です。", f"読める人：{founder.name}さん、窓口")
    with answering.page.expect_download() as download:
        answering.follow("試験計画.pdf")
    assert download.value.path().read_bytes() == PDF
    if scripts:
        answering.look()
    answering.write("相談者へのメッセージ", ANSWER)
    answering.press("メッセージを送る")
    answering.sees("相談者にメッセージを送りました。", ANSWER)
    answering.sees_nothing_of("から未回答です。")

    asking.go(f"/cases/{case.number}/")
    asking.sees(ANSWER, "ダウンロードされたファイル", f"{staff.name}: 試験計画.pdf")
    if scripts:
        asking.look()


def test_what_is_typed_is_kept_and_found_on_another_device(
    window: OpenWindow, case: Case, plan: Path, founder: User
) -> None:
    asking = window(founder)
    asking.go(f"/cases/{case.number}/")
    asking.write("窓口へのメッセージ", WORDS)
    asking.sees("下書きを保存しました。ご本人のほかには表示されません。")
    asking.page.close()

    elsewhere = window(founder, width=PHONE)
    elsewhere.go(f"/cases/{case.number}/")
    assert elsewhere.field("窓口へのメッセージ").input_value() == WORDS
    elsewhere.field("ファイルを添付する").set_input_files(plan)
    elsewhere.press("下書きとして保存する")
    elsewhere.sees("下書きを保存しました。", "試験計画.pdf")
    elsewhere.look()
    elsewhere.press("試験計画.pdfを取り除く")
    elsewhere.sees_nothing_of("試験計画.pdf")
    elsewhere.press("メッセージを送る")
    elsewhere.sees("窓口にメッセージを送りました。")
    assert Message.objects.get().text == WORDS


def test_a_refused_file_is_told_and_the_words_stay(
    window: OpenWindow, case: Case, tmp_path: Path, founder: User
) -> None:
    program = tmp_path / "計画.pdf"
    program.write_bytes(b"MZ\x90\x00" * 20)
    asking = window(founder, width=PHONE)
    asking.go(f"/cases/{case.number}/")
    asking.write("窓口へのメッセージ", WORDS)
    asking.field("ファイルを添付する").set_input_files(program)
    asking.press("メッセージを送る")
    asking.sees("「計画.pdf」はプログラムのため、受け付けていません。")
    assert asking.field("窓口へのメッセージ").input_value() == WORDS
    asking.look()
    assert not Message.objects.filter(sent_at__isnull=False).exists()


def test_a_question_and_its_answer_by_keyboard(window: OpenWindow, case: Case, founder: User, staff: User) -> None:
    writing = window(staff)
    writing.go(f"/cases/{case.number}/thread/")
    writing.type_into("相談者へのメッセージ", "どの規格ですか。")
    writing.press_by_key("照会として送る")
    writing.sees("照会を送りました。案件は回答待ちです。")
    asking = window(founder)
    asking.go(f"/cases/{case.number}/")
    asking.type_into("回答", "この規格です。")
    asking.press_by_key("回答を送る")
    asking.sees("この規格です。")
    case.refresh_from_db()
    assert case.state == State.TRIAGING
