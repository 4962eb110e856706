import datetime as dt

import pytest

from mediso.desks.models import Desk
from reports.drawings.files import file_name
from reports.periods import ALL, Period
from reports.scope import Scope

DAY = dt.date(2024, 4, 1)
A, B = Desk(code="mediso"), Desk(code="cariso")


@pytest.mark.parametrize(
    ("scope", "name"),
    [
        (Scope((A,), ALL), "topic_share_mediso_all.csv"),
        (Scope((A, B), ALL), "topic_share_all.csv"),
        (Scope((A,), Period(DAY, DAY)), "topic_share_mediso_2024-04-01_2024-04-01.csv"),
        (Scope((A, B), Period(first=DAY)), "topic_share_2024-04-01_last.csv"),
        (Scope((A, B), Period(last=DAY)), "topic_share_first_2024-04-01.csv"),
    ],
    ids=["one desk", "all desks", "both ends", "from", "until"],
)
def test_the_name_says_desk_and_period(scope: Scope, name: str) -> None:
    assert file_name("topic_share", scope, "csv") == name
