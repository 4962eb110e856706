"""Whatever is wrong with a register: where, what, why, all of it at once, and nothing is loaded."""

from pathlib import Path

import pytest
import time_machine

from cases.services.register_import import import_register, read_register
from mediso.common.tabular.errors import TableErrors
from mediso.desks.models import Desk
from tests.factories.cases import CaseFactory
from tests.factories.supporters import SupporterFactory
from tests.registers import case_row, everything, mediso_desk, saved

pytestmark = pytest.mark.django_db

EMPTY = "空欄にはできません。"
STAGES = "基礎研究、非臨床、治験準備、治験中、承認申請、構想、試作、実証、承認・認証申請、事業化、上市後"
TOPICS = "法規制対応、マーケティング、事業計画、資金調達、経営戦略、知財戦略、国際展開、保険収載、その他"
NO_SUCH_DAY = "暦にない日付です。"
NOT_A_DATE = "日付として読めません。2024-04-01、2024/4/1、R6.4.1、令和6年4月1日のように書いてください。"
NUMBER_FORM = "2024-0001のような形で書いてください。"


@pytest.fixture
def desk() -> Desk:
    desk = mediso_desk()
    SupporterFactory.create(desk=desk, name="野村 進")
    SupporterFactory.create(name="別窓口 花子")
    return desk


def refusals(desk: Desk, path: Path) -> list[str]:
    before = everything()
    with pytest.raises(TableErrors) as refusal:
        import_register(desk=desk, table=read_register(path, desk=desk), file=path.name)
    assert everything() == before
    return [str(error) for error in refusal.value.errors]


def one_of(labels: str) -> str:
    return f"次のいずれかで書いてください: {labels}。"


CELLS = [
    ("受付番号", "", EMPTY),
    ("受付番号", "24-0001", NUMBER_FORM),
    ("受付番号", "2024-0000", NUMBER_FORM),
    ("受付番号", "2024-00001", NUMBER_FORM),
    ("受付番号", "M2024-0001", NUMBER_FORM),
    ("受付番号", "2021-0001", "番号の年が受付日の年とも年度とも合いません。"),
    ("受付日", "", EMPTY),
    ("受付日", "2024-02-30", NO_SUCH_DAY),
    (
        "受付日",
        "平成31年5月1日",
        "平成は2019-04-30で終わりました。2019-05-01のことであれば、そのように書いてください。",
    ),
    ("受付経路", "FAX", one_of("ポータル、メール、電話、Open Hours、他機関からの紹介、イベント")),
    ("事業者名", "", EMPTY),
    ("事業者名", "・・・", "名前として読めません。"),
    ("事業者名", "長" * 201, "201文字あります。200文字以内で書いてください。"),
    ("事業者属性", "ＮＰＯ", one_of("ベンチャー企業、アカデミア、中小企業、個人、大企業、その他")),
    ("所在地", "東京市", "都道府県名(東京都など)か「海外」を書いてください。"),
    ("製品区分", "食品", one_of("医薬品、医療機器、再生医療等製品、その他")),
    ("製品区分", "医薬品；医療機器", one_of("医薬品、医療機器、再生医療等製品、その他")),
    ("製品・技術", "甲\n乙", "改行を入れずに書いてください。"),
    ("対象疾患", "長" * 201, "201文字あります。200文字以内で書いてください。"),
    ("開発段階", "発売", one_of(STAGES)),
    ("相談内容", "", EMPTY),
    ("件名", "", EMPTY),
    ("相談概要", "", EMPTY),
    ("相談概要", "長" * 10_001, "10001文字あります。10000文字以内で書いてください。"),
    ("事前面談日", "来週", NOT_A_DATE),
    ("事前面談日", "2024-03-31", "受付日(2024-04-01)より前の日付です。"),
    ("サポーター面談日", "2024-04-07", "事前面談日(2024-04-08)より前の日付です。"),
    ("サポーター面談日", "", "担当サポーターがあるときは、サポーター面談日を書いてください。"),
    ("担当サポーター", "", "サポーター面談日があるときは、担当サポーターを書いてください。"),
    (
        "担当サポーター",
        "別窓口 花子",
        "サポーター名簿にない氏名です。先に名簿を取り込んでください(import_supporters)。",
    ),
    ("フォローアップ日", "2024-04-14", "サポーター面談日(2024-04-15)より前の日付です。"),
    ("終了日", "", EMPTY),
    ("終了日", "2024-03-31", "受付日(2024-04-01)より前の日付です。"),
    ("終了日", "2024-04-14", "サポーター面談日(2024-04-15)より前の日付です。"),
    ("終了日", "2027-01-01", "まだ来ていない日付です。"),
    ("満足度", "0", "1から5までで書いてください。"),
    ("満足度", "６", "1から5までで書いてください。"),
    ("満足度", "4.5", "整数ではありません。"),
    ("満足度", "良い", "整数ではありません。"),
]


