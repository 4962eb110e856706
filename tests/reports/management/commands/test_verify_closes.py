import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from reports.services.closing import revise
from tests.reports.builders import SmallDesk, small_desk, undone
from tests.reports.closes import a_quarter, change, closed, manager_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> SmallDesk:
    made = small_desk(name_ja="小さな窓口")
    cases = a_quarter(made)
    june = closed(made)[2]
    change(cases[1], channel="phone")
    revise(close_id=june.pk, actor=manager_of(made), reason="訂正")
    return made


def verified() -> str:
    out = io.StringIO()
    call_command("verify_closes", stdout=out)
    return out.getvalue()


TAMPERING = (
    (
        "UPDATE reports_closedcase SET channel = 'mail' WHERE received_on = '2024-04-30'",
        "2024年4月、第1版：数値、案件または見出しが、封をしたときのものではありません。",
    ),
    (
        "UPDATE reports_monthlyclose SET figures = jsonb_set(figures, '{cases_by_month,cases}', '9')"
        " WHERE month = '2024-05-01'",
        "2024年5月、第1版：数値、案件または見出しが、封をしたときのものではありません。",
    ),
    (
        "DELETE FROM reports_monthlyclose WHERE month = '2024-05-01'",
        "2024年6月、第1版：直前の締めが変えられたか、なくなっています。",
    ),
    (
        "UPDATE reports_monthlyclose SET is_current = false WHERE month = '2024-06-01'",
        "2024年6月、第2版：最新の版なのに、有効な版になっていません。",
    ),
)


def test_tampering_is_noticed(desk: SmallDesk) -> None:
    """By somebody who may set triggers aside: a row, a figure, a whole close, the current edition."""
    assert verified() == "月次締め 4 件は、封をしたときのままです。\n"
    for statement, problem in TAMPERING:
        with undone():
            past_triggers(statement)
            with pytest.raises(CommandError) as refused:
                verified()
        assert str(refused.value) == f"小さな窓口、{problem}"


def past_triggers(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(statement)
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")
