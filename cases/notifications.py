"""Mails about a case: which words go to whom. Each is a row of the outbox, written with the change it tells of.

A mail names the case by its number and links to it; it never carries the text of an unpublished invention.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from django.conf import settings
from django.urls import reverse

from accounts.models import User
from cases.models import Assignment, Case, FollowUpReminder, Note, SupportPlan, Task
from cases.selectors.reminders import Reader, Reminder
from mediso.desks.models import Desk
from mediso.outbox.services import write_mail_from_template


def tell_received(case: Case) -> None:
    _tell_founder(case, "case_received")
    if case.desk.notice_email:
        _tell(
            case,
            kind="case_arrived",
            to=case.desk.notice_email,
            language="ja",
            url=reverse("case_chart", args=[case.number]),
        )


def tell_taken_in(case: Case) -> None:
    """The number, to the founder's account or else to the contact's address. The desk's own staff took it in."""
    contact = case.contact
    if case.consultation.asked_by is not None:
        _tell_founder(case, "case_received")
    elif contact is not None and contact.email:
        write_mail_from_template(
            kind="case_taken_in",
            key=f"case_taken_in:{case.number}",
            to=contact.email,
            language="ja",
            context={"case": case, "desk": case.desk, "name": contact.name},
        )


def tell_question(case: Case) -> None:
    _tell_founder(case, "question_asked")


def tell_referred(case: Case) -> None:
    _tell_founder(case, "case_referred")


def tell_declined(case: Case) -> None:
    _tell_founder(case, "case_declined")


def tell_closed(case: Case) -> None:
    _tell_founder(case, "case_closed")


def tell_plan_delivered(case: Case) -> None:
    _tell_founder(case, "plan_delivered")


def tell_plan_to_review(plan: SupportPlan, reviewers: Iterable[User]) -> None:
    """Each of these, and the desk where nobody of them is in charge of the case."""
    asked = list(reviewers)
    for reviewer in asked:
        _tell_of_plan(plan, kind="plan_to_review", to=reviewer)
    if plan.case.responsible not in asked and plan.case.desk.notice_email:
        _tell_of_plan(plan, kind="plan_to_review", to=None)


def tell_plan_reviewed(plan: SupportPlan) -> None:
    _tell_of_plan(plan, kind="plan_reviewed", to=plan.drafted_by)


def tell_plan_sent_back(plan: SupportPlan) -> None:
    _tell_of_plan(plan, kind="plan_sent_back", to=plan.drafted_by)


def _tell_of_plan(plan: SupportPlan, *, kind: str, to: User | None) -> None:
    """To the desk's address for None. Each round of a plan has a version of its own, so it is told anew."""
    case, desk = plan.case, plan.case.desk
    write_mail_from_template(
        kind=kind,
        key=f"{kind}:{plan.pk}:{plan.version}:{to.pk if to else 'desk'}",
        to=to.email if to else desk.notice_email,
        language=to.language if to else "ja",
        context={
            "case": case,
            "desk": desk,
            "name": to.name if to else "",
            "address": settings.SITE_ADDRESS + reverse("plan_detail", args=[case.number, plan.edition]),
        },
    )


def tell_handed_over(case: Case, colleague: User) -> None:
    _tell(
        case,
        kind="handed_over",
        to=colleague.email,
        language=colleague.language,
        url=reverse("case_chart", args=[case.number]),
        name=colleague.name,
    )


def tell_follow_up_due(reminder: FollowUpReminder, *, to: str, language: str = "ja", name: str = "") -> None:
    """A reminder is told once, whatever happens to its case meanwhile."""
    case = reminder.case
    write_mail_from_template(
        kind="follow_up_due",
        key=f"follow_up_due:{reminder.pk}",
        to=to,
        language=language,
        context={
            "case": case,
            "desk": case.desk,
            "months": reminder.months,
            "name": name,
            "address": settings.SITE_ADDRESS + reverse("case_chart", args=[case.number]),
        },
    )


def tell_proposed(assignment: Assignment) -> None:
    user = assignment.supporter.user
    if user is not None:
        _tell(
            assignment.case,
            kind="proposal",
            to=user.email,
            language=user.language,
            url=reverse("proposal_detail", args=[assignment.pk]),
            name=user.name,
        )


def tell_mentioned(note: Note, colleague: User) -> None:
    """That there is a note, and never its words."""
    _tell_colleague(note.case, colleague, kind="mentioned", about=note.pk)


def tell_task(task: Task) -> None:
    _tell_colleague(task.case, task.assignee, kind="task_set", about=task.pk)


class Tell(Protocol):
    """Writes one mail about all of `reminders`, which have one reader; the same `key` is one mail."""

    def __call__(self, desk: Desk, reminders: Sequence[Reminder], key: int) -> None: ...


def tell_due(desk: Desk, reminders: Sequence[Reminder], key: int) -> None:
    late, soon = (_listed(one for one in reminders if one.is_late == wanted) for wanted in (True, False))
    _tell_list(desk, reminders[0].reader, kind="due_reminder", key=key, late=late, soon=soon)


def tell_silence(desk: Desk, reminders: Sequence[Reminder], key: int) -> None:
    _tell_list(desk, reminders[0].reader, kind="answer_reminder", key=key, cases=_listed(reminders))


def _listed(reminders: Iterable[Reminder]) -> list[dict[str, Any]]:
    return [{"case": one.case, "address": settings.SITE_ADDRESS + _path_of(one)} for one in reminders]


def _path_of(one: Reminder) -> str:
    if one.proposal:
        return reverse("proposal_detail", args=[one.proposal])
    return reverse("case_chart", args=[one.case.number])


def _tell_list(desk: Desk, reader: Reader, *, kind: str, key: int, **context: Any) -> None:
    write_mail_from_template(
        kind=kind,
        key=f"{kind}:{key}",
        to=reader.to,
        language=reader.language,
        context={"desk": desk, "name": reader.name, **context},
    )


def _tell_colleague(case: Case, colleague: User, *, kind: str, about: int) -> None:
    """`about` is the key of what is told: it is told once to each."""
    write_mail_from_template(
        kind=kind,
        key=f"{kind}:{about}:{colleague.pk}",
        to=colleague.email,
        language=colleague.language,
        context={
            "case": case,
            "desk": case.desk,
            "name": colleague.name,
            "address": settings.SITE_ADDRESS + reverse("case_chart", args=[case.number]),
        },
    )


def _tell_founder(case: Case, kind: str) -> None:
    founder: User | None = case.consultation.asked_by
    if founder is not None:
        _tell(
            case,
            kind=kind,
            to=founder.email,
            language=founder.language,
            url=reverse("case_chart", args=[case.number]),
            name=founder.name,
        )


def _tell(case: Case, *, kind: str, to: str, language: str, url: str, **context: Any) -> None:
    # The version the case had before: the same news of another round of the same case is another mail.
    write_mail_from_template(
        kind=kind,
        key=f"{kind}:{case.number}:{case.version}",
        to=to,
        language=language,
        context={"case": case, "desk": case.desk, "address": settings.SITE_ADDRESS + url, **context},
    )
