"""Contents that no row knows: their transaction was rolled back, or whoever was to delete them died."""

import datetime
import logging
from collections.abc import Iterator
from contextlib import suppress

from django.utils import timezone

from mediso.files.models import StoredFile
from mediso.files.storage import attachments

logger = logging.getLogger(__name__)

# Longer than any transaction that keeps a file may be open.
AGE = datetime.timedelta(days=1)


def remove_leftovers() -> int:
    """Remove every content older than `AGE` without a row; how many."""
    removed = 0
    for place in _unknown():
        with suppress(FileNotFoundError):  # discarded since it was listed
            if attachments().get_modified_time(place) < timezone.now() - AGE:
                attachments().delete(place)
                removed += 1
    if removed:
        logger.info("Removed %s contents that no file knows", removed)
    return removed


def _unknown() -> Iterator[str]:
    """Folder by folder, so that what is in memory is one day's."""
    days, _files = attachments().listdir("")
    for day in sorted(days):
        _folders, names = attachments().listdir(day)
        places = {f"{day}/{name}" for name in names}
        yield from sorted(places - set(StoredFile.objects.filter(place__in=places).values_list("place", flat=True)))
