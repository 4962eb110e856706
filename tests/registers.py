"""Registers and rosters as files for tests: the real headings, one good row, and ways to save them."""

import csv
import io
from pathlib import Path

from django.apps import apps

from mediso.desks.models import Desk
from tests.factories.desks import DeskFactory, ProductTypeFactory, TopicFactory

DATA = Path(__file__).parent.parent / "data"
REGISTER = DATA / "consultations-2018-2024.csv"
ROSTER = DATA / "supporters.csv"

PRODUCT_TYPES = ("医薬品", "医療機器", "再生医療等製品", "その他")
TOPICS = (
    "法規制対応",
    "マーケティング",
    "事業計画",
    "資金調達",
    "経営戦略",
    "知財戦略",
    "国際展開",
    "保険収載",
    "その他",
)

CASE = {
    "受付番号": "2024-0001",
    "受付日": "2024-04-01",
    "受付経路": "ポータル",
    "事業者名": "株式会社若竹",
    "事業者属性": "ベンチャー企業",
    "所在地": "東京都",
    "製品区分": "医療機器",
    "製品・技術": "人工関節",
    "対象疾患": "変形性膝関節症",
    "開発段階": "試作",
    "相談内容": "法規制対応；資金調達",
    "件名": "試験の範囲について",
    "相談概要": "必要な試験の範囲を確認したい。",
    "事前面談日": "2024-04-08",
    "サポーター面談日": "2024-04-15",
    "担当サポーター": "野村 進",
    "フォローアップ日": "2024-06-01",
    "終了日": "2024-06-10",
    "満足度": "5",
}

SUPPORTER = {
    "氏名": "野村 進",
    "区分": "常勤",
    "専門分野": "法規制対応:4；資金調達:2",
    "製品区分": "医療機器；医薬品",
    "所属種別": "大学病院",
    "所属先": "アユウテクノロジーズ株式会社",
    "言語": "日本語；英語",
    "同時担当上限": "20",
    "月間稼働時間": "140",
    "委嘱開始日": "2018-02-01",
    "委嘱終了日": "",
}


def mediso_desk() -> Desk:
    """A desk with the product types and topics of the real registers, whose numbers have no prefix."""
    desk = DeskFactory.create(code="mediso", number_prefix="", name_ja="MEDISO", name_en="MEDISO")
    for name in PRODUCT_TYPES:
        ProductTypeFactory.create(desk=desk, name_ja=name)
    for name in TOPICS:
        TopicFactory.create(desk=desk, name_ja=name)
    return desk


def case_row(number: int = 1, **changes: str) -> dict[str, str]:
    """A good row; `changes` by heading."""
    return CASE | {"受付番号": f"2024-{number:04}"} | changes


def supporter_row(**changes: str) -> dict[str, str]:
    return SUPPORTER | changes


def as_csv(rows: list[dict[str, str]], *, encoding: str = "utf-8-sig", line_end: str = "\r\n") -> bytes:
    """As Excel saves it; the headings are those of the first row."""
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, fieldnames=list(rows[0]), lineterminator=line_end)
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue().encode(encoding)


def saved(folder: Path, rows: list[dict[str, str]], name: str = "台帳.csv", **options: str) -> Path:
    path = folder / name
    path.write_bytes(as_csv(rows, **options))
    return path


def everything() -> dict[str, int]:
    """How many rows every table of the desk's own apps has: equal before and after means that nothing was written."""
    labels = ("accounts", "cases", "desks", "outbox", "supporters")
    return {
        model._meta.label: model._default_manager.count()
        for label in labels
        for model in apps.get_app_config(label).get_models(include_auto_created=True)
    }
