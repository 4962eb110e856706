"""Taking mails out of the mailbox: from its INBOX into the database, then into the folder `Desk` of the mailbox.

A mail is a committed row before it is moved. Whatever stops us in between leaves it in INBOX, where it is found again
and known by its Message-ID.
"""

import ipaddress
import logging
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import InterfaceError, OperationalError, connection
from imapclient import IMAPClient, SocketTimeout
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError

from mediso.mailbox.services import receive, receive_too_large

logger = logging.getLogger(__name__)

TAKEN_FOLDER = "Desk"
PORTS = {"imaps": 993, "imap": 143}
LOCK = 4_711_002  # of PostgreSQL's advisory locks: one collector at a time
SIZES_AT_ONCE = 500
MOST_AT_ONCE = 2_000  # mails a run: the next one goes on
MOST_HEADERS = 64 * 1024  # bytes that are fetched of a mail that is too large
TIMEOUT = SocketTimeout(connect=10, read=60)  # seconds


@dataclass(frozen=True)
class Mailbox:
    """Where the mailbox is, from `MAILBOX_URL`."""

    host: str
    port: int
    encrypted: bool
    user: str
    folder: str


def mailbox() -> Mailbox:
    """The mailbox of the settings.

    Raises `ImproperlyConfigured` for an address that is none, and for one without encryption to another machine.
    """
    parts = urlsplit(settings.MAILBOX_URL)
    host, user = parts.hostname or "", unquote(parts.username or "")
    if parts.scheme not in PORTS or not host or not user or parts.password:
        msg = "MAILBOX_URL must look like imaps://user@host/INBOX; the password is in MAILBOX_PASSWORD"
        raise ImproperlyConfigured(msg)
    encrypted = parts.scheme == "imaps"
    if not encrypted and not _is_this_machine(host):
        msg = "MAILBOX_URL must be imaps://: mails are confidential"
        raise ImproperlyConfigured(msg)
    folder = unquote(parts.path.strip("/")) or "INBOX"
    return Mailbox(host, parts.port or PORTS[parts.scheme], encrypted, user, folder)


def _is_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def collect() -> int:
    """Take what is in the mailbox; how many mails were taken.

    0 where no mailbox is set or another collector is at work. A server that is away or a connection that breaks is
    logged, and the next run goes on where this one ended. A mail that cannot be kept is logged and stays in INBOX.
    """
    if not settings.MAILBOX_URL:
        return 0
    where = mailbox()
    taken = 0
    with _alone() as alone:
        if not alone:
            return 0
        try:
            with _signed_in(where) as client:
                for uid, size in _waiting(client, where.folder):
                    taken += _take(client, uid, size)
        except (OSError, IMAPClientError) as error:
            logger.warning("The mailbox at %s was left after %s mails: %s", where.host, taken, error)
    return taken


@contextmanager
def _alone() -> Iterator[bool]:
    """Whether nobody else collects, and nobody will before this ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        row = cursor.fetchone()
    alone = bool(row and row[0])
    try:
        yield alone
    finally:
        if alone:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


@contextmanager
def _signed_in(where: Mailbox) -> Iterator[IMAPClient]:
    client = IMAPClient(where.host, port=where.port, ssl=where.encrypted, timeout=TIMEOUT)
    try:
        client.login(where.user, settings.MAILBOX_PASSWORD)
        yield client
    except BaseException:
        client.shutdown()  # no farewell over a connection that may be broken
        raise
    client.logout()


def _waiting(client: IMAPClient, folder: str) -> Iterator[tuple[int, int]]:
    """The UID and size in bytes of each mail in the folder, oldest first."""
    if not client.folder_exists(_taken_folder(client)):
        client.create_folder(_taken_folder(client))
    client.select_folder(folder)
    uids = sorted(client.search("UNDELETED"))[:MOST_AT_ONCE]
    for start in range(0, len(uids), SIZES_AT_ONCE):
        sizes = client.fetch(uids[start : start + SIZES_AT_ONCE], ["RFC822.SIZE"])
        for uid in sorted(sizes):
            yield uid, sizes[uid][b"RFC822.SIZE"]


def _taken_folder(client: IMAPClient) -> str:
    """Its name with what stands before the names of one's own folders on this server, such as `INBOX.`."""
    if not client.has_capability("NAMESPACE"):
        return TAKEN_FOLDER
    personal = client.namespace().personal
    return f"{personal[0][0]}{TAKEN_FOLDER}" if personal else TAKEN_FOLDER


def _take(client: IMAPClient, uid: int, size: int) -> bool:
    """Keep one mail, then move it; whether it was taken."""
    try:
        kept = _keep(client, uid, size)
        if kept:
            _move(client, uid)
    except IMAPClientAbortError:
        raise
    except IMAPClientError as error:
        logger.warning("Mail %s of the mailbox was not taken: %s", uid, error)
        return False
    return kept


def _keep(client: IMAPClient, uid: int, size: int) -> bool:
    too_large = size > settings.MAILBOX_MOST_BYTES
    wanted = f"BODY.PEEK[HEADER]<0.{MOST_HEADERS}>" if too_large else "BODY.PEEK[]"
    answer = client.fetch([uid], [wanted]).get(uid, {})
    data = next((value for key, value in answer.items() if key.startswith(b"BODY[")), None)
    if data is None:  # somebody took it away meanwhile
        return False
    try:
        if too_large:
            receive_too_large(headers=data, size=size)
        else:
            receive(data)
    except (InterfaceError, OperationalError):
        raise
    except Exception as error:  # noqa: BLE001 - whatever is wrong with one, the others are taken
        # Where it happened, and not what the error says: the database's errors repeat what stands in the mail.
        where = "".join(traceback.format_tb(error.__traceback__)[-3:])
        logger.error("Mail %s of the mailbox could not be kept (%s)\n%s", uid, type(error).__name__, where)  # noqa: TRY400
        return False
    return True


def _move(client: IMAPClient, uid: int) -> None:
    folder = _taken_folder(client)
    if client.has_capability("MOVE"):
        client.move([uid], folder)
        return
    client.copy([uid], folder)
    client.delete_messages([uid])
    if client.has_capability("UIDPLUS"):
        client.uid_expunge([uid])
    # Otherwise it stays, marked as deleted: to expunge would take away what others marked too.
