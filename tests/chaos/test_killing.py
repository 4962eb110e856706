"""Killing any process in the middle of the work loses nothing acknowledged, and tells nobody anything twice.

`DESK_CHAOS_SEED` repeats a run: who does what, and who is killed when. What meets what is the machine's.
"""

import os
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.chaos import judging
from tests.chaos.desk import SENDERS, Desk, desk, hunted, until
from tests.chaos.people import Cast, prepared
from tests.chaos.sink import Sink, sink
from tests.chaos.storm import Storm
from tests.support.mail_servers import free_port

VICTIMS = ["web", "process of web", "worker", "process of worker", "beat", "valkey"]
TIMES = {"OUTBOX_FIRST_PAUSE": "1", "OUTBOX_STUCK_AFTER": "9", "OUTBOX_SWEEP_EVERY": "1"}  # seconds


def named_seed() -> int:
    return int(os.environ.get("DESK_CHAOS_SEED") or random.SystemRandom().randrange(10**6))


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The desk's own folder and settings, for this process's launcher and for the desk's processes."""
    for name in ("DATABASE_URL", "REDIS_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DESK_DATA_DIR", str(tmp_path / "var"))
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "tests.chaos.settings")
    monkeypatch.setenv("PYTHONUNBUFFERED", "1")
    for name, seconds in TIMES.items():
        monkeypatch.setenv(name, seconds)
    return dict(os.environ)


@dataclass(frozen=True, slots=True)
class Form:
    """How long and how hard: so many acknowledged steps, the killer for `seconds` at most."""

    steps: int
    seconds: float
    victims: Sequence[str]


SHORT = Form(steps=200, seconds=14.0, victims=VICTIMS)
LONG = Form(steps=2000, seconds=600.0, victims=[*VICTIMS, "postgres"])


def kill_and_judge(environment: dict[str, str], folder: Path, seed: int, form: Form) -> None:
    began = time.monotonic()
    made: list[Cast] = []
    with sink(folder / "taken.jsonl", seed) as mails:
        environment = environment | {"CHAOS_SMTP_PORT": str(mails.port)}
        cases = max(6, form.steps // 50)
        with desk(free_port(), environment, lambda: made.append(prepared(environment, cases))) as running:
            storm = Storm(made[0], made[0].sign_in(running.port), seed, wanted=form.steps, hands=4)
            moments = [time.monotonic()]
            with hunted(running, form.victims, seed, form.seconds):
                storm.rage()
            moments.append(time.monotonic())
            until(lambda: has_settled(running))
            moments.append(time.monotonic())
            verdict = judge(storm, mails, running)
    spent = ", ".join(f"{moment - began:.0f}" for moment in [*moments, time.monotonic()])
    print(f"seed {seed}: {verdict.figures}; s until ready, done, settled, judged: {spent}")  # noqa: T201
    assert verdict.wrong == []


def has_settled(running: Desk) -> bool:
    return running.is_well() and all(row.state not in {"pending", "sending"} for row in judging.mails())


@dataclass(frozen=True, slots=True)
class Verdict:
    figures: str
    wrong: list[str]


def judge(storm: Storm, mails: Sink, running: Desk) -> Verdict:
    events, wrong = judging.history()
    rows, taken = judging.mails(), mails.taken()
    wrong += judging.wrong_markers(storm)
    wrong += judging.wrong_counts(storm, events)
    wrong += judging.wrong_mails(rows, taken, events)
    unsure = [row.key for row in rows if row.state == "unsure"]
    reasons = mails.cuts + sum(running.killed[name] for name in SENDERS)
    if len(unsure) > reasons:
        wrong.append(f"{len(unsure)} mails are unsure for {reasons} reasons")
    kills = ", ".join(f"{name} {count}" for name, count in sorted(running.killed.items()))
    figures = (
        f"{len(storm.tries)} steps, {storm.acknowledged} acknowledged, {storm.retried} sent again; killed: {kills}; "
        f"{len(rows)} mails, {len(taken)} taken, {mails.cuts} cut off, {len(unsure)} unsure {unsure}"
    )
    return Verdict(figures, wrong)


def test_two_hundred_steps_lose_nothing_and_tell_nothing_twice(environment: dict[str, str], tmp_path: Path) -> None:
    kill_and_judge(environment, tmp_path, named_seed(), SHORT)


@pytest.mark.soak
@pytest.mark.parametrize("run", range(3))
def test_two_thousand_steps_with_the_database_among_the_killed(
    run: int, environment: dict[str, str], tmp_path: Path
) -> None:
    kill_and_judge(environment, tmp_path, named_seed() + run, LONG)
