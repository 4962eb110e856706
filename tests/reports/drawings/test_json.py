import json

from reports.drawings.json import json_data, json_text
from reports.figures.labels import TOTAL, Label
from reports.figures.share import Share
from reports.figures.topic_share import ShareRow, TopicShare
from reports.scope import Scope

SHARE = TopicShare(
    Scope(()),
    (Label("法規制対応", "Regulation"),),
    (ShareRow(Label("医薬品", "Drugs"), 3, (Share(2, 3),)), ShareRow(Label("その他", "Other"), 0, (Share(0, 0),))),
    ShareRow(TOTAL, 3, (Share(2, 3),)),
)


def test_topic_share_has_the_published_shape() -> None:
    assert json_data(SHARE) == {
        "医薬品": {"cases": 3, "share_percent": {"法規制対応": 67}},
        "その他": {"cases": 0, "share_percent": {"法規制対応": None}},
        "合計": {"cases": 3, "share_percent": {"法規制対応": 67}},
    }


def test_text_is_readable_japanese_in_the_figures_order() -> None:
    text = json_text(SHARE)
    assert list(json.loads(text)) == ["医薬品", "その他", "合計"]
    assert '"法規制対応": 67' in text
    assert text.endswith("}\n")
