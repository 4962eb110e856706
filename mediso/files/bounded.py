"""A stream that stops whoever reads more of it than allowed, however a hostile file leads them on."""

from typing import IO

from mediso.files.enums import Refusal
from mediso.files.refusals import Unfit


class Bounded:
    """The part of a binary stream's ways that `zipfile` needs, with `most` bytes to be read."""

    def __init__(self, stream: IO[bytes], *, most: int) -> None:
        self._stream = stream
        self._left = most

    def allow(self, most: int) -> None:
        """From now on `most` bytes may be read."""
        self._left = most

    def read(self, size: int = -1) -> bytes:
        """As a stream's. Raises `Unfit` rather than read more than is left."""
        here = self._stream.tell()
        rest = self._stream.seek(0, 2) - here
        self._stream.seek(here)
        wanted = rest if size is None or size < 0 else min(size, rest)
        if wanted > self._left:
            raise Unfit(Refusal.BOMB)
        self._left -= wanted
        return self._stream.read(wanted)

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        return self._stream.tell()

    def seekable(self) -> bool:
        return True
