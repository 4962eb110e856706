"""A mail server that writes down what it takes before it says so, and that is as unreliable as the worst one."""

import asyncio
import json
import os
import random
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any, cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.support.mail_servers import HOST, free_port

# What it does with a message, and how often in a hundred.
WHIMS = {"take": 80, "delay": 8, "put off": 8, "cut before taking": 2, "cut after taking": 2}
CUTS = ("cut before taking", "cut after taking")
LONGEST_DELAY = 1.0  # seconds


@dataclass(frozen=True, slots=True)
class Taken:
    message_id: str
    to: str
    subject: str


@dataclass
class Sink:
    """Every message taken is a line of `path`, on the disk before the answer goes out."""

    path: Path
    rng: random.Random
    port: int = field(default_factory=free_port)
    whims: Counter[str] = field(default_factory=Counter)

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's
        whim = self.rng.choices(list(WHIMS), list(WHIMS.values()))[0]
        self.whims[whim] += 1
        if whim == "put off":
            return "451 come again later"
        if whim == "delay":
            await asyncio.sleep(self.rng.uniform(0, LONGEST_DELAY))
        if whim != "cut before taking":
            self._write_down(envelope)
        if whim in CUTS:
            cast("asyncio.Transport", server.transport).abort()
        return "250 taken"

    def taken(self) -> list[Taken]:
        if not self.path.exists():
            return []
        return [Taken(**json.loads(line)) for line in self.path.read_text(encoding="utf-8").splitlines()]

    @property
    def cuts(self) -> int:
        """How often the desk was left without an answer."""
        return sum(self.whims[whim] for whim in CUTS)

    def _write_down(self, envelope: Envelope) -> None:
        message: Any = message_from_bytes(cast("bytes", envelope.content), EmailMessage, policy=policy.default)
        with self.path.open("a", encoding="utf-8") as file:
            for to in envelope.rcpt_tos:
                row = {"message_id": message["Message-ID"], "to": to, "subject": message["Subject"]}
                file.write(json.dumps(row) + "\n")
            file.flush()
            os.fsync(file.fileno())


@contextmanager
def sink(path: Path, seed: int) -> Iterator[Sink]:
    """A sink that listens for the time of the block."""
    mails = Sink(path, random.Random(f"sink {seed}"))
    controller = Controller(mails, hostname=HOST, port=mails.port)
    controller.start()
    try:
        yield mails
    finally:
        controller.stop()