@time_machine.travel("2026-11-21 12:00+09:00")
@pytest.mark.parametrize(("heading", "value", "reason"), CELLS)
def test_one_wrong_cell(desk: Desk, tmp_path: Path, heading: str, value: str, reason: str) -> None:
    path = saved(tmp_path, [case_row(1), case_row(2) | {heading: value}], encoding="cp932")
    line = " ".join(value.split())
    shown = line if len(line) <= 60 else line[:59] + "…"
    where = f"3行目 {heading}「{shown}」" if value else f"3行目 {heading}"
    assert refusals(desk, path) == [f"{where}: {reason}"]


def test_of_a_cell_with_several_labels_the_wrong_one_is_named(desk: Desk, tmp_path: Path) -> None:
    rows = [case_row(1, 相談内容="法規制対応、広報"), case_row(2, 相談内容="資金調達,資金調達")]
    assert refusals(desk, saved(tmp_path, rows)) == [
        f"2行目 相談内容「広報」: {one_of(TOPICS)}",
        "3行目 相談内容「資金調達」: 同じものが二度書かれています。",
    ]


def test_everything_wrong_is_told_at_once_in_the_order_of_the_lines(desk: Desk, tmp_path: Path) -> None:
    rows = [
        case_row(1, 相談概要="一行目\n二行目"),
        case_row(2, 受付日="きょう", 事前面談日="2024-04-20", 満足度="9"),
        case_row(3),
        case_row(1, 製品区分="食品"),
        case_row(4, 担当サポーター="未登録 太郎", 終了日=""),
    ]
    assert refusals(desk, saved(tmp_path, rows)) == [
        f"4行目 受付日「きょう」: {NOT_A_DATE}",
        "4行目 満足度「9」: 1から5までで書いてください。",
        "4行目 サポーター面談日「2024-04-15」: 事前面談日(2024-04-20)より前の日付です。",
        f"6行目 製品区分「食品」: {one_of('医薬品、医療機器、再生医療等製品、その他')}",
        "6行目 受付番号「2024-0001」: 2行目と同じ番号です。",
        f"7行目 終了日: {EMPTY}",
        "7行目 担当サポーター「未登録 太郎」: "
        "サポーター名簿にない氏名です。先に名簿を取り込んでください(import_supporters)。",
    ]


def test_a_number_of_the_fiscal_year_is_right(desk: Desk, tmp_path: Path) -> None:
    row = case_row(受付番号="2023-0300", 受付日="2024-03-31")
    import_register(desk=desk, table=read_register(saved(tmp_path, [row]), desk=desk), file="x")
    wrong = case_row(受付番号="2025-0300", 受付日="2024-04-01")
    assert refusals(desk, saved(tmp_path, [wrong])) == [
        "2行目 受付番号「2025-0300」: 番号の年が受付日の年とも年度とも合いません。"
    ]


def test_a_follow_up_may_come_after_the_end_and_an_interview_outside_the_term(desk: Desk, tmp_path: Path) -> None:
    desk.supporters.update(term_start="2025-01-01")
    path = saved(tmp_path, [case_row(フォローアップ日="2024-09-01")])
    assert import_register(desk=desk, table=read_register(path, desk=desk), file="x").loaded == 1


def test_a_number_the_desk_gave_itself_is_refused(desk: Desk, tmp_path: Path) -> None:
    CaseFactory.create(desk=desk, number="2024-0001")
    assert refusals(desk, saved(tmp_path, [case_row(1)])) == [
        "2行目 受付番号「2024-0001」: この番号の案件は、台帳の取込みによらずに窓口にあります。"
    ]
