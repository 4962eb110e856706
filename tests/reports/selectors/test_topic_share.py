import datetime as dt

import pytest
from pytest_django import DjangoAssertNumQueries

from cases.enums import State
from cases.models import Case
from reports.figures.figure import Cell, Figure
from reports.figures.labels import Label
from reports.periods import Period
from reports.registry import FIGURES
from reports.scope import Scope
from tests.factories.cases import CaseFactory
from tests.factories.desks import ProductTypeFactory, TopicFactory
from tests.reports.builders import SmallDesk, small_desk

pytestmark = pytest.mark.django_db

JUNE = Period(dt.date(2024, 6, 1), dt.date(2024, 6, 30))

# name → (cases, {topic: cases with it})
Drawn = dict[str, tuple[int, dict[str, int]]]


def topic_share(scope: Scope) -> Figure:
    return FIGURES["topic_share"].select(scope)


def drawn(figure: Figure) -> Drawn:
    topics = [column.label.ja for column in figure.columns[1:]]
    return {
        row.label.ja: (number(row.cells[0]), dict(zip(topics, map(number, row.cells[1:]), strict=True)))
        for row in figure.all_rows
    }


def number(cell: Cell) -> int:
    assert isinstance(cell.value, int)
    return cell.value


def percents(figure: Figure) -> list[list[int | None]]:
    return [[cell.percent for cell in row.cells[1:]] for row in figure.all_rows]


def test_a_month_worked_out_on_paper() -> None:
    at = small_desk()
    for product_type, topics in [("薬", "甲"), ("薬", "甲乙"), ("薬", "乙"), ("機", "甲乙丙"), ("機", "丙")]:
        at.case(product_type, topics)
    figure = topic_share(at.scope(JUNE))
    assert drawn(figure) == {
        "薬": (3, {"甲": 2, "乙": 2, "丙": 0}),
        "機": (2, {"甲": 1, "乙": 1, "丙": 2}),
        "合計": (5, {"甲": 3, "乙": 3, "丙": 2}),
    }
    assert percents(figure) == [[67, 67, 0], [50, 50, 100], [60, 60, 40]]
    assert figure.all_rows[-1].cells[1] == Cell(3, of=5, where=(("topic", "甲"),))
    assert figure.rows[0].cells[1] == Cell(2, of=3, where=(("product_type", "薬"), ("topic", "甲")))
    assert figure.cases == 5
    assert figure.scope == at.scope(JUNE)


def test_several_topics_pass_100_percent() -> None:
    at = small_desk()
    at.case("薬", "甲乙丙")
    assert percents(topic_share(at.scope()))[0] == [100, 100, 100]


def test_cases_not_yet_classified_have_a_row_of_their_own_and_count_in_the_total() -> None:
    """The asker knew neither product type nor topics, or only one of the two."""
    at = small_desk()
    at.case("薬", "甲")
    known = CaseFactory.create(
        desk=at.desk, product_type=at.product_types["薬"], topic_set=None, received_on=JUNE.first
    )
    CaseFactory.create(desk=at.desk, product_type=None, topic_set=known.topic_set, received_on=JUNE.first)
    assert drawn(topic_share(at.scope(JUNE))) == {
        "薬": (2, {"甲": 1, "乙": 0, "丙": 0}),
        "機": (0, {"甲": 0, "乙": 0, "丙": 0}),
        "未分類": (1, {"甲": 0, "乙": 0, "丙": 0}),
        "合計": (3, {"甲": 1, "乙": 0, "丙": 0}),
    }


def test_both_ends_of_the_period_count() -> None:
    at = small_desk()
    for day in ("2024-05-31", "2024-06-01", "2024-06-30", "2024-07-01"):
        at.case("薬", "甲", dt.date.fromisoformat(day))
    assert topic_share(at.scope(JUNE)).cases == 2
    assert topic_share(at.scope(Period(first=JUNE.first))).cases == 3
    assert topic_share(at.scope(Period(last=JUNE.last))).cases == 3
    assert topic_share(at.scope()).cases == 4


