"""The clocks of a case, counted day by day.

It shares no rule with the code: kinds of events are spelt out, holidays come from the other library, and each question
is asked of the whole history again.
"""

import datetime as dt

from cases.clocks import Moment
from mediso.common.business_days import Span
from tests.support.business_days import ONE_DAY, slow_is_business_day

History = list[Moment]

STARTED = {
    "first_contact": {"submitted", "taken_in"},
    "triage": {"submitted", "taken_in"},
    "proposal": {"matching_started"},
    "answer": {"submitted", "taken_in"},
}
ENDED = {"closed", "referred", "declined", "withdrawn"}
DONE = {
    "first_contact": {"taken_in", "founder_asked", "preliminary_interview", "supporter_interview", "message_sent"}
    | {"contact_recorded", "plan_delivered", "closed", "referred", "declined"},
    "triage": {"matching_started", "taken", "closed", "referred", "declined"},
    "proposal": {"proposed", "taken"},
    "answer": {"plan_delivered", "closed", "referred", "declined"},
}
UNDONE = {"proposal": {"turned_down", "proposal_withdrawn", "lapsed"}}


def owes(history: History, day: dt.date) -> bool:
    """Whether the founder owed an answer on any part of the day."""
    for n, asked in enumerate(history):
        if asked.kind == "founder_asked" and asked.day <= day:
            settled = [later.day for later in history[n:] if later.kind in ENDED | {"founder_answered"}]
            if not settled or day <= settled[0]:
                return True
    return False


def done_on(name: str, lived: History) -> dt.date | None:
    """The day since which more was done than undone; None if that is not so at the end."""
    level, since = 0, None
    for moment in lived:
        before = level
        level += (moment.kind in DONE[name]) - (moment.kind in UNDONE.get(name, set()))
        since = (moment.day if before <= 0 else since) if level > 0 else None
    return since


def slow(
    name: str, history: History, target: int, closed: tuple[Span, ...], today: dt.date
) -> tuple[str, dt.date, dt.date | None, dt.date | None, int, str] | None:
    begins = [n for n, moment in enumerate(history) if moment.kind in STARTED[name]][:1]
    begins += [n for n, moment in enumerate(history) if moment.kind == "reopened" and name == "answer"]
    if not begins:
        return None
    lived = history[begins[-1] :]
    ends = [n for n, moment in enumerate(lived) if moment.kind in ENDED]
    lived = lived[: ends[0] + 1] if ends else lived
    start, done = lived[0].day, done_on(name, lived)
    until = done or (lived[-1].day if ends else today)
    state = "met" if done else "ended" if ends else "stopped" if owes(history, dt.date.max) else "running"

    def counts(day: dt.date) -> bool:
        return slow_is_business_day(day, closed) and not (day <= until and owes(history, day))

    used, day = 0, start
    while day < until:
        day += ONE_DAY
        used += counts(day)
    due, left = start, target
    while left:
        due += ONE_DAY
        left -= counts(due)
    tone = "gray"
    if state == "running":
        before = due - ONE_DAY
        while not slow_is_business_day(before, closed):
            before -= ONE_DAY
        tone = "green" if today < before else "yellow" if today <= due else "red"
    return state, start, done, due if state in {"met", "running"} else None, used, tone
