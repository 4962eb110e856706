"""Who is there and what waits, as `tests/chaos/prepare.py` made it."""

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass

from tests.chaos.client import Browser
from tests.factories.accounts import PASSWORD


@dataclass(frozen=True, slots=True)
class Cast:
    """`people` by id with their addresses, `drafts` by id with their founders; the rest are ids."""

    people: Mapping[int, str]
    staff: tuple[int, ...]
    drafts: Mapping[int, int]
    product_type: int
    topic: int

    def sign_in(self, port: int) -> dict[int, Browser]:
        """A browser for each person."""
        browsers = {pk: Browser(port) for pk in self.people}
        for pk, browser in browsers.items():
            browser.sign_in(self.people[pk], PASSWORD)
        return browsers


def prepared(environment: Mapping[str, str], cases: int) -> Cast:
    """Make the database and the people of a desk with so many drafts."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.chaos.prepare", str(cases)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    made = json.loads(done.stdout)
    return Cast(
        people={int(pk): email for pk, email in made["people"].items()},
        staff=tuple(made["staff"]),
        drafts={int(pk): founder for pk, founder in made["drafts"].items()},
        product_type=made["product_type"],
        topic=made["topic"],
    )
