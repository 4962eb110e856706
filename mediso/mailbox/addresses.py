"""Addresses by which an answer finds its case, and Message-IDs of our own mails.

A reply address holds the number of the case and a token that only we can make, so that a number guessed leads nowhere.
"""

import base64
import re
from email.utils import parseaddr

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

SALT = "mediso.mailbox.addresses"
TOKEN_LENGTH = 16  # of base32: 80 bits
MOST_ID = 2**63  # the ids of rows lie below it
REPLY = re.compile(r"(?P<number>[A-Za-z0-9]{0,5}[0-9]{4}-[0-9]{1,10})\.(?P<token>[a-z2-7]{16})", re.IGNORECASE)
OUTBOX = re.compile(r"outbox\.([1-9][0-9]{0,18})@(.+)")


def reply_address(number: str) -> str:
    """The address to which answers about the case with this number come, "" where the desk reads no mailbox."""
    local, at, domain = settings.MAILBOX_ADDRESS.rpartition("@")
    return f"{local}+{number}.{_token(number, settings.SECRET_KEY)}@{domain}" if at else ""


def number_of(address: str) -> str | None:
    """The number of the case in a reply address of ours; None for any other and for a token that is wrong.

    A token made with a key of `SECRET_KEY_FALLBACKS` counts. A mail server on the way may have written the address in
    small letters: the number is then given in capitals.
    """
    local, _at, domain = address.rpartition("@")
    own_local, _at, own_domain = settings.MAILBOX_ADDRESS.rpartition("@")
    if not own_local or domain.lower() != own_domain.lower():
        return None
    start = f"{own_local}+"
    found = REPLY.fullmatch(local[len(start) :]) if local.lower().startswith(start.lower()) else None
    if found is None:
        return None
    token = found["token"].lower()
    for number in dict.fromkeys((found["number"], found["number"].upper())):
        for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
            if constant_time_compare(token, _token(number, key)):
                return number
    return None


def outbox_id_of(message_id: str) -> int | None:
    """The id of the row of the outbox whose mail has this Message-ID (without brackets), None for others' mails.

    It is a running number and no secret: with it alone nobody has shown that they received the mail.
    """
    found = OUTBOX.fullmatch(message_id)
    if found is None or found[2].lower() != _domain(settings.DEFAULT_FROM_EMAIL):
        return None
    number = int(found[1])
    return number if number < MOST_ID else None


def own_addresses() -> set[str]:
    """The addresses from which the desk itself writes, lower-case."""
    return {
        address.lower()
        for _name, address in map(parseaddr, (settings.DEFAULT_FROM_EMAIL, settings.MAILBOX_ADDRESS))
        if address
    }


def _domain(address: str) -> str:
    return address.rpartition("@")[2].rstrip(">").lower()


def _token(number: str, key: str | bytes) -> str:
    made = salted_hmac(SALT, number, secret=key, algorithm="sha256").digest()
    return base64.b32encode(made).decode()[:TOKEN_LENGTH].lower()
