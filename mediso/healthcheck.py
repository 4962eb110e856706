"""Asks a running web server for /healthz: `python -m mediso.healthcheck`, exit code 0 when it is well.

Reads `PORT`, and `ALLOWED_HOSTS` for a name that the server answers to. Loads no Django, so that a
container may be asked every few seconds.
"""

import http.client
import os
import sys

TIMEOUT = 10.0  # seconds


def is_well(port: int, name: str = "localhost", timeout: float = TIMEOUT) -> bool:
    """Whether the web server on this machine's `port` answers 200 when called by `name`."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
    try:
        connection.request("GET", "/healthz", headers={"Host": name})
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def main() -> int:
    name = os.environ.get("ALLOWED_HOSTS", "").split(",")[0].strip().lstrip(".")
    return 0 if is_well(int(os.environ.get("PORT", "8000")), name or "localhost") else 1


if __name__ == "__main__":
    sys.exit(main())
