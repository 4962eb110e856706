"""A figure as JSON, named in Japanese, in the shapes of data/published-2024.json."""

import json
from functools import singledispatch
from typing import Any

from reports.figures.topic_share import ShareRow, TopicShare
from reports.figures.yearly_cases import YearlyCases
from reports.registry import Figure


@singledispatch
def json_data(figure: Figure) -> dict[str, Any]:
    """What the API answers and the files hold. A share of no cases at all is null. A new figure registers its own."""
    raise TypeError(figure)


@json_data.register
def _topic_share(figure: TopicShare) -> dict[str, Any]:
    def row(drawn: ShareRow) -> dict[str, Any]:
        percents = {topic.ja: share.percent for topic, share in zip(figure.topics, drawn.shares, strict=True)}
        return {"cases": drawn.cases, "share_percent": percents}

    return {drawn.label.ja: row(drawn) for drawn in (*figure.rows, figure.total)}


@json_data.register
def _yearly_cases(figure: YearlyCases) -> dict[str, Any]:
    return {str(row.year.year): row.cases for row in figure.rows}


def json_text(figure: Figure) -> str:
    return json.dumps(json_data(figure), ensure_ascii=False, indent=1) + "\n"
