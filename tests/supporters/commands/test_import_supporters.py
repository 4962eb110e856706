import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.registers import ROSTER, everything, mediso_desk, saved, supporter_row

pytestmark = pytest.mark.django_db
LOADED = "MEDISO: {}名を取り込みました。登録済みで変更のない方: {}名。"


@pytest.fixture(autouse=True)
def desk() -> None:
    mediso_desk()


def run(*arguments: str | Path) -> list[str]:
    out = io.StringIO()
    call_command("import_supporters", *map(str, arguments), stdout=out)
    return out.getvalue().splitlines()


def test_it_says_what_it_did_and_again_that_nothing_changed() -> None:
    assert run(ROSTER) == [LOADED.format("76", "0")]
    assert run(ROSTER) == [LOADED.format("0", "76")]


def test_changes_are_refused_and_with_update_named(tmp_path: Path) -> None:
    run(saved(tmp_path, [supporter_row()]))
    path = saved(tmp_path, [supporter_row(同時担当上限="5", 言語="日本語")], name="名簿.csv")
    before = everything()
    with pytest.raises(CommandError) as refused:
        run(path)
    assert str(refused.value).splitlines() == [
        "名簿.csvは取り込んでいません。直すところが1件あります。",
        "2行目 氏名「野村 進」: 名簿の内容と異なります: 言語、同時担当上限。"
        "ファイルの内容に改めるときは--updateを付けてください。",
    ]
    assert everything() == before
    assert run(path, "--update", "--dry-run") == [
        "試行のため、何も保存していません。実行した場合の結果は次のとおりです。",
        LOADED.format("0", "0"),
        "変更しました: 野村 進(言語、同時担当上限)",
    ]
    assert run(path, "--update") == [LOADED.format("0", "0"), "変更しました: 野村 進(言語、同時担当上限)"]
    assert run(path) == [LOADED.format("0", "1")]
