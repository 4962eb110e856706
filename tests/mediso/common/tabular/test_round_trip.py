"""Rows written in any mixture of the forms that Excel and people use come back as they were."""

import datetime as dt
import io
import tempfile
from pathlib import Path
from typing import Any

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from mediso.common.tabular.columns import Column, date, text, whole_number
from mediso.common.tabular.labels import choices
from mediso.common.tabular.reader import read_table

TOPICS = {name: name for name in ("法規制対応", "資金調達", "その他", "調査、研究")}
COLUMNS = (
    Column("words", "相談概要", text(100, lines=True)),
    Column("day", "受付日", date),
    Column("score", "満足度", whole_number(1, 5), required=False),
    Column("topics", "相談内容", choices(TOPICS)),
)
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
DATE_FORMS = (
    "{0:%Y-%m-%d}",
    "{0:%Y/%m/%d}",
    "{0.year}/{0.month}/{0.day}",
    "{0.year}年{0.month}月{0.day}日",
    "R{1}.{0.month}.{0.day}",
    "令和{1}年{0.month}月{0.day}日",
)

ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "words": st.text("亜ア1a,;、\"' \n　", min_size=1, max_size=20).filter(
                lambda words: words.strip() == words
            ),
            "day": st.dates(dt.date(2019, 5, 1), dt.date(2040, 12, 31)),
            "score": st.none() | st.integers(1, 5),
            "topics": st.lists(st.sampled_from(sorted(TOPICS)), min_size=1, unique=True).map(tuple),
        }
    ),
    max_size=5,
)


def written(row: dict[str, Any], draw: st.DataObject) -> list[str]:
    spaces = draw.draw(st.sampled_from(["", " ", "　"]))
    digits = draw.draw(st.sampled_from([{}, WIDE]))
    day = draw.draw(st.sampled_from(DATE_FORMS)).format(row["day"], row["day"].year - 2018)
    topics = draw.draw(st.sampled_from(["；", ";", "、", ",", "， ", "\n"])).join(row["topics"])
    score = "" if row["score"] is None else str(row["score"]).translate(digits)
    return [spaces + row["words"] + spaces, spaces + day.translate(digits), score + spaces, topics]


def as_csv(rows: list[list[str]], draw: st.DataObject) -> bytes:
    line_end = draw.draw(st.sampled_from(["\n", "\r\n"]))
    quoted = (",".join('"' + cell.replace('"', '""').replace("\n", line_end) + '"' for cell in row) for row in rows)
    return line_end.join(quoted).encode(draw.draw(st.sampled_from(["utf-8", "utf-8-sig", "cp932", "utf-16"])))


def as_xlsx(rows: list[list[str]]) -> bytes:
    book, stream = openpyxl.Workbook(), io.BytesIO()
    for number, row in enumerate(rows, start=1):
        for position, cell in enumerate(row, start=1):
            book.active.cell(number, position, cell).data_type = "s"  # type: ignore[union-attr]
    book.save(stream)
    return stream.getvalue()


@given(rows=ROWS, excel=st.booleans(), data=st.data())
@settings(deadline=None)
def test_every_mixture_of_forms_reads_as_the_same_rows(
    rows: list[dict[str, Any]], excel: bool, data: st.DataObject
) -> None:
    table = [[column.heading for column in COLUMNS], *(written(row, data) for row in rows)]
    with tempfile.NamedTemporaryFile() as file:
        file.write(as_xlsx(table) if excel else as_csv(table, data))
        file.flush()
        read = read_table(Path(file.name), COLUMNS)
    assert read.errors == []
    assert [row.values for row in read.rows] == rows
