import pytest

from mediso.desks.models import Desk, ProductType
from tests.support.rounds import Crowd, a_crowd


@pytest.fixture
def crowd(desk: Desk, product_type: ProductType) -> Crowd:
    made = a_crowd(desk, product_type)
    desk.refresh_from_db()
    return made