def test_every_state_counts_but_what_was_withdrawn_before_triage_does_not() -> None:
    at = small_desk()
    for state in State:
        CaseFactory.create(
            state=state,
            desk=at.desk,
            product_type=at.product_types["薬"],
            topics=[at.topics["甲"]],
            received_on=JUNE.first,
        )
    assert topic_share(at.scope(JUNE)).cases == len(State)
    Case.objects.filter(state=State.WITHDRAWN).update(withdrawn_untriaged=True)
    assert topic_share(at.scope(JUNE)).cases == len(State) - 1


def test_an_empty_period_has_rows_without_shares() -> None:
    at = small_desk()
    figure = topic_share(at.scope(JUNE))
    nothing = {"甲": 0, "乙": 0, "丙": 0}
    assert drawn(figure) == {"薬": (0, nothing), "機": (0, nothing), "合計": (0, nothing)}
    assert percents(figure) == [[None] * 3] * 3


def test_rows_stand_in_the_desks_order() -> None:
    at = small_desk()
    TopicFactory.create(desk=at.desk, name_ja="先", position=0)
    ProductTypeFactory.create(desk=at.desk, name_ja="初", position=0)
    for row in (*at.product_types.values(), *at.topics.values()):
        row.position += 1
        row.save()
    figure = topic_share(at.scope())
    assert [row.label.ja for row in figure.rows] == ["初", "薬", "機"]
    assert [column.label.ja for column in figure.columns[1:]] == ["先", "甲", "乙", "丙"]


def retire(at: SmallDesk, day: dt.date) -> None:
    for row in (at.product_types["機"], at.topics["丙"]):
        row.retired_on = day
        row.save()


def test_retired_rows_show_only_with_cases_in_the_period() -> None:
    at = small_desk()
    at.case("機", "丙", dt.date(2024, 5, 31))
    at.case("薬", "甲")
    retire(at, dt.date(2024, 6, 1))
    assert list(drawn(topic_share(at.scope(JUNE)))) == ["薬", "合計"]
    assert drawn(topic_share(at.scope(JUNE)))["薬"] == (1, {"甲": 1, "乙": 0})
    assert drawn(topic_share(at.scope()))["機"] == (1, {"甲": 0, "乙": 0, "丙": 1})


def test_a_row_retired_after_the_period_still_stands_in_it() -> None:
    at = small_desk()
    retire(at, dt.date(2024, 7, 1))
    assert list(drawn(topic_share(at.scope(JUNE)))) == ["薬", "機", "合計"]
    retire(at, dt.date(2024, 6, 30))
    assert list(drawn(topic_share(at.scope(JUNE)))) == ["薬", "合計"]


def test_other_desks_do_not_count() -> None:
    at, other = small_desk(), small_desk()
    at.case("薬", "甲")
    other.case("薬", "甲")
    assert topic_share(at.scope()).cases == 1


def test_rows_of_one_name_at_several_desks_are_one() -> None:
    first = small_desk(["薬", "機"], "甲乙", code="a")
    second = small_desk(["薬", "介護"], "甲丁", code="b")
    first.case("薬", "甲")
    second.case("薬", "甲丁")
    second.case("介護", "丁")
    figure = topic_share(Scope((first.desk, second.desk)))
    assert drawn(figure) == {
        "薬": (2, {"甲": 2, "乙": 0, "丁": 1}),
        "機": (0, {"甲": 0, "乙": 0, "丁": 0}),
        "介護": (1, {"甲": 0, "乙": 0, "丁": 1}),
        "合計": (3, {"甲": 2, "乙": 0, "丁": 2}),
    }
    assert figure.columns[1].label == Label("甲", "topic 甲")


def test_no_desk_is_no_case() -> None:
    small_desk().case("薬", "甲")
    assert drawn(topic_share(Scope(()))) == {"合計": (0, {})}


@pytest.mark.parametrize("size", [1, 3], ids=str)
def test_five_queries_however_many_rows(size: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    at = small_desk(["薬", "機", "他"][:size], "甲乙丙"[:size])
    for product_type in at.product_types:
        for topic in at.topics:
            at.case(product_type, topic)
    with django_assert_num_queries(5):
        assert topic_share(at.scope()).cases == size * size
