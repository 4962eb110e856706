import datetime as dt

import pytest

from mediso.common.tabular.columns import Parser, code, date, text, whole_number
from mediso.common.tabular.errors import CellError
from mediso.common.tabular.labels import choice, choices, pairs
from mediso.common.tabular.values import Cell

TOPICS = {"法規制対応": 1, "資金調達": 2, "その他": 3, "調査、研究": 4, "調査": 5}
ONE_OF = "次のいずれかで書いてください: 法規制対応、資金調達、その他、調査、研究、調査。"
STAGES = {"承認・認証申請": "certification", "Open Hours": "open_hours"}
NUMBER = code(r"\d{4}-\d{4}", "2024-0001")
DATETIME = dt.datetime(2024, 4, 1)  # noqa: DTZ001 - Excel knows no time zones


@pytest.mark.parametrize(
    ("parse", "cell", "value"),
    [
        (text(5), "　（株）甲\r\n", "（株）甲"),
        (text(5, lines=True), "一\r\n二", "一\n二"),
        (text(5), 2024, "2024"),
        (text(5), 4.0, "4"),
        (NUMBER, "２０２４－０００１", "2024-0001"),
        (NUMBER, " 2024 − 0001 ", "2024-0001"),
        (whole_number(1, 5), "４", 4),
        (whole_number(1, 5), 3.0, 3),
        (whole_number(-5, 5), "−3", -3),
        (date, "R6.4.1", dt.date(2024, 4, 1)),
        (date, DATETIME, dt.date(2024, 4, 1)),
        (date, 45383, dt.date(2024, 4, 1)),
        (choice(STAGES), " 承認･認証 申請", "certification"),
        (choice(STAGES), "ＯＰＥＮ hours", "open_hours"),
        (choices(TOPICS), "法規制対応；資金調達", (1, 2)),
        (choices(TOPICS), "法規制対応;資金調達", (1, 2)),
        (choices(TOPICS), "法規制対応、資金調達", (1, 2)),
        (choices(TOPICS), "法規制対応,　資金調達 ，その他", (1, 2, 3)),
        (choices(TOPICS), "法規制対応\n資金調達", (1, 2)),
        (choices(TOPICS), "；資金調達； ；", (2,)),
        (choices(TOPICS), "その他、調査、研究、資金調達", (3, 4, 2)),
        (choices(TOPICS), "調査；資金調達", (5, 2)),
        (pairs(TOPICS, lowest=1, highest=5), "資金調達:4；その他：５", ((2, 4), (3, 5))),
        (pairs(TOPICS, lowest=1, highest=5), "調査、研究:2、調査:1", ((4, 2), (5, 1))),
    ],
)
def test_cells_are_read(parse: Parser, cell: Cell, value: object) -> None:
    assert parse(cell) == value


NOT_TEXT = "Excelが日付や真偽値として保存しています。セルの書式を文字列にして書き直してください。"
NOT_WHOLE = "整数ではありません。"
ONE_TO_FIVE = "1から5までで書いてください。"


@pytest.mark.parametrize(
    ("parse", "cell", "reason", "part"),
    [
        (text(5), "六文字の題名", "6文字あります。5文字以内で書いてください。", None),
        (text(5), "一\n二", "改行を入れずに書いてください。", None),
        (text(5), DATETIME, NOT_TEXT, None),
        (text(5), True, NOT_TEXT, None),
        (NUMBER, "2024-1", "2024-0001のような形で書いてください。", None),
        (NUMBER, "2024-٠٠٠١", "2024-0001のような形で書いてください。", None),
        (whole_number(1, 5), "四", NOT_WHOLE, None),
        (whole_number(1, 5), "4.5", NOT_WHOLE, None),
        (whole_number(1, 5), 2.5, NOT_WHOLE, None),
        (whole_number(1, 5), True, NOT_WHOLE, None),
        (whole_number(1, 5), "9" * 5000, NOT_WHOLE, None),
        (whole_number(1, 5), "6", ONE_TO_FIVE, None),
        (whole_number(1, 5), "0", ONE_TO_FIVE, None),
        (date, dt.time(9, 30), "日付ではなく時刻です。", None),
        (date, "2023/2/29", "暦にない日付です。", None),
        (choice(STAGES), "上市", "次のいずれかで書いてください: 承認・認証申請、Open Hours。", None),
        (choices(TOPICS), "法規制対応；広報", ONE_OF, "広報"),
        (choices(TOPICS), "法規制対応；資金調達；法規制対応", "同じものが二度書かれています。", "法規制対応"),
        (choices(TOPICS), "；、", "空欄にはできません。", None),
        (
            pairs(TOPICS, lowest=1, highest=5),
            "資金調達:4；その他",
            "相談内容区分とレベルをコロンでつないで書いてください(資金調達:3など)。",
            "その他",
        ),
        (pairs(TOPICS, lowest=1, highest=5), "広報:4", ONE_OF, "広報"),
        (pairs(TOPICS, lowest=1, highest=5), "資金調達:6", ONE_TO_FIVE, "資金調達:6"),
        (pairs(TOPICS, lowest=1, highest=5), "資金調達:高", NOT_WHOLE, "資金調達:高"),
        (pairs(TOPICS, lowest=1, highest=5), "資金調達:", NOT_WHOLE, "資金調達:"),
        (pairs(TOPICS, lowest=1, highest=5), "資金調達:1、資金調達:2", "同じものが二度書かれています。", "資金調達"),
        (pairs(TOPICS, lowest=1, highest=5), "；", "空欄にはできません。", None),
    ],
)
def test_anything_else_is_refused_with_its_reason(parse: Parser, cell: Cell, reason: str, part: str | None) -> None:
    with pytest.raises(CellError) as refusal:
        parse(cell)
    assert (str(refusal.value), refusal.value.part) == (reason, part)
