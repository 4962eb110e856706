"""Documents on paper, read back from their PDFs."""

import random
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from django.utils.translation import override

from mediso.common.documents import Column, Document, Facts, Part, Section, Signature, Table, Written, document_pdf
from tests.support.pdf import fonts_of, heights_of, page_texts, reader_of, squeezed, words_of

DOCUMENT = Document(
    desk="医療系ベンチャー相談窓口",
    number="2026-0142",
    kind="支援計画書",
    title="CAR-T細胞製剤の治験開始に向けて",
    facts=(("事業者", "株式会社セルフロンティア"), ("交付日", "")),
    sections=(
        Section("目標", (Written("治験計画届を出す。\nその後、PMDAと相談する。"),)),
        Section("製品", (Facts((("製品名", "CFT-101"),)),)),
        Section("ステップ", (Table((Column("No."), Column("内容", 3)), (("1", "資料を作る"), ("2", ""))),)),
    ),
    signatures=(Signature("作成者", "髙橋 𠮷乃", "2026年11月19日"), Signature("確認者", "渡邉 聡")),
    mark="案",
)
HEAD = "医療系ベンチャー相談窓口案"
# A4 is 842 points high. The text of a page has its place between head and foot, whose lines stand at FRAME.
BODY = range(62, 842 - 68)
FRAME = {800, 33}

HOSTILE = [
    '#panic("x") #read("/etc/passwd") #import "@preview/x:1.0.0": *',
    "= 見出し - 項目 + 番号 / 用語: 説明 // 注 /* 注 */",
    "*太字* _斜体_ `コード` ```typ #x``` $x^2$ <lab> @ref [角] {波}",
    r"\ \\ \u{41} \n \" ' \#",
    "-- --- ... ~ 'q' \"Q\" -? 1/2 -> <- https://example.jp/#x?a=b&c=%20",
    '", "kind": "facts"} </script> {{ x }} {% x %}',
]

FORBIDDEN_STARTS = set("、。，．・：；？！ー）〕］｝〉》」』】々ぁぃぅぇぉっゃゅょァィゥェォッャュョ…")
FORBIDDEN_ENDS = set("（〔［｛〈《「『【")


def holding(*parts: Part) -> Document:
    return replace(DOCUMENT, sections=(Section("節", parts),), signatures=())


def test_everything_is_on_paper() -> None:
    pdf = document_pdf(DOCUMENT)
    assert [squeezed(page) for page in page_texts(pdf)] == [
        "医療系ベンチャー相談窓口案支援計画書CAR-T細胞製剤の治験開始に向けて"
        "事業者株式会社セルフロンティア交付日—目標治験計画届を出す。その後、PMDAと相談する。製品製品名CFT-101"
        "ステップNo.内容1資料を作る2—作成者確認者髙橋𠮷乃2026年11月19日渡邉聡2026-0142支援計画書1/1"
    ]


@pytest.mark.parametrize("words", HOSTILE)
def test_what_people_type_is_printed_letter_by_letter(words: str) -> None:
    document = Document(
        desk=words,
        number=words,
        kind=words,
        title=words,
        facts=((words, words),),
        sections=(Section(words, (Facts(((words, words),)), Written(words), Table((Column(words, 1),), ((words,),)))),),
        signatures=(Signature(words, words, words),),
        mark=words,
    )
    pdf = document_pdf(document)
    # Number and kind stand at the foot of each page too, desk and mark at its head.
    assert words_of(pdf).count(squeezed(words)) == 13 + 4 * len(page_texts(pdf))
    assert reader_of(pdf).metadata.title == f"{words} {words} {words}"  # type: ignore[union-attr]


def test_equal_documents_are_equal_files_in_every_process() -> None:
    here = document_pdf(DOCUMENT)
    program = f"import sys; from mediso.common.documents import *; sys.stdout.buffer.write(document_pdf({DOCUMENT!r}))"
    elsewhere = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True).stdout
    assert here == elsewhere
    assert b"CreationDate" not in here


def test_many_threads_may_print_at_once() -> None:
    documents = [replace(DOCUMENT, number=f"2026-{n:04}") for n in range(8)]
    with ThreadPoolExecutor(4) as pool:
        pdfs = list(pool.map(document_pdf, documents))
    assert pdfs == [document_pdf(document) for document in documents]


