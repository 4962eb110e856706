"""What is looked at before `make run` starts anything, besides the data folder."""

import errno
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager

from mediso.embedded.files import alone, lock_file
from mediso.embedded.problems import CannotStart

DEFAULT_PORT = "8000"
DEFAULT_HOST = "127.0.0.1"  # the demo's passwords are public: a network sees it only when asked to


def host() -> str:
    """`DESK_HOST`: the address to listen at."""
    return os.environ.get("DESK_HOST") or DEFAULT_HOST


def port() -> int:
    """`PORT`, default 8000. Raises `CannotStart` when it is not free, or no port at all."""
    named = os.environ.get("PORT") or DEFAULT_PORT
    try:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host(), int(named)))
    except (OSError, OverflowError, ValueError) as error:
        taken = isinstance(error, OSError) and error.errno == errno.EADDRINUSE
        ja, en = ("使われています", "is taken") if taken else ("使えません", "cannot be used")
        raise CannotStart(
            f"ポート {named} は{ja}（{error}）。PORT=8001 make run のように別の番号で始めてください。",
            f"Port {named} {en}. Choose another, as in: PORT=8001 make run",
        ) from error
    return int(named)


@contextmanager
def only_desk(name: str) -> Iterator[None]:
    """One desk a data folder; `name` tells the next one where this one is.

    Raises `CannotStart` when there is one already.
    """
    with lock_file("desk").open("a+", encoding="utf-8") as file:
        if not alone(file):
            file.seek(0)
            found = file.read().strip()
            raise CannotStart(
                f"この窓口はすでに動いています（{found}）。止めるには、動かしている画面で Ctrl-C を押してください。",
                f"This desk runs already ({found}). To stop it, press Ctrl-C where it runs.",
            )
        file.truncate(0)
        file.write(name)
        file.flush()
        yield
