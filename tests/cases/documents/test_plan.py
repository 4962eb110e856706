from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from django.utils.translation import override

from cases.documents.plan import PlanLine, PlanPaper, plan_document
from mediso.common.documents import Column, Document, Section, Signature, Table, Written, document_pdf
from tests.support.pdf import page_texts, squeezed, words_of

PLAN = PlanPaper(
    desk="医療系ベンチャー相談窓口",
    number="2026-0142",
    title="CAR-T細胞製剤の治験開始に向けて",
    organisation="株式会社セルフロンティア",
    edition=2,
    as_of=date(2026, 12, 1),
    goal="治験計画届を出す。",
    answer="PMDAのRS総合相談をお勧めします。",
    steps=(
        PlanLine("資料の骨子を作る", "相談者（田中 花子）", date(2026, 12, 4), date(2026, 11, 30)),
        PlanLine("出願を棚卸しする", "窓口"),
    ),
    drafted_by="髙橋 𠮷乃",
    drafted_on=date(2026, 11, 19),
    reviewed_by="渡邉 聡",
    reviewed_on=date(2026, 11, 20),
    delivered_on=date(2026, 11, 21),
)
COLUMNS = (Column("No."), Column("What", 5), Column("Who", 2), Column("By when"), Column("State"))


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with override("en"):
        yield


def test_a_delivered_plan_on_paper() -> None:
    assert plan_document(PLAN) == Document(
        desk="医療系ベンチャー相談窓口",
        number="2026-0142",
        kind="Support plan",
        title="CAR-T細胞製剤の治験開始に向けて",
        facts=(
            ("Number", "2026-0142"),
            ("Organisation", "株式会社セルフロンティア"),
            ("Edition", "2"),
            ("Delivered on", "21 November 2026 (Sat)"),
        ),
        sections=(
            Section("Goal", (Written("治験計画届を出す。"),)),
            Section("Answer to the question", (Written("PMDAのRS総合相談をお勧めします。"),)),
            Section(
                "Steps",
                (
                    Written("As of 1 December 2026 (Tue)."),
                    Table(
                        COLUMNS,
                        (
                            ("1", "資料の骨子を作る", "相談者（田中 花子）", "4 December 2026 (Fri)", "Done"),
                            ("2", "出願を棚卸しする", "窓口", "", "Open"),
                        ),
                    ),
                ),
            ),
        ),
        signatures=(
            Signature("Drafted by", "髙橋 𠮷乃", "19 November 2026 (Thu)"),
            Signature("Reviewed by", "渡邉 聡", "20 November 2026 (Fri)"),
        ),
    )


def test_a_plan_that_is_not_delivered_says_so_on_every_page() -> None:
    draft = replace(PLAN, answer="", delivered_on=None, reviewed_by="", reviewed_on=None, goal="目標。" * 2000)
    document = plan_document(draft)
    assert document.mark == "Draft"
    assert document.facts[-1] == ("Delivered on", "")
    assert [section.heading for section in document.sections] == ["Goal", "Steps"]
    assert document.signatures[1] == Signature("Reviewed by", "")
    pages = page_texts(document_pdf(document))
    assert len(pages) > 2
    assert [page for page in pages if not squeezed(page).startswith("医療系ベンチャー相談窓口Draft")] == []


def test_every_word_of_the_plan_is_in_the_file() -> None:
    words = words_of(document_pdf(plan_document(PLAN)))
    for value in (
        *(PLAN.desk, PLAN.number, PLAN.title, PLAN.organisation, PLAN.goal, PLAN.answer),
        *(PLAN.drafted_by, PLAN.reviewed_by, "21 November 2026 (Sat)", "20 November 2026 (Fri)"),
        *(word for step in PLAN.steps for word in (step.text, step.who)),
    ):
        assert squeezed(value) in words


def test_a_japanese_plan_has_japanese_dates() -> None:
    with override("ja"):
        words = words_of(document_pdf(plan_document(PLAN)))
    assert "2026年11月21日（土）" in words
    assert "2026年12月4日（金）" in words
