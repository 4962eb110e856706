import io
from pathlib import Path

import openpyxl
import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from cases.models import Case
from mediso.desks.models import Desk
from tests.factories.desks import DeskFactory
from tests.factories.supporters import SupporterFactory
from tests.registers import REGISTER, ROSTER, as_csv, case_row, everything, mediso_desk, saved

pytestmark = pytest.mark.django_db
LOADED = "MEDISO: {}件を取り込みました。取込済みで変更のないもの: {}件。"
ORGANISATIONS = "新しく登録した事業者: {}"


@pytest.fixture(autouse=True)
def desk() -> None:
    SupporterFactory.create(desk=mediso_desk(), name="野村 進")


def run(*arguments: str | Path) -> list[str]:
    out = io.StringIO()
    call_command("import_register", *map(str, arguments), stdout=out)
    return out.getvalue().splitlines()


def refusal(*arguments: str | Path) -> str:
    before = everything()
    with pytest.raises(CommandError) as refused:
        run(*arguments)
    assert everything() == before
    assert refused.value.returncode == 1
    return str(refused.value)


def test_it_says_what_it_did_and_again_that_nothing_changed(tmp_path: Path) -> None:
    call_command("import_supporters", str(ROSTER), "--update", stdout=io.StringIO())
    assert run(REGISTER) == [LOADED.format("1,607", "0"), ORGANISATIONS.format("506")]
    assert run(REGISTER) == [LOADED.format("0", "1,607"), ORGANISATIONS.format("0")]


def test_a_trial_says_so_and_saves_nothing(tmp_path: Path) -> None:
    before = everything()
    assert run(saved(tmp_path, [case_row()]), "--dry-run") == [
        "試行のため、何も保存していません。実行した場合の結果は次のとおりです。",
        LOADED.format("1", "0"),
        ORGANISATIONS.format("1"),
    ]
    assert everything() == before


def test_everything_wrong_is_on_one_page(tmp_path: Path) -> None:
    rows = [case_row(1), case_row(2, 受付日="2024-02-30"), case_row(1, 満足度="9")]
    assert refusal(saved(tmp_path, rows)).splitlines() == [
        "台帳.csvは取り込んでいません。直すところが3件あります。",
        "3行目 受付日「2024-02-30」: 暦にない日付です。",
        "4行目 満足度「9」: 1から5までで書いてください。",
        "4行目 受付番号「2024-0001」: 2行目と同じ番号です。",
    ]


def test_headings_of_another_table_are_named() -> None:
    assert refusal(ROSTER).splitlines()[:3] == [
        "supporters.csvは取り込んでいません。直すところが28件あります。",
        "1行目 受付番号: この見出しがありません。",
        "1行目 受付日: この見出しがありません。",
    ]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "ファイルに何も書かれていません。"),
        (
            as_csv([case_row()]) + b"\xff",
            "3行目にUTF-8の文字として読めない部分があります。文字コードを確かめて保存し直してください。",
        ),
        (b"PK\x03\x04", "Excelファイルのようですが、開けません: File is not a zip file"),
    ],
    ids=["empty", "damaged", "no workbook"],
)
def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "台帳.csv"
    path.write_bytes(content)
    assert refusal(path) == f"台帳.csvは取り込んでいません。{reason}"


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "なし.csv") == "なし.csvは取り込んでいません。その名前のファイルはありません。"
    (tmp_path / "台帳").mkdir()
    assert refusal(tmp_path / "台帳") == "台帳は取り込んでいません。ファイルではなくフォルダーです。"


def test_a_sheet_can_be_named(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for name, number in (("2023年", 1), ("2024年", 2)):
        sheet = book.create_sheet(name)
        sheet.append(list(case_row()))
        sheet.append(list(case_row(number).values()))
    book.save(tmp_path / "台帳.xlsx")
    assert refusal(tmp_path / "台帳.xlsx") == (
        "台帳.xlsxは取り込んでいません。複数のシートに行があります(2023年、2024年)。"
        "取り込むシートを--sheetで指定してください。"
    )
    run(tmp_path / "台帳.xlsx", "--sheet", "2024年")
    assert Case.objects.get().number == "2024-0002"


def test_the_desk_without_a_prefix_is_meant_unless_one_is_named(tmp_path: Path) -> None:
    DeskFactory.create(code="cariso", number_prefix="C", name_ja="CARISO")
    path = saved(tmp_path, [case_row()])
    assert refusal(path, "--desk", "carizo") == "窓口「carizo」はありません。登録されている窓口: cariso、mediso。"
    assert "受付番号「2024-0001」: C2024-0001のような形で書いてください。" in refusal(path, "--desk", "cariso")
    run(path)
    assert Case.objects.get().desk.code == "mediso"


def test_of_several_desks_with_prefixes_one_must_be_named(tmp_path: Path) -> None:
    Desk.objects.update(number_prefix="M")
    DeskFactory.create(code="cariso", number_prefix="C")
    assert refusal(saved(tmp_path, [case_row()])) == (
        "どの窓口かを--deskで指定してください。登録されている窓口: cariso、mediso。"
    )


def test_it_speaks_english_too(tmp_path: Path) -> None:
    with translation.override("en"):
        assert run(saved(tmp_path, [case_row()]))[0] == "MEDISO: 1 cases loaded; 0 already there, unchanged."