def test_fonts_come_along_and_none_of_the_machine_is_used() -> None:
    pdf = document_pdf(replace(DOCUMENT, title="Dvořák ☑"))
    assert fonts_of(pdf) == {"NotoSansCJKjp-Regular": True, "NotoSansCJKjp-Bold": True, "DejaVuSansMono-Bold": True}
    assert "Dvo" in words_of(pdf)


def test_letters_without_a_font_are_drawn_as_a_box() -> None:
    text = words_of(document_pdf(holding(Written("前🙂後 外字\ue000です \x07"))))
    assert "前\0後" in text  # glyph 0 of the font: the crossed box
    assert "外字〓です\0" in text


def test_the_language_is_told_to_screen_readers() -> None:
    languages = []
    for language in ("ja", "en"):
        with override(language):
            languages.append(str(reader_of(document_pdf(DOCUMENT)).root_object["/Lang"]))
    assert languages == ["ja", "en"]


LONG = "".join(f"第{n}項。" for n in range(2000))


@pytest.mark.parametrize(
    "part",
    [
        Written(LONG),
        Facts((("本文", LONG),)),
        Table((Column("狭い", 1), Column("広い", 4)), (("短い", LONG),)),
        Table((Column("狭い", 1), Column("広い", 8)), ((LONG[:190], "x"), ("行\n" * 99 + LONG, "x"))),
    ],
    ids=["text", "fact", "cell", "narrow cell"],
)
def test_a_long_text_goes_on_over_pages_and_never_beyond_their_edge(part: Part) -> None:
    assert len(LONG) > 10_000
    pdf = document_pdf(holding(part))
    pages = [squeezed(page) for page in page_texts(pdf)]
    foot = [f"2026-0142支援計画書{n}/{len(pages)}" for n in range(1, len(pages) + 1)]
    assert [page[-len(words) :] for page, words in zip(pages, foot, strict=True)] == foot
    assert len(pages) > 3
    assert heights_of(pdf) - set(BODY) == FRAME
    body = "".join(page.removeprefix(HEAD).removesuffix(words) for page, words in zip(pages, foot, strict=True))
    assert LONG in body.replace("狭い広い", "")


def test_a_table_repeats_its_headings_and_keeps_short_rows_together() -> None:
    rows = tuple((str(n), f"一行目{n}\n二行目\n三行目{n}") for n in range(60))
    pages = page_texts(document_pdf(holding(Table((Column("番号欄"), Column("内容欄", 1)), rows))))
    assert len(pages) > 3
    for page in pages:
        assert page.count("番号欄") == page.count("内容欄") == 1
        starts, ends = ([line for line in page.split() if line.startswith(word)] for word in ("一行目", "三行目"))
        assert [line[3:] for line in starts] == [line[3:] for line in ends]


@pytest.mark.parametrize("word", ["x" * 300, "https://example.jp/" + "path/" * 100, "W" * 24])
def test_a_word_longer_than_a_line_is_broken(word: str) -> None:
    wide, narrow = holding(Written(word)), holding(Table((Column("a", 1), Column("b", 6)), ((word, "x"),)))
    for document, longest in ((wide, 120), (narrow, 20)):
        lines = [line for page in page_texts(document_pdf(document)) for line in page.splitlines()]
        assert word in squeezed("".join(lines))
        assert max(len(line) for line in lines if set(line) <= set(word)) < longest


def test_lines_neither_start_nor_end_with_a_mark_that_must_not() -> None:
    draw = random.Random(1)
    letters, marks = "支援計画薬事申請あいうえおアイウABC123", "".join(sorted(FORBIDDEN_STARTS | FORBIDDEN_ENDS))
    text = "".join(draw.choice(letters) + draw.choice(("", "", draw.choice(marks))) for _ in range(3000))
    broken = [line for page in page_texts(document_pdf(holding(Written(text)))) for line in page.splitlines()]
    lines = [line for line in broken if len(line) > 30][1:]
    assert len(lines) > 60
    assert [line for line in lines if line[0] in FORBIDDEN_STARTS or line[-1] in FORBIDDEN_ENDS] == []
