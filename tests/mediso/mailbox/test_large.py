"""Mails that are large, deep or many-parted take bounded memory and time."""

import base64
import os
import time
import tracemalloc

import pytest

from mediso.mailbox.letters import parse
from mediso.mailbox.mime import MOST_PARTS

MEGABYTE = 1024 * 1024


def with_files(count: int, size: int) -> bytes:
    one = base64.encodebytes(os.urandom(size)).replace(b"\n", b"\r\n")
    head = b"--b\r\nContent-Type: application/pdf; name=x.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    return b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + (head + one) * count + b"--b--\r\n"


def test_500_attachments_are_read_one_at_a_time() -> None:
    mail = with_files(500, 40_000)
    assert len(mail) > 25 * MEGABYTE
    tracemalloc.start()
    letter = parse(mail)
    sizes = [len(part.content) for part in letter.parts]
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert sizes == [40_000] * 500
    assert peak < 3 * MEGABYTE


def nested(depth: int) -> bytes:
    return b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (place, place) for place in range(depth)
    )


HARMFUL = {
    "nested": nested(900) + b"x\r\n" * 300_000,
    "forwarded-in-each-other": b"Content-Type: message/rfc822\r\n\r\n" * 50_000,
    "many-parts": b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n" * 1_000_000,
    "many-headers": b"X: y\r\n" * 1_000_000,
    "one-long-header": b"Subject: " + b"=?utf-8?b?6Z2i?= " * 300_000,
    "one-long-address": b"From: " + b'"a" <' * 300_000,
    "one-long-line": b"\r\n" + b"> " * 2_000_000,
    "many-empty-lines": b"\r\n" + b"\n" * 20_000_000,
    "bounce-of-empty-lines": b"Return-Path: <>\r\n\r\n" + b"\n" * 100_000 + b"x",
    "much-of-no-charset": b"\r\n" + "面談の件。\n".encode("cp932") * 1_000_000,
    "many-quotes": b"\r\n" + b"> x\r\ny\r\n" * 300_000,
    "many-signatures": b"\r\n" + b"-- \r\n" * 500_000,
    "many-headers-of-outlook": b"\r\n" + b"From: a\r\nSent:\r\nTo:\r\n" * 200_000,
    "many-escapes": b"Content-Type: text/plain; charset=iso-2022-jp\r\n\r\n" + b"\x1b$B" * 1_000_000,
    "page-of-tags": b"Content-Type: text/html\r\n\r\n" + b"<div>" * 1_000_000,
    "page-of-cells": b"Content-Type: text/html\r\n\r\n<table>" + b"<tr><td>" * 1_000_000,
    "page-of-quotes": b"Content-Type: text/html\r\n\r\n" + b"<blockquote>" * 1_000_000,
    "page-of-lists": b"Content-Type: text/html\r\n\r\n" + b"<ul><li>" * 200 + b"<li>x" * 500_000,
    "page-that-opens": b"Content-Type: text/html\r\n\r\n" + b"<" * 3_000_000,
    "page-of-comments": b"Content-Type: text/html\r\n\r\n" + b"<!--" * 1_000_000,
}


@pytest.mark.parametrize("name", HARMFUL)
def test_mails_made_to_hurt(name: str) -> None:
    started = time.process_time()
    letter = parse(HARMFUL[name])
    taken = time.process_time() - started
    assert len(letter.text) <= 50_000
    assert taken < 10  # most take less than one; minutes without limits


def test_more_parts_than_anybody_sends_are_said_to_be_cut() -> None:
    letter = parse(with_files(MOST_PARTS + 1, 1))
    assert (len(letter.parts), letter.cut) == (MOST_PARTS, True)
