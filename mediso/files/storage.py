"""Where contents of files lie: a closed folder, or an S3-compatible store (`STORAGES["attachments"]`)."""

import os
import uuid
from pathlib import Path
from typing import IO, Any

from django.core.files import File
from django.core.files.storage import FileSystemStorage, Storage, storages
from django.utils import timezone


class ClosedFolder(FileSystemStorage):
    """Files that no address leads to. What was saved is on the disk before the row that tells of it is committed."""

    def save(self, name: str | None, content: IO[Any], max_length: int | None = None) -> str:
        saved = super().save(name, content, max_length)
        path = Path(self.path(saved))
        for one in (path, path.parent):
            _flush(one)
        return saved

    def listdir(self, path: str) -> tuple[list[str], list[str]]:
        return super().listdir(path) if Path(self.path(path)).is_dir() else ([], [])

    def url(self, name: str | None) -> str:
        """No file has an address. Raises `ValueError`, as Django's storages without one do."""
        msg = f"{name} has no address: files are served by file_response alone"
        raise ValueError(msg)


def attachments() -> Storage:
    return storages["attachments"]


def new_place() -> str:
    """A place nobody can guess, in the folder of the day."""
    return f"{timezone.localdate():%Y-%m-%d}/{uuid.uuid4().hex}"


def put(content: IO[bytes]) -> str:
    """Keep the whole content, chunk by chunk, in a new place; which one."""
    content.seek(0)
    return attachments().save(new_place(), File(content))


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
