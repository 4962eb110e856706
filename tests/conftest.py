"""The desk and the people of the suite. Each person signs in; all belong to `desk` unless their name says otherwise."""

from collections.abc import Callable, Iterator
from typing import Any, Protocol

import pytest
from django.test import Client
from django.utils import translation
from pytest_django import Settings

from accounts.models import Organisation, User
from cases.enums import State
from cases.models import Case
from mediso.desks.models import Desk, ProductType, Topic
from tests.factories.desks import TopicFactory
from tests.support import cast
from tests.support.mail_servers import PASSWORD, MailServers, mail_servers


@pytest.fixture(autouse=True)
def default_language() -> Iterator[None]:
    """A request leaves its reader's language active: the next test must not inherit it."""
    yield
    translation.deactivate()


@pytest.fixture
def desk(db: None) -> Desk:
    return cast.main_desk()


@pytest.fixture
def other_desk(db: None) -> Desk:
    return cast.care_desk()


@pytest.fixture
def product_type(desk: Desk) -> ProductType:
    return cast.medical_device(desk)


@pytest.fixture
def topic(desk: Desk) -> Topic:
    """The topic asked about, which every supporter of the suite knows."""
    return cast.regulation(desk)


@pytest.fixture
def other_topic(desk: Desk) -> Topic:
    return TopicFactory.create(desk=desk, name_ja="知財戦略", name_en="Intellectual property")


@pytest.fixture
def organisation(db: None) -> Organisation:
    return cast.young_firm()


@pytest.fixture
def founder(organisation: Organisation) -> User:
    return cast.founder_of(organisation)


@pytest.fixture
def other_founder(db: None) -> User:
    return cast.founder_elsewhere()


@pytest.fixture
def supporter(desk: Desk, topic: Topic, product_type: ProductType) -> User:
    """Part-time, in term, free, without interests; knows the topic best of the part-time ones."""
    return cast.part_time(desk, topic, product_type)


@pytest.fixture
def other_supporter(desk: Desk, topic: Topic, product_type: ProductType) -> User:
    return cast.other_part_time(desk, topic, product_type)


@pytest.fixture
def full_time(desk: Desk, topic: Topic, product_type: ProductType) -> User:
    return cast.full_time(desk, topic, product_type)


@pytest.fixture
def staff(desk: Desk) -> User:
    return cast.staff_of(desk)


@pytest.fixture
def other_staff(other_desk: Desk) -> User:
    """Staff of the other desk."""
    return cast.staff_next_door(other_desk)


@pytest.fixture
def manager(desk: Desk) -> User:
    return cast.manager_of(desk)


@pytest.fixture
def administrator(db: None) -> User:
    return cast.administrator()


class MakeCase(Protocol):
    def __call__(self, state: State = ..., **changes: Any) -> Case: ...


@pytest.fixture
def make_case(
    desk: Desk, organisation: Organisation, product_type: ProductType, topic: Topic, founder: User
) -> MakeCase:
    """A case of `founder`'s organisation at `desk` about `topic`; anything else by `CaseFactory`'s names."""

    def make(state: State = State.SUBMITTED, **changes: Any) -> Case:
        asked = {"desk": desk, "organisation": organisation, "asked_by": founder}
        return cast.case_about(topic, product_type, state, **(asked | changes))

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


@pytest.fixture(scope="session")
def _servers() -> Iterator[MailServers]:
    with mail_servers() as servers:
        yield servers


@pytest.fixture
def servers(_servers: MailServers, settings: Settings) -> MailServers:
    """An empty mailbox, which the desk reads and to which mails are really sent."""
    _servers.empty()
    settings.MAILBOX_ADDRESS = "desk@example.jp"
    settings.MAILBOX_URL = _servers.url
    settings.MAILBOX_PASSWORD = PASSWORD
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", _servers.smtp_port
    return _servers
