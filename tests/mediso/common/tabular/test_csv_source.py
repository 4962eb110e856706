import pytest

from mediso.common.tabular.csv_source import read_csv
from mediso.common.tabular.errors import UnreadableFile
from mediso.common.tabular.values import Source

TEXT = "番号,件名\n1,㈱髙橋の相談\n2,ｱﾌﾟﾘ～試作\n"
ROWS = [(1, ("番号", "件名")), (2, ("1", "㈱髙橋の相談")), (3, ("2", "ｱﾌﾟﾘ～試作"))]
UNPAIRED = 'ここから先の引用符(")の組が合っていません。'


def rows_of(source: Source) -> list[tuple[int, tuple[object, ...]]]:
    return [(row.line, row.cells) for row in source.rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize("delimiter", [",", "\t"], ids=["comma", "tab"])
def test_every_way_excel_saves_text_is_read_alike(encoding: str, line_end: str, delimiter: str) -> None:
    data = TEXT.replace("\n", line_end).replace(",", delimiter).encode(encoding)
    assert rows_of(read_csv(data, max_rows=10)) == ROWS


def test_a_row_has_the_line_it_begins_on() -> None:
    data = '\r\n番号,件名\r\n"1","一\r\n二\r\n三"\r\n,\r\n\r\n 　,\r\n2,"a ""b"", c"\r\n'.encode()
    assert rows_of(read_csv(data, max_rows=10)) == [
        (2, ("番号", "件名")),
        (3, ("1", "一\r\n二\r\n三")),
        (9, ("2", 'a "b", c')),
    ]


def test_a_last_line_without_an_end_and_short_rows_are_read() -> None:
    assert rows_of(read_csv("番号,件名\n1".encode(), max_rows=10)) == [(1, ("番号", "件名")), (2, ("1",))]


@pytest.mark.parametrize(
    ("body", "line"),
    [('1,"開いたまま\n2,b\n', 2), ('1,a\n2,"b"c\n', 3), ('1,a\n2,"' + "長" * 140_000 + '"\n', 3)],
    ids=["never closed", "text after the quotation", "endless cell"],
)
def test_unpaired_quotation_marks_keep_what_was_read_and_name_the_line(body: str, line: int) -> None:
    source = read_csv(f"番号,件名\n{body}".encode(), max_rows=10)
    assert source.broken == (line, UNPAIRED)
    assert [row.line for row in source.rows] == list(range(1, line))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (
            "番号,件名\r\n1,a\r\n2,".encode() + b"\xff" + "ん\r\n".encode(),
            "3行目にUTF-8の文字として読めない部分があります。文字コードを確かめて保存し直してください。",
        ),
        (
            "番号,件名\n1,a\n".encode("utf-8-sig") + b"\xff",
            "3行目にUTF-8の文字として読めない部分があります。文字コードを確かめて保存し直してください。",
        ),
        (
            "番号,件名\n1,a\n".encode("cp932") + b"2,\x82\n",
            "3行目にCP932の文字として読めない部分があります。文字コードを確かめて保存し直してください。",
        ),
        (
            "番号,件名\n".encode("utf-16") + b"\x00\xd8\x41",
            "1行目にUTF-16の文字として読めない部分があります。文字コードを確かめて保存し直してください。",
        ),
    ],
    ids=["utf-8", "utf-8 with BOM", "cp932", "utf-16"],
)
def test_undecodable_bytes_are_refused_with_their_line(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile) as refusal:
        read_csv(data, max_rows=10)
    assert str(refusal.value) == reason


def test_the_limit_counts_rows_below_the_heading() -> None:
    data = "番号\n1\n\n2\n".encode()
    assert len(read_csv(data, max_rows=2).rows) == 3
    with pytest.raises(UnreadableFile) as refusal:
        read_csv(data, max_rows=1)
    assert str(refusal.value) == "ファイルが1行を超えています。分割して順に取り込んでください。"
