"""Keeps locale/ja in step with the source: `python -m tools.messages update | check | add FILE.po …`.

Works with Babel alone, so that no machine needs GNU gettext. English is the language of the source and needs no
catalogue; Japanese must be whole.
"""

import argparse
import datetime
import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "locale" / "ja" / "LC_MESSAGES" / "django.po"
SOURCES = ("mediso", "accounts", "supporters", "cases", "reports", "templates")
TEMPLATES = {".html", ".txt"}
HEADER = "# The Japanese of the consultation desk. Kept by `python -m tools.messages`; licensed as the project (MIT)."
# A date that changes by itself would be noise in every commit.
FIXED_DATE = datetime.datetime(2026, 11, 1, tzinfo=datetime.UTC)
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


def _sources() -> Iterator[Path]:
    for name in SOURCES:
        for path in sorted((ROOT / name).rglob("*")):
            if path.suffix == ".py" or path.suffix in TEMPLATES:
                yield path


def _python_of(path: Path) -> bytes:
    text = path.read_text(encoding="utf-8")
    if path.suffix in TEMPLATES:
        # Django turns a template into calls between blanked-out text; its indentation would confuse a tokenizer.
        text = "\n".join(line.strip() for line in templatize(text).splitlines())
    return text.encode()


def extracted() -> Catalog:
    """Every message of the source, without translations."""
    catalogue = Catalog(locale="ja", project="consultation-desk", fuzzy=False)
    for path in _sources():
        for line, message, _comments, context in extract("python", io.BytesIO(_python_of(path)), keywords=KEYWORDS):
            catalogue.add(message, locations=[(str(path.relative_to(ROOT)), line)], context=context)
    return catalogue


def _read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale="ja")


def _write(catalogue: Catalog) -> None:
    with CATALOGUE.open("wb") as file:
        write_po(file, catalogue, no_location=True, omit_header=False, sort_output=True, ignore_obsolete=True, width=0)


def update(additions: list[Path]) -> None:
    """Add what the source has new, drop what it lost, and take translations from `additions` for what is empty."""
    catalogue = _read(CATALOGUE) if CATALOGUE.exists() else extracted()
    catalogue.update(extracted(), no_fuzzy_matching=True)
    for path in additions:
        for given in _read(path):
            wanted = catalogue.get(given.id, given.context) if given.id else None
            if wanted is not None and not any(_strings(wanted)):
                wanted.string = given.string
                wanted.flags.discard("fuzzy")
    catalogue.header_comment, catalogue.fuzzy = HEADER, False
    catalogue.creation_date = catalogue.revision_date = FIXED_DATE
    _write(catalogue)


def _strings(message: Message) -> list[str]:
    """Each form of the translation; "" where one is missing."""
    forms = message.string if isinstance(message.string, tuple | list) else [message.string]
    return [form or "" for form in forms]


def problems() -> list[str]:
    """What keeps the Japanese from being whole, a line each."""
    wanted = {(message.id, message.context) for message in extracted() if message.id}
    catalogue = _read(CATALOGUE)
    known = {(message.id, message.context): message for message in catalogue if message.id}
    found = [f"not in the catalogue: {key!r}" for key in sorted(wanted - known.keys(), key=repr)]
    found += [f"no longer in the source: {key!r}" for key in sorted(known.keys() - wanted, key=repr)]
    for key, message in known.items():
        if not all(_strings(message)):
            found.append(f"not translated: {key!r}")
        if message.fuzzy:
            found.append(f"fuzzy: {key!r}")
        found += [f"{error}: {key!r}" for error in message.check(catalogue)]
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["update", "check", "add"])
    parser.add_argument("files", nargs="*", type=Path)
    arguments = parser.parse_args()
    settings.configure()
    if arguments.what == "check":
        found = problems()
        print(*found, sep="\n", file=sys.stderr)
        return 1 if found else 0
    update(arguments.files)
    return 0


if __name__ == "__main__":
    sys.exit(main())
