"""Days in addresses: `2023-04-01_2024-03-31`."""

import datetime as dt

from reports.publication.spans import Days


class DaysConverter:
    regex = r"[0-9]{4}-[0-9]{2}-[0-9]{2}_[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> Days:
        """Raises ValueError for what is no day: then no address matches."""
        first, last = value.split("_")
        return Days(dt.date.fromisoformat(first), dt.date.fromisoformat(last))

    def to_url(self, value: Days) -> str:
        return f"{value.first.isoformat()}_{value.last.isoformat()}"
