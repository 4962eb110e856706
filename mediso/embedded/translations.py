"""Compiles translations that are missing or older than their sources: `python -m mediso.embedded.translations`."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from mediso.embedded.addresses import PROJECT


def compile_stale(folder: Path = PROJECT / "locale") -> list[Path]:
    """Compile every `.po` below `folder` whose `.mo` is missing or older, and give back those `.mo`."""
    compiled = []
    for source in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime_ns < source.stat().st_mtime_ns:
            _compile(source, target)
            compiled.append(target)
    return compiled


def _compile(source: Path, target: Path) -> None:
    unfinished = target.with_suffix(".mo.new")  # a reader never sees half a file
    with source.open("rb") as text, unfinished.open("wb") as binary:
        write_mo(binary, read_po(text))
    unfinished.replace(target)


if __name__ == "__main__":
    compile_stale()
