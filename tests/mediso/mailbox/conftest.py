import os
from collections.abc import Iterator

import pytest
from pytest_django import Settings

from tests.support.mail_servers import PASSWORD, MailServers, mail_servers


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


@pytest.fixture(autouse=True)
def _own_folder(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> None:
    """What one test keeps is no other's."""
    folder = tmp_path_factory.mktemp("kept")
    kept = settings.STORAGES["attachments"] | {"OPTIONS": {"location": os.fspath(folder)}}
    settings.STORAGES = settings.STORAGES | {"attachments": kept}
