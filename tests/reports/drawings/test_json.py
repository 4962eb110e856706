import json

from reports.drawings.json import json_data, json_text
from tests.reports.drawings.made import share_of, years


def test_rows_have_their_values_by_column() -> None:
    values = {
        "cases": 8,
        "first": {"cases": 1, "of": 8, "percent": 13},
        "second": {"cases": 8, "of": 8, "percent": 100},
    }
    assert json_data(share_of("医薬品", "法規制対応")) == {
        "figure": "made",
        "scope": {"desks": [], "from": None, "until": None, "conditions": [], "basis": "known"},
        "cases": 8,
        "head": "製品区分",
        "columns": [
            {"code": "cases", "name": "全案件数（分母）", "unit": "cases"},
            {"code": "first", "name": "法規制対応", "unit": "share"},
            {"code": "second", "name": "乙", "unit": "share"},
        ],
        "rows": [{"code": "row", "name": "医薬品", "is_cut": False, "values": values}],
        "total": {"code": "total", "name": "合計", "is_cut": False, "values": values},
        "said": [],
        "notes": [],
    }


def test_what_is_not_there_is_null_and_what_is_hidden_says_so() -> None:
    rows = {row["code"]: row["values"] for row in json_data(years())["rows"]}
    assert rows["2022"] == {"cases": 1234, "difference": None, "median": None, "hours": None}
    assert rows["2023"] == {"cases": 4, "difference": -3, "median": 12, "hours": 1.25}
    assert rows["2024"] == {"cases": {"hidden": True}, "difference": 0, "median": None, "hours": None}


def test_text_is_readable_japanese() -> None:
    text = json_text(share_of("医薬品", "法規制対応"))
    assert json.loads(text)["head"] == "製品区分"
    assert '"name": "法規制対応"' in text
    assert text.endswith("}\n")
