"""The desk and the people of the suite. Each person signs in; all belong to `desk` unless their name says otherwise."""

from collections.abc import Callable, Iterator
from typing import Any, Protocol

import pytest
from django.test import Client
from django.utils import translation

from accounts.models import Organisation, User
from cases.enums import State
from cases.models import Case
from mediso.desks.models import Desk, ProductType, Topic
from supporters.models import Supporter
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory
from tests.factories.cases import CaseFactory
from tests.factories.desks import DeskFactory, ProductTypeFactory, TopicFactory
from tests.factories.supporters import SupporterFactory


@pytest.fixture(autouse=True)
def default_language() -> Iterator[None]:
    """A request leaves its reader's language active: the next test must not inherit it."""
    yield
    translation.deactivate()


@pytest.fixture
def desk(db: None) -> Desk:
    return DeskFactory.create(code="main", number_prefix="M", name_ja="医療の窓口", name_en="Medical desk")


@pytest.fixture
def other_desk(db: None) -> Desk:
    return DeskFactory.create(code="other", number_prefix="C", name_ja="介護の窓口", name_en="Care desk")


@pytest.fixture
def product_type(desk: Desk) -> ProductType:
    return ProductTypeFactory.create(desk=desk, name_ja="医療機器", name_en="Medical device")


@pytest.fixture
def topic(desk: Desk) -> Topic:
    """The topic asked about, which every supporter of the suite knows."""
    return TopicFactory.create(desk=desk, name_ja="法規制対応", name_en="Regulation")


@pytest.fixture
def other_topic(desk: Desk) -> Topic:
    return TopicFactory.create(desk=desk, name_ja="知財戦略", name_en="Intellectual property")


@pytest.fixture
def organisation(db: None) -> Organisation:
    return OrganisationFactory.create(name="株式会社若竹")


@pytest.fixture
def founder(organisation: Organisation) -> User:
    user = UserFactory.create(founder=True, name="青山 みどり", email="founder@example.jp")
    MembershipFactory.create(user=user, organisation=organisation)
    return user


@pytest.fixture
def other_founder(db: None) -> User:
    user = UserFactory.create(founder=True, name="白川 健", email="other-founder@example.jp")
    MembershipFactory.create(user=user, organisation=OrganisationFactory.create(name="株式会社別会社"))
    return user


@pytest.fixture
def supporter(desk: Desk, topic: Topic, product_type: ProductType) -> User:
    """Part-time, in term, free, without interests; knows the topic best of the part-time ones."""
    return _appointed(desk, "野村 進", "supporter@example.jp", knows={topic: 4}, handles=[product_type])


@pytest.fixture
def other_supporter(desk: Desk, topic: Topic, product_type: ProductType) -> User:
    return _appointed(desk, "原田 緑", "other-supporter@example.jp", knows={topic: 3}, handles=[product_type])


@pytest.fixture
def full_time(desk: Desk, topic: Topic, product_type: ProductType) -> User:
    return _appointed(desk, "常盤 勤", "full-time@example.jp", full_time=True, knows={topic: 5}, handles=[product_type])


@pytest.fixture
def staff(desk: Desk) -> User:
    return UserFactory.create(staff_of=desk, name="事務局 一郎", email="staff@example.jp")


@pytest.fixture
def other_staff(other_desk: Desk) -> User:
    """Staff of the other desk."""
    return UserFactory.create(staff_of=other_desk, name="隣席 花", email="other-staff@example.jp")


@pytest.fixture
def manager(desk: Desk) -> User:
    return UserFactory.create(manager_of=desk, name="責任 花子", email="manager@example.jp")


@pytest.fixture
def administrator(db: None) -> User:
    return UserFactory.create(administrator=True, name="管理 太郎", email="administrator@example.jp")


class MakeCase(Protocol):
    def __call__(self, state: State = ..., **changes: Any) -> Case: ...


@pytest.fixture
def make_case(
    desk: Desk, organisation: Organisation, product_type: ProductType, topic: Topic, founder: User
) -> MakeCase:
    """A case of `founder`'s organisation at `desk` about `topic`; anything else by `CaseFactory`'s names."""

    def make(state: State = State.SUBMITTED, **changes: Any) -> Case:
        asked = {
            "desk": desk,
            "organisation": organisation,
            "product_type": product_type,
            "topics": [topic],
            "asked_by": founder,
        }
        return CaseFactory.create(**(asked | {"state": state} | changes))

    return make


@pytest.fixture
def sign_in() -> Callable[..., Client]:
    """A browser in which this person has signed in, reading English unless told otherwise."""

    def client_of(user: User, language: str = "en") -> Client:
        client = Client(headers={"Accept-Language": language})
        client.force_login(user)
        return client

    return client_of


@pytest.fixture
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def _appointed(desk: Desk, name: str, email: str, **traits: Any) -> User:
    user = UserFactory.create(name=name, email=email)
    row: Supporter = SupporterFactory.create(desk=desk, name=name, user=user, **traits)
    assert row.user is not None
    return row.user
