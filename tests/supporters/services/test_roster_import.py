import datetime as dt
from pathlib import Path

import pytest
import time_machine
from pytest_django import DjangoAssertNumQueries

from mediso.common.tabular.errors import TableErrors
from mediso.desks.models import Desk
from supporters.enums import Employment, InterestKind
from supporters.models import Interest, Supporter, SupporterChange
from supporters.selectors.changes import waiting_changes
from supporters.services.roster_import import Imported, import_roster
from supporters.services.roster_rows import read_roster
from tests.registers import ROSTER, everything, mediso_desk, saved, supporter_row

pytestmark = pytest.mark.django_db
TODAY = "2026-11-21 12:00+09:00"


@pytest.fixture
def desk() -> Desk:
    return mediso_desk()


def load(desk: Desk, path: Path, *, update: bool = False, dry_run: bool = False) -> Imported:
    return import_roster(desk=desk, table=read_roster(path, desk=desk), update=update, dry_run=dry_run)


def refusals(desk: Desk, path: Path) -> list[str]:
    before = everything()
    with pytest.raises(TableErrors) as refusal:
        load(desk, path)
    assert everything() == before
    return [str(error) for error in refusal.value.errors]


def test_a_row_becomes_a_supporter_with_expertise_and_interest(desk: Desk, tmp_path: Path) -> None:
    assert load(desk, saved(tmp_path, [supporter_row(氏名="野村　進")])) == Imported(1, 0, {})
    supporter = Supporter.objects.get()
    assert (supporter.desk, supporter.user, supporter.name) == (desk, None, "野村 進")
    assert (supporter.employment, supporter.languages) == (Employment.FULL_TIME, ["ja", "en"])
    assert (supporter.affiliation_kind, supporter.affiliation) == ("大学病院", "アユウテクノロジーズ株式会社")
    assert (supporter.max_open_cases, supporter.hours_per_month) == (20, 140)
    assert (supporter.term_start, supporter.term_end) == (dt.date(2018, 2, 1), None)
    levels = supporter.expertise.order_by("topic").values_list("topic__name_ja", "level")
    assert list(levels) == [("法規制対応", 4), ("資金調達", 2)]
    assert set(supporter.product_types.values_list("name_ja", flat=True)) == {"医療機器", "医薬品"}
    interest = Interest.objects.get()
    assert (interest.supporter, interest.kind, interest.organisation) == (supporter, InterestKind.EMPLOYER, None)
    assert (interest.organisation_name, interest.normalised_name) == (
        "アユウテクノロジーズ株式会社",
        "アユウテクノロジーズ",
    )
    assert (interest.valid_from, interest.valid_until) == (dt.date(2018, 2, 1), None)


def test_without_an_affiliation_there_is_no_interest(desk: Desk, tmp_path: Path) -> None:
    row = supporter_row(所属先="", 所属種別="", 委嘱終了日="R9.3.31", 専門分野="その他：１", 言語="英語")
    load(desk, saved(tmp_path, [row]))
    supporter = Supporter.objects.get()
    assert (supporter.affiliation, supporter.affiliation_kind, supporter.term_end) == ("", "", dt.date(2027, 3, 31))
    assert Interest.objects.count() == 0


def test_the_whole_roster_comes_in_and_again_changes_nothing(desk: Desk) -> None:
    assert load(desk, ROSTER) == Imported(76, 0, {})
    by_kind = [Supporter.objects.filter(employment=kind).count() for kind in Employment]
    assert (by_kind, Interest.objects.count()) == ([6, 70], 52)
    before = everything()
    assert load(desk, ROSTER) == Imported(0, 76, {})
    assert everything() == before


def test_the_same_contents_otherwise_written_are_the_same(desk: Desk, tmp_path: Path) -> None:
    load(desk, saved(tmp_path, [supporter_row()]))
    rewritten = supporter_row(
        氏名=" 野村進",
        専門分野="資金調達：２、法規制対応：４",
        製品区分="医薬品,医療機器",
        言語="英語、日本語",
        所属先="アユウテクノロジーズ株式会社　",
        同時担当上限="２０",
        委嘱開始日="平成30年2月1日",
    )
    again = saved(tmp_path, [rewritten], encoding="cp932", line_end="\n")
    assert load(desk, again) == Imported(0, 1, {})


CHANGED = supporter_row(専門分野="法規制対応:5", 製品区分="その他", 所属先="乙製薬株式会社", 委嘱終了日="2027-03-31")
HEADINGS = ("所属先", "委嘱終了日", "専門分野", "製品区分")


def test_other_contents_are_refused_without_update(desk: Desk, tmp_path: Path) -> None:
    load(desk, saved(tmp_path, [supporter_row()]))
    assert refusals(desk, saved(tmp_path, [supporter_row(氏名="新任 花子"), CHANGED])) == [
        "3行目 氏名「野村 進」: 名簿の内容と異なります: 所属先、委嘱終了日、専門分野、製品区分。"
        "ファイルの内容に改めるときは--updateを付けてください。"
    ]


