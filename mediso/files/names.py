"""Names of files as people see them. A name is shown and offered for saving; it is never a path."""

import re
import unicodedata

from mediso.files.allowed import EXTENSIONS, AllowedType

LONGEST = 120  # characters
LONGEST_EXTENSION = 16  # characters, the dot included
NAMELESS = "file"

SEPARATORS = re.compile(r"[/\\]")
DRIVE = re.compile(r"[A-Za-z]:")
# What Windows forbids in names, and what its devices are called (Microsoft, “Naming Files, Paths, and Namespaces”).
FORBIDDEN = str.maketrans(dict.fromkeys('<>:"|?*', "_"))
DEVICE = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³]) *(\.|$)", re.IGNORECASE)
# Controls, format characters (marks that turn the direction, zero-width ones), halves of characters, line ends,
# and code points without a meaning that all agree on.
UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
KEPT_SPACE = "\u3000"  # as typed in Japanese names


def harmless_name(name: str) -> str:
    """The last part of `name` in NFC without anything that could mislead a reader or a system; never empty.

    Letters stay as they were typed (no NFKC). At most `LONGEST` characters; the extension is kept. Idempotent.
    """
    text = unicodedata.normalize("NFC", name)
    parts = [part for part in SEPARATORS.split(text) if part.strip(" .")]
    text = DRIVE.sub("", parts[-1], count=1) if parts and DRIVE.match(parts[-1]) else (parts or [""])[-1]
    seen = (char for char in text if unicodedata.category(char) not in UNSEEN)
    spaced = "".join(" " if char.isspace() and char != KEPT_SPACE else char for char in seen)
    text = _trimmed(unicodedata.normalize("NFC", spaced).translate(FORBIDDEN)) or NAMELESS
    text = _shortened(text)
    return f"_{text}" if DEVICE.match(text) else text


def extension_of(name: str) -> str:
    """The extension with its dot, lower case; empty when there is none."""
    stem, dot, extension = name.rpartition(".")
    return f".{extension.lower()}" if dot and stem else ""


def named_as(name: str, kind: AllowedType) -> str:
    """The harmless `name` with an extension of `kind`: one of another kind is replaced, any other stays before it."""
    extension = extension_of(name)
    if extension in kind.extensions:
        return name
    stem = name[: -len(extension)] if extension in EXTENSIONS else name
    return harmless_name(f"{stem}{kind.extensions[0]}")


def _trimmed(text: str) -> str:
    return text.strip(f" {KEPT_SPACE}").lstrip(f". {KEPT_SPACE}").rstrip(f". {KEPT_SPACE}")


def _shortened(text: str) -> str:
    stem, dot, extension = text.rpartition(".")
    if len(text) <= LONGEST:
        return text
    if not (dot and stem and len(extension) < LONGEST_EXTENSION):
        return _trimmed(text[:LONGEST])
    return f"{_trimmed(stem[: LONGEST - 1 - len(extension)])}.{extension}"
