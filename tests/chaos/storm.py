"""Several people at work at once while processes die under them: what they tried, and what was acknowledged."""

import random
import threading
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http import HTTPStatus

import psycopg

from mediso.embedded.addresses import database_url
from tests.chaos.client import LOGIN, Answer, Broken, Browser, Fields
from tests.chaos.people import Cast
from tests.chaos.steps import STEPS, Doing, Look, Step

PATIENCE = 60.0  # seconds in which one form must be answered at last
PAUSE = 0.2  # seconds before the same form is sent again
SEE = """
    SELECT state, number, version, classified_at IS NOT NULL, responsible_id
    FROM cases_case WHERE consultation_id = %s
"""


@dataclass(frozen=True, slots=True)
class Try:
    """One form, sent once or, while no answer came, again. `status` is that of the answer."""

    step: str
    draft: int
    marker: str
    status: int
    times: int

    @property
    def acknowledged(self) -> bool:
        return self.status in {HTTPStatus.OK, HTTPStatus.FOUND}


@dataclass
class Storm:
    """`wanted` acknowledged steps by `hands` people at once."""

    cast: Cast
    browsers: Mapping[int, Browser]
    seed: int
    wanted: int
    hands: int
    tries: list[Try] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def acknowledged(self) -> int:
        return sum(one.acknowledged for one in self.tries)

    @property
    def retried(self) -> int:
        return sum(one.times - 1 for one in self.tries)

    def rage(self) -> None:
        """Return when all is acknowledged that was wanted."""
        with ThreadPoolExecutor(self.hands) as pool:
            for done in [pool.submit(self._work, hand) for hand in range(self.hands)]:
                done.result()

    def _work(self, hand: int) -> None:
        rng = random.Random(f"hand {hand} {self.seed}")
        browsers = {pk: browser.another() for pk, browser in self.browsers.items()}
        count = 0
        while self.acknowledged < self.wanted:
            count += 1
            look = self._look(rng.choice(list(self.cast.drafts)))
            step = rng.choice([step for step in STEPS.values() if step.is_possible(look)])
            actor = rng.choice(step.actors(look, self.cast))
            doing = Doing(look, self.cast, actor, f"marker-{self.seed}-{hand}-{count}-end", rng)
            answer, times = _send(browsers[actor], step, doing)
            with self._lock:
                self.tries.append(Try(step.name, look.draft, doing.marker, answer.status, times))

    def _look(self, draft: int) -> Look:
        rows = asked(SEE, draft)
        return Look(draft, *rows[0]) if rows else Look(draft)


def _send(browser: Browser, step: Step, doing: Doing) -> tuple[Answer, int]:
    """The same form until there is an answer; how often it was sent."""
    path = step.path.format(number=doing.look.number, draft=doing.look.draft)
    fields: Fields | None = None
    deadline, times = time.monotonic() + PATIENCE, 0
    while True:
        try:
            if fields is None:
                fields = {**(browser.hidden(path) if step.hidden else {}), **step.fields(doing)}
            times += 1
            answer = browser.post(path, fields)
        except Broken:
            assert time.monotonic() < deadline, f"{step.name}: no answer in {PATIENCE} s"
            time.sleep(PAUSE)
            continue
        assert not answer.location.startswith(LOGIN), f"{step.name}: signed out"
        return answer, times


def asked(question: str, *values: object) -> Sequence[tuple]:
    """The rows of the desk's own database, asked again while it is away."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            with psycopg.connect(database_url()) as connection:
                return connection.execute(question.encode(), values).fetchall()
        except psycopg.OperationalError:
            assert time.monotonic() < deadline
            time.sleep(PAUSE)
