"""Writing notices in the desk's words and as their readers want them, and the daily digest of those that were held."""

from mediso.notices.services.choices import choose
from mediso.notices.services.digests import write_digests
from mediso.notices.services.writing import preview, worded, write_notice

__all__ = ["choose", "preview", "worded", "write_digests", "write_notice"]
