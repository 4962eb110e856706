"""The desk and the people of the suite, made by plain functions: for fixtures of one test and for a whole scene."""

from typing import Any

from accounts.models import Organisation, User
from cases.enums import State
from cases.models import Case
from mediso.desks.models import Desk, ProductType, Topic
from supporters.models import Supporter
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory
from tests.factories.cases import CaseFactory
from tests.factories.desks import DeskFactory, ProductTypeFactory, TopicFactory
from tests.factories.supporters import SupporterFactory


def main_desk() -> Desk:
    return DeskFactory.create(code="main", number_prefix="M", name_ja="医療の窓口", name_en="Medical desk")


def care_desk() -> Desk:
    return DeskFactory.create(code="other", number_prefix="C", name_ja="介護の窓口", name_en="Care desk")


def medical_device(desk: Desk) -> ProductType:
    return ProductTypeFactory.create(desk=desk, name_ja="医療機器", name_en="Medical device")


def regulation(desk: Desk) -> Topic:
    return TopicFactory.create(desk=desk, name_ja="法規制対応", name_en="Regulation")


def young_firm() -> Organisation:
    return OrganisationFactory.create(name="株式会社若竹")


def founder_of(organisation: Organisation) -> User:
    return _member_of(organisation, name="青山 みどり", email="founder@example.jp")


def colleague_at(organisation: Organisation) -> User:
    """Another founder of the same organisation: sees their own cases only."""
    return _member_of(organisation, name="同僚 一", email="colleague@example.jp")


def founder_elsewhere() -> User:
    another = OrganisationFactory.create(name="株式会社別会社")
    return _member_of(another, name="白川 健", email="other-founder@example.jp")


def part_time(desk: Desk, topic: Topic, product_type: ProductType) -> User:
    """In term, free, without interests; knows the topic best of the part-time ones."""
    return appointed(desk, "野村 進", "supporter@example.jp", knows={topic: 4}, handles=[product_type])


def other_part_time(desk: Desk, topic: Topic, product_type: ProductType) -> User:
    return appointed(desk, "原田 緑", "other-supporter@example.jp", knows={topic: 3}, handles=[product_type])


def full_time(desk: Desk, topic: Topic, product_type: ProductType) -> User:
    return appointed(desk, "常盤 勤", "full-time@example.jp", full_time=True, knows={topic: 5}, handles=[product_type])


def staff_of(desk: Desk) -> User:
    return UserFactory.create(staff_of=desk, name="事務局 一郎", email="staff@example.jp")


def staff_next_door(desk: Desk) -> User:
    return UserFactory.create(staff_of=desk, name="隣席 花", email="other-staff@example.jp")


def manager_of(desk: Desk) -> User:
    return UserFactory.create(manager_of=desk, name="責任 花子", email="manager@example.jp")


def administrator() -> User:
    return UserFactory.create(administrator=True, name="管理 太郎", email="administrator@example.jp")


def appointed(desk: Desk, name: str, email: str, **traits: Any) -> User:
    """A supporter of the roster who signs in."""
    user = UserFactory.create(name=name, email=email)
    row: Supporter = SupporterFactory.create(desk=desk, name=name, user=user, **traits)
    assert row.user is not None
    return row.user


def case_about(topic: Topic, product_type: ProductType, state: State, /, **changes: Any) -> Case:
    """At the desk of the topic, of the organisation and by the founder that `changes` names."""
    usual = {"desk": topic.desk, "product_type": product_type, "topics": [topic], "state": state}
    return CaseFactory.create(**(usual | changes))


def _member_of(organisation: Organisation, **names: str) -> User:
    user = UserFactory.create(founder=True, **names)
    MembershipFactory.create(user=user, organisation=organisation)
    return user
