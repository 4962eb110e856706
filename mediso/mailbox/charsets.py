"""Text from bytes that a mail program labelled, rightly or not, with a character set.

Japanese mails are mislabelled in known ways: the vendor characters of cp932 (①, ㈱, 髙) and half-width kana inside
ISO-2022-JP, cp932 or UTF-8 under another name or none. Python's own `iso2022_jp` refuses the first two, so what it
refuses is turned into cp932, which has them in the same order (JIS X 0208 row and cell to Shift_JIS, by arithmetic).
"""

import codecs
import re
from collections.abc import Iterator

# Names of mails that Python does not know, or knows as something narrower than what is sent under them.
SAID_AS = {
    "ansi_x3.4-1968": "ascii",
    "big5": "big5hkscs",
    "cp932": "cp932",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "iso-8859-1": "cp1252",
    "ks_c_5601-1987": "cp949",
    "latin1": "cp1252",
    "ms932": "cp932",
    "shift-jis": "cp932",
    "shift_jis": "cp932",
    "sjis": "cp932",
    "unicode-1-1-utf-7": "utf-7",
    "windows-31j": "cp932",
    "x-euc-jp": "euc_jp",
    "x-sjis": "cp932",
}
# Codecs of Python that are no character sets of mails.
NO_CHARSETS = {"idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape", "mbcs", "oem"}

ESCAPE = re.compile(rb"\x1b(\$[@B]|\$\(D|\([BJIH])")
DOUBLE, KANA = {b"$@", b"$B"}, {b"(I"}
# Rows and cells of JIS X 0208; two neighbouring rows share a lead byte of Shift_JIS, whose trail bytes pass over 0x7F.
ROWS, LOW_ROWS, KANA_CELLS = range(0x21, 0x7F), range(0x21, 0x5F), range(0x21, 0x60)
SAMPLE = 20_000  # characters by which a reading is judged
JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff\u3000-\u303f\uff01-\uff5e]")
UNLIKELY = re.compile(r"[\uff61-\uff9f\ue000-\uf8ff\ufffd]")
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\ufffe\uffff]")
SURROGATES = re.compile(r"[\ud800-\udfff]")


def decode(data: bytes, label: str | None = None) -> str:
    """The text of `data`, whose character set is said to be `label`. Never raises; unreadable bytes become U+FFFD.

    What the label cannot read is taken for what Japanese programs send under a wrong name, the likeliest reading first.
    """
    name = _codec(label)
    if ESCAPE.search(data) and (data.isascii() or name == "iso2022_jp"):
        return clean(_decode_jis(data))
    for candidate in (name, "utf-8"):
        text = _strictly(data, candidate)
        if text is not None:
            return clean(text)
    return clean(_likeliest(data, name))


def clean(text: str) -> str:
    """`text` without what PostgreSQL or a page cannot hold: NUL and other controls, lone surrogates.

    Line ends become "\\n"; tabs stay.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return SURROGATES.sub("\ufffd", CONTROLS.sub("", text))


def _codec(label: str | None) -> str | None:
    """Python's name of the character set, or None for none, an unknown one and one that is no character set."""
    if not label:
        return None
    plain = label.strip().strip("\"'").lower()
    try:
        name = codecs.lookup(SAID_AS.get(plain, plain)).name
    except (LookupError, ValueError):  # ValueError: a name with NUL or beyond ASCII
        return None
    return None if name in NO_CHARSETS else name


def _strictly(data: bytes, name: str | None) -> str | None:
    if name is None:
        return None
    try:
        return data.decode(name)
    except (LookupError, ValueError):  # LookupError: a codec that turns bytes into bytes
        return None


def _likeliest(data: bytes, name: str | None) -> str:
    """The reading with the most Japanese in it; without any, the label's with what it cannot read marked."""
    guesses = [text for codec in ("cp932", "euc_jp") if (text := _strictly(data, codec)) is not None]
    best = max(guesses, key=_japanese, default="")
    if _japanese(best) > 0:
        return best
    fallback = name if name and name != "ascii" and _reads(name) else "utf-8"
    return data.decode(fallback, "replace")


def _japanese(text: str) -> int:
    text = text[:SAMPLE]
    return len(JAPANESE.findall(text)) - 2 * len(UNLIKELY.findall(text))


def _reads(name: str) -> bool:
    """Whether it is a codec of text that can leave out what it does not know."""
    try:
        b"\xff".decode(name, "replace")
    except (LookupError, ValueError):
        return False
    return True


def _decode_jis(data: bytes) -> str:
    text = _strictly(data, "iso2022_jp")
    if text is None:
        text = "".join(_segments(data))
    return text


def _segments(data: bytes) -> Iterator[str]:
    """The stretches between the escapes of ISO-2022-JP, each read by the set in force."""
    charset = b"(B"
    for place, piece in enumerate(ESCAPE.split(data)):
        if place % 2:
            charset = piece
        elif charset in DOUBLE:
            yield _shifted(piece).decode("cp932", "replace")
        elif charset == b"$(D":
            yield (b"\x1b$(D" + piece + b"\x1b(B").decode("iso2022_jp_ext", "replace")
        elif charset in KANA:
            yield bytes(byte | 0x80 if byte in KANA_CELLS else byte for byte in piece).decode("cp932", "replace")
        else:
            yield piece.decode("cp932", "replace")


def _shifted(piece: bytes) -> bytes:
    """Pairs of JIS X 0208, vendor rows included, as cp932. Controls and bytes of no pair stay as they are."""
    made = bytearray()
    place = 0
    while place < len(piece):
        row, cell = piece[place], piece[place + 1] if place + 1 < len(piece) else 0
        if row not in ROWS or cell not in ROWS:
            made.append(row)
            place += 1
            continue
        lead = (row - ROWS.start) // 2 + (0x81 if row in LOW_ROWS else 0xC1)
        trail = cell + (0x1F if cell in KANA_CELLS else 0x20) if row % 2 else cell + 0x7E
        made += bytes((lead, trail))
        place += 2
    return bytes(made)
