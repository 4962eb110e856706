"""Makes `.venv` and installs the locked packages into it: `python3 tools/bootstrap.py [runtime|dev]`.

Standard library only: it runs before anything is installed. `dev` has all of `runtime` and the tools
for tests; what has been `dev` once stays so, so that `make run` never takes the tools of `make test`
away. When the lock files are those of the last time it does nothing.
"""

from __future__ import annotations  # so that an older Python gets as far as being told

import ast
import hashlib
import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

LEAST_PYTHON = (3, 11)
PROJECT = Path(__file__).resolve().parent.parent
LOCKS = PROJECT / "requirements"
VENV = PROJECT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "installed"
# uv does not read pip's configuration: what a site has told pip about its network is passed on.
PIP_TO_UV = {
    "cert": "SSL_CERT_FILE",
    "index-url": "UV_DEFAULT_INDEX",
    "proxy": "ALL_PROXY",
    "trusted-host": "UV_INSECURE_HOST",
}
PIP_SECTIONS = ("global", "install", ":env:")  # a later one wins


def main(wanted: str) -> None:
    if sys.version_info < LEAST_PYTHON:
        stop(
            f"Python 3.11 以上が必要です（これは {sys.version.split()[0]}）。PYTHON=python3.12 make … で指定できます。",
            f"Python 3.11 or newer is needed, this is {sys.version.split()[0]}. Name one: PYTHON=python3.12 make …",
        )
    before = STAMP.read_text(encoding="ascii").split() if STAMP.exists() else []
    level = "dev" if wanted == "dev" or before[:1] == ["dev"] else "runtime"
    found = locks_digest()
    if before == [level, found] and works():
        return
    if not works():
        make_environment()
    install(LOCKS / f"{level}.txt")
    STAMP.write_text(f"{level} {found}\n", encoding="ascii")


def locks_digest() -> str:
    digest = hashlib.sha256()
    for path in sorted(LOCKS.glob("*.txt")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def works() -> bool:
    """Whether `.venv` is there and its Python still runs and is new enough."""
    question = f"import sys; sys.exit(sys.version_info < {LEAST_PYTHON})"
    return PYTHON.exists() and run([str(PYTHON), "-c", question])


def make_environment() -> None:
    print(f"仮想環境を作ります… / Making {VENV.name}…", flush=True)
    without_pip = [] if importlib.util.find_spec("ensurepip") else ["--without-pip"]
    if not run([sys.executable, "-m", "venv", "--clear", *without_pip, str(VENV)]):
        stop(f"{VENV} を作れません。上の表示をご覧ください。", f"{VENV} cannot be made: see above.")


def install(lock: Path) -> None:
    print(f"パッケージを入れます… / Installing {lock.name}…", flush=True)
    pip = pip_command()
    if not run([*pip, "install", "--quiet", "--require-hashes", "-r", str(LOCKS / "uv.txt")]) or not sync(pip, lock):
        print("uv が使えないので pip で続けます… / uv does not work here, going on with pip…", flush=True)
        if not run([*pip, "install", "--quiet", "--require-hashes", "-r", str(lock)]):
            stop("パッケージを入れられません。上の表示をご覧ください。", "The packages cannot be installed: see above.")


def pip_command() -> list[str]:
    """pip in `.venv`, or this Python's pip working on `.venv` (Debian parts Python from ensurepip)."""
    question = "import importlib.util, sys; sys.exit(not importlib.util.find_spec('pip'))"
    if run([str(PYTHON), "-c", question]):
        return [str(PYTHON), "-m", "pip", "--disable-pip-version-check"]
    if importlib.util.find_spec("pip"):
        return [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", str(PYTHON)]
    return stop(
        "pip がありません。たとえば apt install python3-venv で入れてください。",
        "There is no pip. Install it, for example with: apt install python3-venv",
    )


def sync(pip: list[str], lock: Path) -> bool:
    """`dev.txt` is everything: what it lacks goes away. Beside `runtime.txt` there may be what others put there."""
    how = ["sync"] if lock.stem == "dev" else ["install", "-r"]
    uv = [str(VENV / "bin" / "uv"), "pip", *how, str(lock), "--quiet", "--require-hashes", "--python", str(PYTHON)]
    return run(uv, environment=uv_environment(pip))


def uv_environment(pip: list[str]) -> dict[str, str]:
    """This environment, with what pip knows where uv has not been told itself."""
    lines = subprocess.run([*pip, "config", "list"], capture_output=True, text=True, check=False).stdout.splitlines()
    known = {}
    for section in PIP_SECTIONS:
        for line in lines:
            key, _, value = line.partition("=")
            where, _, name = key.rpartition(".")
            if where == section and name in PIP_TO_UV:
                known[PIP_TO_UV[name]] = str(ast.literal_eval(value))
    return {**known, **os.environ}


def run(command: list[str], environment: dict[str, str] | None = None) -> bool:
    try:
        return subprocess.run(command, check=False, env=environment, stdin=subprocess.DEVNULL).returncode == 0
    except OSError:
        return False


def stop(ja: str, en: str) -> NoReturn:
    sys.exit(f"{ja}\n{en}")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "dev")
