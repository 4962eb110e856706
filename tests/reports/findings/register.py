"""The old register's counts, read from its file and from nothing else."""

import csv
from collections import Counter
from pathlib import Path

from django.conf import settings

from reports.figures.labels import Label
from reports.findings import CountRow, CountTable

REGISTER: Path = settings.BASE_DIR / "data" / "consultations-2018-2024.csv"
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


def register_table() -> CountTable:
    """製品区分 × 相談内容区分 over the whole register."""
    cases: Counter[str] = Counter()
    with_topic: Counter[tuple[str, str]] = Counter()
    with REGISTER.open(encoding="utf-8-sig", newline="") as file:
        for line in csv.DictReader(file):
            cases[line["製品区分"]] += 1
            with_topic.update((line["製品区分"], topic) for topic in set(line["相談内容"].split("；")))
    assert set(cases) == set(PRODUCT_TYPES)
    assert {topic for _product_type, topic in with_topic} == set(TOPICS)
    rows = (CountRow(Label(name, name), cases[name], tuple(with_topic[name, t] for t in TOPICS)) for name in cases)
    ordered = sorted(rows, key=lambda row: PRODUCT_TYPES.index(row.label.ja))
    return CountTable(tuple(Label(topic, topic) for topic in TOPICS), tuple(ordered))
