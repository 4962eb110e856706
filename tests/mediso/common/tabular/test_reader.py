import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest

from mediso.common.tabular.columns import Column, date, text, whole_number
from mediso.common.tabular.errors import RowError, TableErrors, UnreadableFile
from mediso.common.tabular.reader import Limits, read_table

COLUMNS = (
    Column("number", "番号", text(9)),
    Column("received_on", "受付日", date),
    Column("title", "件 名", text(5), required=False, empty=""),
    Column("score", "満足度", whole_number(1, 5), required=False),
)
EMPTY = "空欄にはできません。"


@dataclass(frozen=True)
class Row:
    line: int
    number: str
    received_on: dt.date
    title: str
    score: int | None


def write(tmp_path: Path, content: str | bytes) -> Path:
    path = tmp_path / "台帳.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def errors_of(path: Path) -> list[RowError]:
    with pytest.raises(TableErrors) as refusal:
        read_table(path, COLUMNS).built(Row)
    return list(refusal.value.errors)


def test_headings_are_found_in_any_order_width_and_spacing(tmp_path: Path) -> None:
    path = write(tmp_path, " 満 足 度,番号　,件名,受付日,,\r\n４, 1 ,,R6.4.1,,\r\n\r\n,2,題,2024/4/2\r\n")
    assert read_table(path, COLUMNS).built(Row) == [
        Row(2, "1", dt.date(2024, 4, 1), "", 4),
        Row(4, "2", dt.date(2024, 4, 2), "題", None),
    ]


def test_an_xlsx_is_known_by_its_content(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["番号", "受付日", "件名", "満足度"])
    book.active.append([1, dt.date(2024, 4, 1), None, 4.0])
    book.save(tmp_path / "x.xlsx")
    path = (tmp_path / "x.xlsx").rename(tmp_path / "台帳.csv")
    assert read_table(path, COLUMNS).built(Row) == [Row(2, "1", dt.date(2024, 4, 1), "", 4)]


def test_wrong_headings_are_all_named_at_once(tmp_path: Path) -> None:
    assert errors_of(write(tmp_path, "\n番号,受付日,備考,受付 日,メモ\n1,x,,,\n")) == [
        RowError(2, "件 名", "", "この見出しがありません。"),
        RowError(2, "満足度", "", "この見出しがありません。"),
        RowError(2, "受付日", "", "同じ見出しが二つ以上あります。"),
        RowError(2, "備考", "", "知らない見出しです。"),
        RowError(2, "メモ", "", "知らない見出しです。"),
    ]


def test_everything_wrong_is_reported_in_one_pass(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "番号,受付日,件名,満足度\n"
        ",2024/2/30,六文字の題名,６\n"
        "1,2024/4/1,題,5\n"
        "2,2024/4/1,題,5,余り,,残り\n"
        "3,2024/4/1,\x00題\x07,\n"
        '4,2024/4/1,"開いたまま\n',
    )
    errors = errors_of(path)
    assert errors == [
        RowError(2, "番号", "", EMPTY),
        RowError(2, "受付日", "2024/2/30", "暦にない日付です。"),
        RowError(2, "件 名", "六文字の題名", "6文字あります。5文字以内で書いてください。"),
        RowError(2, "満足度", "６", "1から5までで書いてください。"),
        RowError(4, "", "余り", "5列目(「余り」)に見出しがありません。"),
        RowError(4, "", "残り", "7列目(「残り」)に見出しがありません。"),
        RowError(5, "件 名", "\x00題\x07", "表示できない文字(U+0000)が含まれています。"),
        RowError(6, "", "", 'ここから先の引用符(")の組が合っていません。'),
    ]
    assert [str(error) for error in errors[:3]] + [str(errors[4])] == [
        "2行目 番号: 空欄にはできません。",
        "2行目 受付日「2024/2/30」: 暦にない日付です。",
        "2行目 件 名「六文字の題名」: 6文字あります。5文字以内で書いてください。",
        "4行目: 5列目(「余り」)に見出しがありません。",
    ]


def test_a_long_value_is_shortened_only_where_it_is_shown() -> None:
    error = RowError(2, "相談概要", "あ\n" + "い" * 100, "だめです。")
    assert str(error) == f"2行目 相談概要「あ {'い' * 57}…」: だめです。"


def test_nothing_a_terminal_would_obey_is_shown() -> None:
    assert (
        str(RowError(2, "件名", "\x1b[2J題　名\x00", "だめです。")) == "2行目 件名「\ufffd[2J題　名\ufffd」: だめです。"
    )


def test_a_row_keeps_what_could_be_read_for_further_checks(tmp_path: Path) -> None:
    table = read_table(write(tmp_path, "番号,受付日,件名,満足度\n1,きのう,題,5\n"), COLUMNS)
    assert table.rows[0].values == {"number": "1", "title": "題", "score": 5}
    assert table.rows[0].has("number", "title")
    assert not table.rows[0].has("number", "received_on")
    table.refuse(table.rows[0], "title", "だめです。")
    assert table.errors[-1] == RowError(2, "件 名", "題", "だめです。")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "ファイルに何も書かれていません。"),
        ("\ufeff\r\n , \r\n".encode(), "ファイルに何も書かれていません。"),
        (b'"', 'ここから先の引用符(")の組が合っていません。'),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 100,
            "古い形式(.xls)か、パスワード付きのExcelファイルです。パスワードなしの.xlsx形式で保存し直してください。",
        ),
        (b"a" * 1_000_001, "ファイルが1 MBを超えています。"),
    ],
    ids=["empty", "blank", "one quotation mark", "old Excel", "large"],
)
def test_a_file_that_is_no_table_is_refused(tmp_path: Path, content: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile) as refusal:
        read_table(write(tmp_path, content), COLUMNS, limits=Limits(file_bytes=1_000_000))
    assert str(refusal.value) == reason


def test_a_file_of_headings_alone_has_no_rows(tmp_path: Path) -> None:
    assert read_table(write(tmp_path, "番号,受付日,件名,満足度\n"), COLUMNS).built(Row) == []
