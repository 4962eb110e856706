"""The same number is the same case: a file may be loaded again, in whole or grown, and never changes what is there."""

import datetime as dt
from pathlib import Path

import openpyxl
import pytest

from accounts.models import Organisation
from cases.models import Case
from cases.services.register_import import Imported, import_register, read_register
from mediso.common.tabular.errors import TableErrors
from mediso.desks.models import Desk
from supporters.models import Supporter
from tests.factories.accounts import OrganisationFactory
from tests.factories.supporters import SupporterFactory
from tests.registers import case_row, everything, mediso_desk, saved

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    desk = mediso_desk()
    SupporterFactory.create(desk=desk, name="野村 進")
    return desk


def load(desk: Desk, path: Path) -> Imported:
    return import_register(desk=desk, table=read_register(path, desk=desk), file=path.name)


ROW = case_row(1, 相談概要="10〜20名\n（株）との契約", 満足度="")
# The same row as another program, or another hand, writes it.
REWRITTEN = ROW | {
    "受付番号": "２０２４－０００１",
    "受付日": "R6.4.1",
    "サポーター面談日": "令和6年4月15日（月）",
    "担当サポーター": "野村　進",
    "相談内容": "資金調達,法規制対応",
    "相談概要": " 10～20名\n(株)との契約",
    "満足度": "　",
}


def test_the_same_file_again_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    path = saved(tmp_path, [ROW, case_row(2)])
    assert load(desk, path) == Imported(loaded=2, unchanged=0, organisations=1)
    before = everything()
    assert load(desk, path) == Imported(loaded=0, unchanged=2, organisations=0)
    assert everything() == before


@pytest.mark.parametrize("encoding", ["cp932", "utf-8"])
def test_the_same_contents_otherwise_written_are_the_same(desk: Desk, tmp_path: Path, encoding: str) -> None:
    load(desk, saved(tmp_path, [ROW]))
    again = saved(tmp_path, [REWRITTEN], encoding=encoding, line_end="\n")
    assert load(desk, again) == Imported(loaded=0, unchanged=1, organisations=0)


def as_cell(heading: str, value: str) -> str | int | dt.date | None:
    """The value in the kind Excel would keep it in."""
    if heading.endswith("日"):
        return dt.date.fromisoformat(value)
    return int(value) if value.isdigit() else value or None


def test_the_same_register_saved_as_a_workbook_is_the_same(desk: Desk, tmp_path: Path) -> None:
    load(desk, saved(tmp_path, [case_row(1), case_row(2)]))
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(list(ROW))
    for number in (1, 2):
        sheet.append([as_cell(*cell) for cell in case_row(number).items()])
    book.save(tmp_path / "台帳.xlsx")
    assert load(desk, tmp_path / "台帳.xlsx") == Imported(loaded=0, unchanged=2, organisations=0)


def test_a_grown_file_adds_what_is_new(desk: Desk, tmp_path: Path) -> None:
    load(desk, saved(tmp_path, [case_row(1)]))
    grown = saved(tmp_path, [case_row(2), case_row(1), case_row(3)])
    assert load(desk, grown) == Imported(loaded=2, unchanged=1, organisations=0)
    assert list(Case.objects.order_by("number").values_list("number", flat=True)) == [
        "2024-0001",
        "2024-0002",
        "2024-0003",
    ]


def test_other_contents_under_a_known_number_are_refused_with_their_headings(desk: Desk, tmp_path: Path) -> None:
    load(desk, saved(tmp_path, [case_row(1), case_row(2)]))
    before = everything()
    changed = [
        case_row(1, 件名="別の件名", 終了日="2024-07-01", 満足度=""),
        case_row(2, 相談内容="法規制対応"),
        case_row(3),
    ]
    with pytest.raises(TableErrors) as refusal:
        load(desk, saved(tmp_path, changed))
    assert [str(error) for error in refusal.value.errors] == [
        "2行目 受付番号「2024-0001」: 以前に取り込んだ内容と異なります: 件名、終了日、満足度。",
        "3行目 受付番号「2024-0002」: 以前に取り込んだ内容と異なります: 相談内容。",
    ]
    assert everything() == before


def test_what_changed_at_the_desk_since_does_not_count(desk: Desk, tmp_path: Path) -> None:
    path = saved(tmp_path, [case_row(1)])
    load(desk, path)
    Organisation.objects.update(name="新しい社名", normalised_name="新シイ社名")
    Supporter.objects.update(name="匿名")
    assert load(desk, path) == Imported(loaded=0, unchanged=1, organisations=0)


def test_a_name_that_was_merged_is_loaded_into_the_organisation_that_was_kept(desk: Desk, tmp_path: Path) -> None:
    kept = OrganisationFactory.create(name="若竹ホールディングス")
    OrganisationFactory.create(name="(株)若竹", merged_into=kept)
    assert load(desk, saved(tmp_path, [case_row(1)])) == Imported(loaded=1, unchanged=0, organisations=0)
    assert Case.objects.get().organisation == kept
