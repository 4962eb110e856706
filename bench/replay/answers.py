"""How supporters answer in the replay: by chance, the same for the same seed, case, supporter and attempt."""

import random
from dataclasses import dataclass
from enum import StrEnum

SEED = 2024
SILENT, DECLINING = 0.30, 0.10
REPLY_DAYS = 5
"""Business days after which silence lapses: a desk's default (`Desk.reply_days`)."""
SLOWEST_DAYS = 3
"""Business days within which whoever accepts does so."""


class Answer(StrEnum):
    ACCEPTED = "accepted"
    DECLINED = "declined"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True)
class Answered:
    """`days` are business days after the proposal; what nobody answered lapses on the day after the last one."""

    answer: Answer
    days: int


def answer_of(case_id: int, supporter_id: int, attempt: int, seed: int = SEED) -> Answered:
    chance = random.Random(f"{seed}:{case_id}:{supporter_id}:{attempt}")
    drawn = chance.random()
    if drawn < SILENT:
        return Answered(Answer.LAPSED, REPLY_DAYS + 1)
    if drawn < SILENT + DECLINING:
        return Answered(Answer.DECLINED, 1)
    return Answered(Answer.ACCEPTED, chance.randint(1, SLOWEST_DAYS))
