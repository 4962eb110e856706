"""How founders write: by keyboard alone, without scripts, and with an impatient hand."""

import pytest

from accounts.models import User
from cases.models import Case, Consultation
from mediso.desks.models import ProductType, Topic
from tests.factories.accounts import PASSWORD
from tests.journeys.conftest import OpenWindow
from tests.journeys.pages import Window

TITLE = "体外診断用機器の保険収載"
TEXT = "保険収載の見込みを確認したい。"


@pytest.fixture(autouse=True)
def _desk(product_type: ProductType, topic: Topic) -> None:
    """What a founder chooses from."""


def draft_in(window: Window) -> None:
    window.go("/")
    window.press("医療の窓口に相談する")
    window.tick("医療機器", "法規制対応")
    window.write("件名", TITLE)
    window.write("相談したいこと", TEXT)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_two_clicks_on_submit_make_one_case(window: OpenWindow, founder: User, scripts: bool) -> None:
    asking = window(founder, scripts=scripts)
    draft_in(asking)
    asking.page.get_by_role("button", name="窓口に提出する").dblclick()

    asking.sees("これから窓口で内容を確認します。")
    case = Case.objects.get()
    assert (case.number in asking.heading().inner_text(), Consultation.objects.count()) == (True, 1)


def test_a_consultation_is_submitted_without_scripts(window: OpenWindow, founder: User) -> None:
    asking = window(founder, scripts=False)
    draft_in(asking)
    asking.press("下書きを保存する")
    asking.sees("下書きを保存しました")
    asking.press("窓口に提出する")

    asking.sees(Case.objects.get().number, "ご相談を受け付けました")


def test_what_is_missing_is_said_and_nothing_typed_is_lost(window: OpenWindow, founder: User) -> None:
    asking = window(founder)
    asking.go("/")
    asking.press("医療の窓口に相談する")
    asking.write("件名", TITLE)
    asking.press("窓口に提出する")

    asking.look()
    asking.page.get_by_role("alert").get_by_role("link", name="相談したいこと").click()
    assert asking.focused() == "相談したいこと ※必須"
    assert asking.field("件名").input_value() == TITLE
    assert Case.objects.count() == 0


@pytest.mark.usefixtures("confirmed_addresses")
def test_a_keyboard_is_enough_from_sign_in_to_submission(window: OpenWindow, founder: User) -> None:
    asking = window()
    asking.go("/")
    asking.type_into("メールアドレス", founder.email)
    asking.type_into("パスワード", PASSWORD)
    asking.press_by_key("ログイン")

    asking.press_by_key("医療の窓口に相談する")
    asking.tick_by_key("医療機器")
    asking.tick_by_key("法規制対応")
    asking.type_into("件名", TITLE)
    asking.type_into("相談したいこと", TEXT)
    asking.press_by_key("窓口に提出する")

    asking.sees("ご相談を受け付けました")
    case = Case.objects.get()
    assert (case.consultation.title, case.consultation.text) == (TITLE, TEXT)
