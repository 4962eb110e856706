"""Small desks whose figures can be worked out on paper."""

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import transaction

from accounts.models import Organisation, User
from cases.models import Case
from mediso.desks.models import Desk, ProductType, Topic
from reports.periods import ALL, Period
from reports.scope import Scope
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.cases import CaseFactory
from tests.factories.desks import DeskFactory, ProductTypeFactory, TopicFactory


@dataclass
class SmallDesk:
    """Its product types and topics by Japanese name, in the desk's order; one founder asks everything."""

    desk: Desk
    product_types: dict[str, ProductType]
    topics: dict[str, Topic]
    founder: User = field(default_factory=lambda: UserFactory.create(founder=True))
    organisation: Organisation = field(default_factory=OrganisationFactory.create)

    def case(self, product_type: str, topics: str, on: dt.date = dt.date(2024, 6, 1)) -> Case:
        """`topics` names one topic a letter."""
        return CaseFactory.create(
            desk=self.desk,
            product_type=self.product_types[product_type],
            topics=[self.topics[name] for name in topics],
            received_on=on,
            asked_by=self.founder,
            organisation=self.organisation,
        )

    def scope(self, period: Period = ALL) -> Scope:
        return Scope((self.desk,), period)


def small_desk(product_types: Sequence[str] = ("薬", "機"), topics: str = "甲乙丙", **desk: str) -> SmallDesk:
    row = DeskFactory.create(**desk)
    return SmallDesk(
        row,
        {name: ProductTypeFactory.create(desk=row, name_ja=name, name_en=f"type {name}") for name in product_types},
        {name: TopicFactory.create(desk=row, name_ja=name, name_en=f"topic {name}") for name in topics},
    )


@contextmanager
def undone() -> Iterator[None]:
    """Rows made inside are gone afterwards: each example of a property starts from the same database."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
