"""The roster."""

# factory_boy's declarations carry no types.
# mypy: allow-untyped-calls, allow-untyped-decorators

import datetime as dt
from typing import Any

from django.utils import timezone
from factory.declarations import (
    LazyAttribute,
    LazyAttributeSequence,
    LazyFunction,
    SelfAttribute,
    Sequence,
    SubFactory,
    Trait,
)
from factory.django import DjangoModelFactory
from factory.helpers import post_generation

from accounts.enums import Role
from accounts.names import normalise_organisation_name
from mediso.common.fiscal import FiscalYear
from supporters.enums import Employment, InterestKind, Language, UndertakingKind
from supporters.models import Expertise, Interest, Supporter, Undertaking
from tests.factories.accounts import UserFactory, grant
from tests.factories.desks import DeskFactory, TopicFactory


class SupporterFactory(DjangoModelFactory[Supporter]):
    """A part-time supporter in term, without a sign-in.

    `full_time=True` and `signs_in=True` are traits; `knows={topic: level}` and `handles=[product_type]` add rows.
    A `user` given or made is granted the role at the desk.
    """

    class Meta:
        model = Supporter
        skip_postgeneration_save = True

    class Params:
        full_time = Trait(employment=Employment.FULL_TIME, max_open_cases=20, hours_per_month=140)
        signs_in = Trait(user=SubFactory(UserFactory))

    desk = SubFactory(DeskFactory)
    user = None
    name = Sequence(lambda n: f"支援 {n}")
    employment = Employment.PART_TIME
    languages = LazyFunction(lambda: [Language.JAPANESE])
    max_open_cases = 3
    hours_per_month = 10
    term_start = dt.date(2018, 2, 1)
    term_end = None

    @post_generation
    def role(self: Supporter, _create: bool, _extracted: Any, **_kwargs: Any) -> None:
        if self.user is not None:
            grant(self.user, Role.SUPPORTER, self.desk)

    @post_generation
    def signed(self: Supporter, _create: bool, signed: Any, **_kwargs: Any) -> None:
        """Both undertakings for this fiscal year and those beside it; `signed=False` for none."""
        if signed is False:
            return
        this_year = FiscalYear.of(timezone.localdate()).year
        Undertaking.objects.bulk_create(
            Undertaking(supporter=self, kind=kind, fiscal_year=year, text="誓約します。", signed_by=self.user)
            for kind in UndertakingKind
            for year in range(this_year - 1, this_year + 2)
        )

    @post_generation
    def knows(self: Supporter, _create: bool, levels: Any, **_kwargs: Any) -> None:
        for topic, level in (levels or {}).items():
            Expertise.objects.create(supporter=self, topic=topic, level=level)

    @post_generation
    def handles(self: Supporter, _create: bool, product_types: Any, **_kwargs: Any) -> None:
        self.product_types.add(*(product_types or ()))


class ExpertiseFactory(DjangoModelFactory[Expertise]):
    class Meta:
        model = Expertise

    supporter = SubFactory(SupporterFactory)
    topic = SubFactory(TopicFactory, desk=SelfAttribute("..supporter.desk"))
    level = 3


class InterestFactory(DjangoModelFactory[Interest]):
    """A tie by name; give `organisation` for a tie to a row, whose name is then used."""

    class Meta:
        model = Interest

    supporter = SubFactory(SupporterFactory)
    organisation = None
    organisation_name = LazyAttributeSequence(
        lambda interest, n: interest.organisation.name if interest.organisation else f"株式会社利害{n}"
    )
    normalised_name = LazyAttribute(lambda interest: normalise_organisation_name(interest.organisation_name))
    kind = InterestKind.EMPLOYER
    valid_from = dt.date(2018, 2, 1)
