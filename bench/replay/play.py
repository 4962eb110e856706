"""Day after day: what is answered, what lapses, who is asked next."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from heapq import heappop, heappush
from itertools import count

from accounts.names import normalise_organisation_name
from bench.replay.answers import Answer, answer_of
from bench.replay.desk import Desk
from bench.replay.figures import Figures
from bench.replay.running import WANTED_LEVEL, Running, Way, horizon_of
from bench.replay.world import Asked, Expert, World
from supporters.matching import check

LEAST_WORK = 10
"""Business days that a case holds its supporters at least; else until the day on which the register closed it."""

Due = tuple[dt.date, int, int, int]
"""When an answer comes, the number of the proposal, the case and the supporter."""


class Play:
    """One replay. `propose` is the way of choosing whom to ask."""

    def __init__(self, world: World, cases: Sequence[Asked], propose: Way) -> None:
        self.desk, self.propose = Desk(world), propose
        self.running = {case.case_id: Running(case) for case in cases}
        self.arriving = sorted(cases, key=lambda case: (case.received_on, case.case_id), reverse=True)
        self.open: list[int] = []
        self.due: list[Due] = []
        self.numbers = count()
        self.counts: Counter[str] = Counter()

    def figures(self) -> Figures:
        for day in self.desk.days:
            if not (self.arriving or self.open or self.due):
                break
            self._live(day)
        return self._count()

    def _live(self, day: dt.date) -> None:
        self.desk.end_of_day_before(day)
        while self.due and self.due[0][0] <= day:
            _day, _number, case_id, supporter_id = heappop(self.due)
            self._answer(self.running[case_id], supporter_id, day)
        while self.arriving and self.arriving[-1].received_on <= day:
            self.open.append(self.arriving.pop().case_id)
        self.open = [case_id for case_id in self.open if self._asks(self.running[case_id], day)]

    def _asks(self, running: Running, day: dt.date) -> bool:
        """Whether the case still needs somebody looked for: on a later day, or once it is answered."""
        if running.asked:
            return True
        chosen = self.propose(running, self.desk, day)
        for supporter_id in chosen:
            self._ask(running, supporter_id, day)
        return bool(chosen) or not running.members

    def _ask(self, running: Running, supporter_id: int, day: dt.date) -> None:
        case_id = running.case.case_id
        running.asked.add(supporter_id)
        running.attempts[supporter_id] += 1
        self.desk.ask(supporter_id, case_id, day)
        coming = answer_of(case_id, supporter_id, running.attempts[supporter_id])
        heappush(self.due, (self.desk.after(day, coming.days), next(self.numbers), case_id, supporter_id))

    def _answer(self, running: Running, supporter_id: int, day: dt.date) -> None:
        case = running.case
        answer: str = answer_of(case.case_id, supporter_id, running.attempts[supporter_id]).answer
        if answer == Answer.ACCEPTED and self._kept_off(running, supporter_id, day):
            answer = "refused"
        self.counts[answer] += 1
        running.asked.discard(supporter_id)
        self.desk.answered(supporter_id, case.case_id)
        if answer != Answer.ACCEPTED:
            (running.declined if answer == Answer.DECLINED else running.lapsed).add(supporter_id)
            return
        until = max(case.worked_until, self.desk.after(day, LEAST_WORK))
        self.desk.accepted(supporter_id, case.case_id, case.organisation, day, until)
        running.members.append(supporter_id)
        running.placed_on = running.placed_on or day

    def _kept_off(self, running: Running, supporter_id: int, day: dt.date) -> bool:
        """The hard rules once more, at the moment of acceptance."""
        need = running.need(self.desk, day).before_asking(supporter_id)
        candidate = self.desk.candidate(self.desk.experts[supporter_id], day, horizon_of(need, self.desk))
        return bool(check(need, candidate))

    def _count(self) -> Figures:
        runs = self.running.values()
        return Figures(
            cases=len(runs),
            placed=sum(bool(run.members) for run in runs),
            topics=sum(len(run.case.topic_ids) for run in runs),
            covered=sum(len(self._covered(run.case, run.members)) for run in runs),
            coverable=sum(len(self._covered(run.case, self._appointed(run.case))) for run in runs),
            conflicts=sum(_is_own_firm(self.desk.experts[one], run.case) for run in runs for one in run.members),
            accepted=self.counts[Answer.ACCEPTED],
            declined=self.counts[Answer.DECLINED],
            lapsed=self.counts[Answer.LAPSED],
            refused=self.counts["refused"],
            days=tuple(
                len(self.desk.business_days(run.case.received_on, run.placed_on)) for run in runs if run.placed_on
            ),
            loads=tuple(self.desk.loads()),
        )

    def _covered(self, case: Asked, supporters: Sequence[int]) -> set[int]:
        known = [self.desk.experts[one].expertise for one in supporters]
        return {topic for topic in case.topic_ids if any(one.get(topic, 0) >= WANTED_LEVEL for one in known)}

    def _appointed(self, case: Asked) -> list[int]:
        return [
            one.supporter_id
            for one in self.desk.experts.values()
            if one.term_start <= case.received_on <= (one.term_end or dt.date.max) and not _is_own_firm(one, case)
        ]


def _is_own_firm(one: Expert, case: Asked) -> bool:
    if not one.affiliation:
        return False
    return normalise_organisation_name(one.affiliation) == normalise_organisation_name(case.organisation)
