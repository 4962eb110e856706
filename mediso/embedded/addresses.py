"""Where the desk's local state lives and at which addresses its services answer.

Computing an address starts nothing and touches nothing, so settings may ask freely. The same data
folder gives the same addresses in every process: that is how a command finds services which
another process started.
"""

import hashlib
import os
from pathlib import Path
from urllib.parse import quote

PROJECT = Path(__file__).resolve().parent.parent.parent
TEST_SETTINGS = "mediso.settings.test"
DATABASE = "desk"
LONGEST_SOCKET_PATH = 103  # bytes a unix socket's path may have on Linux (107) and macOS (103)
POSTGRES_SOCKET = ".s.PGSQL.5432"  # the name PostgreSQL builds from the port that no TCP client can reach
BROKER_SOCKET = "valkey.sock"
SHORT = Path("/tmp")  # noqa: S108 - the launcher refuses a folder there that it does not own


def data_dir() -> Path:
    """The one folder of all local state: `DESK_DATA_DIR`, else `var/` in the project.

    The test suite has `test/` in it: its servers are never those of a desk that runs here.
    """
    folder = Path(os.environ.get("DESK_DATA_DIR") or PROJECT / "var").expanduser().resolve()
    return folder / "test" if os.environ.get("DJANGO_SETTINGS_MODULE") == TEST_SETTINGS else folder


def socket_dir() -> Path:
    """The private folder of the sockets: in the data folder, or in /tmp where that path is too long.

    /tmp, not `TMPDIR`: two shells must find the same folder. The launcher checks that it is ours.
    """
    folder = data_dir() / "run"
    if len(os.fsencode(folder / POSTGRES_SOCKET)) <= LONGEST_SOCKET_PATH:
        return folder
    digest = hashlib.sha256(os.fsencode(folder)).hexdigest()[:16]
    return SHORT / f"desk-{digest}"


def database_url() -> str:
    """`DATABASE_URL`, else the embedded server's address."""
    return os.environ.get("DATABASE_URL") or f"postgresql://desk@/{DATABASE}?host={quote(str(socket_dir()), safe='')}"


def broker_url() -> str:
    """`REDIS_URL`, else the embedded broker's address."""
    return os.environ.get("REDIS_URL") or f"unix://{socket_dir() / BROKER_SOCKET}"