@time_machine.travel(TODAY)
def test_with_update_the_files_contents_are_taken_over(desk: Desk, tmp_path: Path) -> None:
    load(desk, saved(tmp_path, [supporter_row(), supporter_row(氏名="長谷 彩")]))
    kept = Supporter.objects.get(name="野村 進").pk
    assert load(desk, saved(tmp_path, [CHANGED]), update=True) == Imported(0, 0, {"野村 進": HEADINGS})
    supporter = Supporter.objects.get(name="野村 進")
    assert (supporter.pk, supporter.affiliation, supporter.term_end) == (kept, "乙製薬株式会社", dt.date(2027, 3, 31))
    assert list(supporter.expertise.values_list("topic__name_ja", "level")) == [("法規制対応", 5)]
    assert list(supporter.product_types.values_list("name_ja", flat=True)) == ["その他"]
    ties = supporter.interests.order_by("pk").values_list("organisation_name", "valid_from", "valid_until")
    assert list(ties) == [
        ("アユウテクノロジーズ株式会社", dt.date(2018, 2, 1), None),
        ("乙製薬株式会社", dt.date(2026, 11, 21), None),
    ]
    changes = {one.part: one for one in SupporterChange.objects.filter(supporter=supporter, actor=None)}
    assert set(changes) == {"appointment", "profile", "expertise", "interests"}
    assert changes["appointment"].after == {"term_end": "2027-03-31"}
    assert changes["profile"].before == {"affiliation": "アユウテクノロジーズ株式会社"}
    assert [row["level"] for row in changes["expertise"].after["expertise"]] == [5]
    assert not waiting_changes().exists()
    other = Supporter.objects.get(name="長谷 彩")
    assert not other.changes.exists()
    assert (other.expertise.count(), other.product_types.count(), other.interests.count()) == (2, 2, 1)


def test_the_same_name_at_another_desk_is_another_supporter(desk: Desk, tmp_path: Path) -> None:
    load(desk, saved(tmp_path, [supporter_row()]))
    desk.code, desk.number_prefix = "first", "F"
    desk.save()
    assert load(mediso_desk(), saved(tmp_path, [CHANGED])) == Imported(1, 0, {})


def test_a_trial_loads_nothing(desk: Desk, tmp_path: Path) -> None:
    load(desk, saved(tmp_path, [supporter_row()]))
    before = everything()
    both = saved(tmp_path, [CHANGED, supporter_row(氏名="新任 花子")])
    assert load(desk, both, update=True, dry_run=True) == Imported(1, 0, {"野村 進": HEADINGS})
    assert everything() == before
    assert Supporter.objects.get().affiliation == "アユウテクノロジーズ株式会社"


TOPICS = "法規制対応、マーケティング、事業計画、資金調達、経営戦略、知財戦略、国際展開、保険収載、その他"


@pytest.mark.parametrize(
    ("heading", "value", "told"),
    [
        ("氏名", "", "氏名: 空欄にはできません。"),
        ("区分", "嘱託", "区分「嘱託」: 次のいずれかで書いてください: 常勤、非常勤。"),
        ("専門分野", "", "専門分野: 空欄にはできません。"),
        ("専門分野", "広報:3", f"専門分野「広報」: 次のいずれかで書いてください: {TOPICS}。"),
        ("専門分野", "資金調達:6", "専門分野「資金調達:6」: 1から5までで書いてください。"),
        (
            "専門分野",
            "資金調達",
            "専門分野「資金調達」: 相談内容区分とレベルをコロンでつないで書いてください(資金調達:3など)。",
        ),
        ("専門分野", "資金調達:3；資金調達:4", "専門分野「資金調達」: 同じものが二度書かれています。"),
        (
            "製品区分",
            "食品",
            "製品区分「食品」: 次のいずれかで書いてください: 医薬品、医療機器、再生医療等製品、その他。",
        ),
        ("所属先", "、", "所属先「、」: 名前として読めません。"),
        ("言語", "独語", "言語「独語」: 次のいずれかで書いてください: 日本語、英語。"),
        ("同時担当上限", "多数", "同時担当上限「多数」: 整数ではありません。"),
        ("月間稼働時間", "745", "月間稼働時間「745」: 0から744までで書いてください。"),
        ("委嘱開始日", "", "委嘱開始日: 空欄にはできません。"),
        ("委嘱終了日", "2018-01-31", "委嘱終了日「2018-01-31」: 委嘱開始日(2018-02-01)より前の日付です。"),
        ("委嘱終了日", "2018-02-29", "委嘱終了日「2018-02-29」: 暦にない日付です。"),
    ],
)
def test_one_wrong_cell(desk: Desk, tmp_path: Path, heading: str, value: str, told: str) -> None:
    rows = [supporter_row(氏名="長谷 彩"), supporter_row() | {heading: value}]
    assert refusals(desk, saved(tmp_path, rows)) == [f"3行目 {told}"]


def test_one_name_twice_in_a_file_is_refused(desk: Desk, tmp_path: Path) -> None:
    rows = [supporter_row(), supporter_row(氏名="長谷 彩"), supporter_row(氏名="野村　進")]
    assert refusals(desk, saved(tmp_path, rows)) == ["4行目 氏名「野村　進」: 2行目と同じ氏名です。"]


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow_with_rows(
    desk: Desk, tmp_path: Path, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    table = read_roster(saved(tmp_path, [supporter_row(氏名=f"第{n}号") for n in range(rows)]), desk=desk)
    with django_assert_num_queries(8):
        import_roster(desk=desk, table=table)
