"""What the indexes of the figures cost a submit: the same submits with and without them, nothing of it kept."""

import statistics
import time
from collections.abc import Iterable

from django.db import connection, transaction
from django.utils import timezone

from accounts.enums import Role
from accounts.models import User
from bench import scenes
from bench.timing import RUNS, Ratio
from cases.models import Consultation
from cases.models.facts import READ_BY_FIGURES
from cases.services.intake import submit
from mediso.desks.models import Desk
from mediso.desks.selectors import terms_in_force

SUBMITS = 100
INDEXES = [name for name, _columns in READ_BY_FIGURES]


def submit_ratio(size: int) -> Ratio:
    """In turn; each round begins with the same drafts and ends as it began."""
    founder = scenes.somebody(Role.STAFF)
    drafts = Consultation.objects.bulk_create(map(_draft_of, _submitted(), [founder] * SUBMITS))
    keys = [draft.pk for draft in drafts]
    _seconds(keys, founder)
    rounds = [(_seconds(keys, founder), _seconds(keys, founder, without=INDEXES)) for _ in range(RUNS)]
    with_all, without = (statistics.median(times) for times in zip(*rounds, strict=True))
    return Ratio(f"{SUBMITS} submits at {size:,}", with_all, without, f"without {len(INDEXES)} indexes")


def _submitted() -> Iterable[Consultation]:
    complete = Consultation.objects.exclude(organisation=None).exclude(title="").exclude(text="")
    return complete.exclude(product_type=None).exclude(topic_set=None).order_by("pk")[:SUBMITS]


def _draft_of(submitted: Consultation, founder: User) -> Consultation:
    """A row of its own: without a key it is inserted."""
    submitted.pk, submitted.asked_by, submitted.submitted_at = None, founder, None
    return submitted


def _agreed() -> int | None:
    terms = terms_in_force(Desk.objects.get(), timezone.localdate())
    return terms.pk if terms else None


def _seconds(drafts: Iterable[int], founder: User, without: Iterable[str] = ()) -> float:
    with transaction.atomic():
        with connection.cursor() as cursor:
            for index in without:
                cursor.execute(f"DROP INDEX {index}")
        terms = _agreed()
        # The first one plans anew for the indexes that are left.
        first, *others = drafts
        submit(consultation_id=first, asked_by=founder, terms_id=terms)
        begin = time.perf_counter()
        for draft in others:
            submit(consultation_id=draft, asked_by=founder, terms_id=terms)
        taken = time.perf_counter() - begin
        transaction.set_rollback(True)
    return taken
