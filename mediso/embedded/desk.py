"""The whole desk on one machine: services, preparation, web, worker and beat."""

import os
import subprocess
import sys
import time
from contextlib import ExitStack
from typing import NoReturn

from mediso.embedded.addresses import PROJECT, data_dir
from mediso.embedded.checks import DEFAULT_PORT, host, only_desk, port
from mediso.embedded.children import Child
from mediso.embedded.client import Use, services
from mediso.embedded.files import check_data_dir
from mediso.embedded.problems import CannotStart
from mediso.healthcheck import is_well

TICK = 0.1  # seconds
LATE = 30.0  # seconds without an answer after which that is said

CELERY = (sys.executable, "-m", "celery", "-A", "mediso.celery")
# There is one worker: it has no neighbours to talk to.
ALONE = ("--without-gossip", "--without-mingle", "--without-heartbeat")
WORKER = (*CELERY, "worker", "--loglevel=INFO", "--concurrency=2", *ALONE)
BEAT = (*CELERY, "beat", "--loglevel=INFO")
GRANIAN = (sys.executable, "-m", "granian", "mediso.wsgi:application", "--interface=wsgi", "--no-ws")
WORKERS = ("--workers=2", "--blocking-threads=1", "--respawn-failed-workers", "--workers-kill-timeout=5")


def serve() -> NoReturn:
    """Serve until an exception (`SystemExit` from a signal) ends it, then stop everything in order.

    Raises `CannotStart`.
    """
    check_data_dir()
    with ExitStack() as stack:
        stack.enter_context(only_desk(f"http://localhost:{os.environ.get('PORT') or DEFAULT_PORT}/"))
        number = port()
        environment = _environment(number)
        uses = stack.enter_context(services())
        _prepare(environment)
        web = Child(
            "web", (*GRANIAN, f"--host={host()}", f"--port={number}", *WORKERS), environment=environment, say=say
        )
        worker = Child("worker", WORKER, environment=environment, say=say)
        beat = Child("beat", BEAT, environment=environment, say=say)
        for child in (worker, beat, web):  # the last is stopped first
            stack.callback(child.stop)
        _watch([*uses, web], [worker, beat], number)
    raise AssertionError("watching ends by an exception only")


def say(words: str) -> None:
    print(words, flush=True)


def _environment(number: int) -> dict[str, str]:
    defaults = {
        "DJANGO_SETTINGS_MODULE": "mediso.settings.dev",
        "SITE_ADDRESS": f"http://localhost:{number}",
        "PYTHONUNBUFFERED": "1",
    }
    return defaults | dict(os.environ)


def _prepare(environment: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "mediso.embedded.prepare"],
        cwd=PROJECT,
        env=environment,
        stdin=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C reaches us alone
        check=False,
    )
    if done.returncode:
        raise CannotStart("準備に失敗しました。上の表示をご覧ください。", "The preparation failed: see above.")


def _watch(kept: list[Use | Child], waiting: list[Child], number: int) -> NoReturn:
    """Keep all up. Web has the processors to itself until it answers, then the others follow."""
    late, parent = time.monotonic() + LATE, os.getppid()
    opened = False
    while True:
        if "MAKELEVEL" in os.environ and os.getppid() != parent:
            raise SystemExit(0)  # make was killed: nobody could stop us any more
        for one in kept:
            one.keep_up()
        opened = opened or _opens(number)
        if waiting and (opened or time.monotonic() > late):
            if not opened:
                say(_not_yet_well(number))
            kept, waiting = [*kept, *waiting], []
        time.sleep(TICK)


def _opens(number: int) -> bool:
    well = is_well(number, timeout=1.0)
    if well:
        say(f"窓口を開きました。 / The desk is open: http://localhost:{number}/")
    return well


def _not_yet_well(number: int) -> str:
    address, logs = f"http://localhost:{number}/healthz", data_dir() / "log"
    return (
        f"{LATE:g} 秒たっても {address} が正常になりません。記録：{logs}\n"
        f"{address} is not well after {LATE:g} s. Logs: {logs}"
    )
