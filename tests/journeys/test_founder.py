"""How founders write: step by step, on a phone, by keyboard alone, without scripts, and with an impatient hand."""

import pytest
from playwright.sync_api import expect

from accounts.models import User
from cases.models import Case, Consultation
from cases.selectors.drafts import IntakeStep
from mediso.desks.models import Desk, ProductType, Topic
from tests.factories.accounts import PASSWORD
from tests.factories.cases import ConsultationFactory
from tests.factories.desks import SignpostFactory, TermsFactory
from tests.journeys.conftest import OpenWindow
from tests.journeys.pages import HEAVIEST, Window, weight_of

TITLE = "体外診断用機器の保険収載"
TEXT = "保険収載の見込みを確認したい。"
AGREE = "利用条件に同意します。 ※必須"
PHONE = 375


@pytest.fixture(autouse=True)
def _desk(product_type: ProductType, topic: Topic, desk: Desk) -> None:
    """What a founder chooses from and agrees to."""
    TermsFactory.create(desk=desk)


def begin(window: Window) -> None:
    window.go("/")
    window.press("医療の窓口に相談する")


def ask(window: Window) -> None:
    """From the first step to the last, with what is needed."""
    begin(window)
    window.press("保存して次へ")
    window.press("保存して次へ")
    window.tick("医療機器", "法規制対応")
    window.write("件名", TITLE)
    window.write("相談したいこと", TEXT)
    window.press("保存して次へ")
    window.press("保存して次へ")
    window.tick(AGREE)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_two_clicks_on_submit_make_one_case(window: OpenWindow, founder: User, scripts: bool) -> None:
    asking = window(founder, scripts=scripts)
    ask(asking)
    asking.page.get_by_role("button", name="窓口に提出する").dblclick()

    asking.sees("これから窓口で内容を確認します。")
    case = Case.objects.get()
    assert (case.number in asking.heading().inner_text(), Consultation.objects.count()) == (True, 1)


def test_a_draft_goes_through_without_scripts(window: OpenWindow, founder: User) -> None:
    asking = window(founder, scripts=False)
    begin(asking)
    asking.press("保存して次へ")
    asking.write("製品・技術", "関節X")
    asking.choose("製品の種類（モダリティ）", "機器（ハードウェア）")
    asking.choose("医療機器のクラス分類", "クラスⅢ（高度管理医療機器）")
    asking.press("保存して中断する")
    asking.sees("下書きを保存しました", "次のステップ：ご相談の内容")

    asking.follow("（件名未入力）")
    asking.page.get_by_label("分からない").first.check()
    asking.page.get_by_label("分からない").last.check()
    asking.write("件名", TITLE)
    asking.write("相談したいこと", TEXT)
    asking.press("保存して次へ")
    asking.page.get_by_label("名前").fill("山田 花")
    asking.press("共同研究者を追加する")
    asking.page.get_by_label("名前").nth(1).fill("佐藤 一")
    asking.press("1人目を削除する")
    asking.press("保存して次へ")
    asking.sees("関節X", "佐藤 一", "分からない")
    asking.sees_nothing_of("山田 花")
    asking.tick(AGREE)
    asking.press("窓口に提出する")

    asking.sees(Case.objects.get().number, "ご相談を受け付けました")


@pytest.mark.parametrize("width", [PHONE, 1280])
def test_a_closed_browser_loses_nothing(window: OpenWindow, founder: User, desk: Desk, width: int) -> None:
    SignpostFactory.create(desk=desk, name_ja="PMDA", keywords="保険収載")
    asking = window(founder, width=width)
    begin(asking)
    asking.look()
    asking.page.set_viewport_size({"width": width, "height": 800})
    asking.press("保存して次へ")
    asking.look()
    asking.press("保存して次へ")
    asking.tick("医療機器", "法規制対応")
    asking.write("件名", TITLE)
    expect(asking.page.get_by_role("status").filter(has_text="に保存しました")).to_be_visible()
    focused = asking.focused()
    asking.write("相談したいこと", TEXT)
    assert focused == "件名 ※必須"
    asking.look()
    asking.page.close(run_before_unload=False)  # in the middle of it, before any pause

    elsewhere = window(founder, width=width)
    elsewhere.go("/")
    elsewhere.sees("次のステップ：確認と提出")
    elsewhere.look()
    elsewhere.follow(TITLE)
    elsewhere.sees(TEXT, "PMDAのほうが適した窓口かもしれません")
    elsewhere.look()
    elsewhere.tick(AGREE)
    elsewhere.press("窓口に提出する")
    elsewhere.sees("ご相談を受け付けました")
    assert Case.objects.get().consultation.text == TEXT


