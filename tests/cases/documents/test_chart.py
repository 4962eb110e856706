from dataclasses import fields

import pytest
from django.utils.translation import override

from cases.documents.chart import HEADINGS, ChartPaper, chart_document
from mediso.common.documents import Column, Document, Facts, Section, Table, Written, document_pdf
from tests.support.pdf import words_of

CHART = ChartPaper(
    desk="医療系ベンチャー相談窓口",
    number="2026-0142",
    title="CAR-T細胞製剤の治験開始に向けて",
    facts=(("状態", "支援中"),),
    consultation=(Facts((("受付日", "2026年11月2日（月）"),)), Written("お尋ねします。")),
    supporters=(Table((Column("氏名", 1), Column("役割")), (("髙橋 𠮷乃", "主担当"),)),),
)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_chart_has_its_seven_parts_in_order(language: str) -> None:
    with override(language):
        document = chart_document(CHART)
        assert [section.heading for section in document.sections] == [str(heading) for heading in HEADINGS.values()]
    assert list(HEADINGS) == [field.name for field in fields(ChartPaper)][4:]
    assert len(HEADINGS) == 7


def test_what_is_empty_is_said_to_be_empty() -> None:
    with override("en"):
        document = chart_document(CHART)
    nothing = (Written("Nothing recorded."),)
    assert document == Document(
        desk="医療系ベンチャー相談窓口",
        number="2026-0142",
        kind="Chart",
        title="CAR-T細胞製剤の治験開始に向けて",
        facts=(("Number", "2026-0142"), ("状態", "支援中")),
        sections=(
            Section("Consultation", CHART.consultation),
            Section("Organisation", nothing),
            Section("Product", nothing),
            Section("Supporters", CHART.supporters),
            Section("Support", nothing),
            Section("Collaborators", nothing),
            Section("Progress", nothing),
        ),
        mark="Within the desk",
    )


def test_the_chart_on_paper() -> None:
    with override("en"):
        words = words_of(document_pdf(chart_document(CHART)))
    assert words == (
        "医療系ベンチャー相談窓口WithinthedeskChartCAR-T細胞製剤の治験開始に向けて"
        "Number2026-0142状態支援中Consultation受付日2026年11月2日（月）お尋ねします。"
        "OrganisationNothingrecorded.ProductNothingrecorded.Supporters氏名役割髙橋𠮷乃主担当"
        "SupportNothingrecorded.CollaboratorsNothingrecorded.ProgressNothingrecorded.2026-0142Chart1/1"
    )