def test_a_device_that_is_behind_is_told_and_can_compare(window: OpenWindow, founder: User) -> None:
    desktop = window(founder)
    begin(desktop)
    desktop.page.get_by_role("link", name="ご相談の内容").click()
    phone = window(founder, width=PHONE)
    phone.go(desktop.page.url.removeprefix(desktop.page.url.split("/consultations")[0]))
    phone.write("件名", "電話で書いた件名")
    expect(phone.page.get_by_role("status").filter(has_text="に保存しました")).to_be_visible()
    desktop.write("件名", TITLE)
    desktop.sees("このステップは、別の画面または端末で変更されています")
    desktop.press("保存して次へ")
    desktop.sees("別の画面または端末で保存された内容", "電話で書いた件名")
    desktop.look()
    assert desktop.field("件名").input_value() == TITLE
    assert Consultation.objects.get().title == "電話で書いた件名"
    desktop.press("保存して次へ")
    desktop.sees("共同研究者 1人目")
    desktop.look()
    assert Consultation.objects.get().title == TITLE


def test_fields_show_when_they_are_asked_for(window: OpenWindow, founder: User) -> None:
    asking = window(founder)
    begin(asking)
    expect(asking.field("法人番号")).to_be_hidden()
    asking.tick("この中にない、別の事業者")
    expect(asking.field("法人番号")).to_be_visible()
    asking.look()
    asking.tick("株式会社若竹")
    asking.press("保存して次へ")
    expect(asking.field("医療機器のクラス分類")).to_be_hidden()
    asking.choose("製品の種類（モダリティ）", "プログラム医療機器（SaMD）")
    expect(asking.field("医療機器のクラス分類")).to_be_visible()
    asking.look()


def test_signing_out_elsewhere_is_told_and_what_was_typed_stays(window: OpenWindow, founder: User) -> None:
    asking = window(founder)
    begin(asking)
    asking.page.get_by_role("link", name="ご相談の内容").click()
    asking.page.context.clear_cookies(name="sessionid")
    asking.write("件名", TITLE)
    asking.sees("ログアウトされています")
    assert asking.field("件名").input_value() == TITLE
    assert Consultation.objects.get().title == ""


def test_what_is_missing_is_said_and_has_its_way(window: OpenWindow, founder: User) -> None:
    asking = window(founder)
    begin(asking)
    asking.page.get_by_role("link", name="確認と提出").click()
    asking.press("窓口に提出する")

    asking.look()
    asking.page.get_by_role("alert").get_by_role("link", name="利用条件").click()
    assert asking.focused() == "利用条件に同意します。 ※必須"
    asking.follow("「ご相談の内容」を変更する")
    expect(asking.page.get_by_role("heading", level=2, name="ご相談の内容")).to_be_visible()
    assert Case.objects.count() == 0


@pytest.mark.parametrize("step", list(IntakeStep), ids=str)
def test_every_step_is_light(window: OpenWindow, founder: User, desk: Desk, step: IntakeStep) -> None:
    draft = ConsultationFactory.create(desk=desk, asked_by=founder)
    assert weight_of(window(founder).load(f"/consultations/{draft.pk}/{step.value}/")) < HEAVIEST


@pytest.mark.usefixtures("confirmed_addresses")
def test_a_keyboard_is_enough_from_sign_in_to_submission(window: OpenWindow, founder: User) -> None:
    asking = window()
    asking.go("/")
    asking.type_into("メールアドレス", founder.email)
    asking.type_into("パスワード", PASSWORD)
    asking.press_by_key("ログイン")

    asking.press_by_key("医療の窓口に相談する")
    asking.press_by_key("保存して次へ")
    asking.press_by_key("保存して次へ")
    asking.tick_by_key("医療機器")
    asking.tick_by_key("法規制対応")
    asking.type_into("件名", TITLE)
    asking.type_into("相談したいこと", TEXT)
    asking.press_by_key("保存して次へ")
    asking.press_by_key("保存して次へ")
    asking.tick_by_key("利用条件に同意します。")
    asking.press_by_key("窓口に提出する")

    asking.sees("ご相談を受け付けました")
    case = Case.objects.get()
    assert (case.consultation.title, case.consultation.text) == (TITLE, TEXT)
