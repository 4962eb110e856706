"""Notices about a case: which go to whom. Each is a row of the outbox, written with the change it tells of.

A notice names the case by its number and links to it; it never carries the text of an unpublished invention.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.translation import gettext, ngettext

from accounts.models import Contact, User
from cases.enums import Action, AssignmentState, MessageSide
from cases.models import Assignment, Case, FollowUpReminder, Message, Note, SupportPlan, Task
from cases.selectors.reminders import Reader, Reminder, in_charge_of, reader_of
from mediso.common.formats import written_date
from mediso.desks.models import Desk
from mediso.mailbox.addresses import reply_address
from mediso.notices.services import write_notice


def tell_received(case: Case) -> None:
    _tell_founder(case, "case_received")
    if case.desk.notice_email:
        _tell(case, "case_arrived", at_desk(case.desk), about=case.version, path=_chart(case))


def tell_taken_in(case: Case) -> None:
    """The number, to the founder's account or else to the contact's address. The desk's own staff took it in."""
    contact = case.contact
    if case.consultation.asked_by is not None:
        _tell_founder(case, "case_received")
    elif contact is not None and contact.email:
        write_notice(
            kind="case_taken_in",
            desk=case.desk,
            to=contact.email,
            language="ja",
            key=f"case_taken_in:{case.number}",
            values={
                "name": contact.name,
                "number": case.number,
                "day": in_readers_language(lambda: written_date(case.received_on)),
            },
            reply_to=_answers(case),
        )


def tell_question(case: Case) -> None:
    _tell_founder(case, "question_asked")


def tell_message(message: Message) -> None:
    """That there is a message, to the other side of the thread. Each message is told once to each."""
    case = message.case
    if message.side == MessageSide.FOUNDER:
        for reader in _desk_readers(case):
            _tell_of_message(message, "message_received", reader)
    elif case.consultation.asked_by is not None:
        _tell_of_message(message, "message_sent", reader_of(case.consultation.asked_by), reply_to=_answers(case))
    elif case.contact is not None and case.contact.email:
        _send_by_mail(message, case.contact)


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
        _tell_of_plan(plan, "plan_to_review", reader_of(reviewer))
    if plan.case.responsible not in asked and plan.case.desk.notice_email:
        _tell_of_plan(plan, "plan_to_review", at_desk(plan.case.desk))


def tell_plan_reviewed(plan: SupportPlan) -> None:
    _tell_of_plan(plan, "plan_reviewed", reader_of(plan.drafted_by))


def tell_plan_sent_back(plan: SupportPlan) -> None:
    _tell_of_plan(plan, "plan_sent_back", reader_of(plan.drafted_by))


def tell_handed_over(case: Case, colleague: User) -> None:
    _tell(case, "handed_over", reader_of(colleague), about=case.version, path=_chart(case))


def tell_follow_up_due(reminder: FollowUpReminder, reader: Reader) -> None:
    """A reminder is told once, whatever happens to its case meanwhile."""
    case, count = reminder.case, reminder.months
    months = in_readers_language(lambda: ngettext("%(count)d month", "%(count)d months", count) % {"count": count})
    _write(case, "follow_up_due", reader, key=f"follow_up_due:{reminder.pk}", path=_chart(case), months=months)


def tell_proposed(assignment: Assignment) -> None:
    _tell_asked(assignment, "proposal")


def tell_of_last_day(assignment: Assignment) -> None:
    """Once, whatever becomes of the day."""
    _tell_asked(assignment, "proposal_reminder")


def tell_lapsed(assignment: Assignment) -> None:
    _tell_asked(assignment, "proposal_lapsed")


def tell_returned(assignment: Assignment) -> None:
    """To whoever is in charge: nobody has the proposal any more, and the next can be proposed."""
    path = reverse("case_step", args=[assignment.case.number, Action.PROPOSE.value])
    _tell_in_charge(assignment, "proposal_returned", path)


def tell_accepted(assignment: Assignment) -> None:
    _tell_in_charge(assignment, "proposal_accepted", _chart(assignment.case))


def tell_mentioned(note: Note, colleague: User) -> None:
    """That there is a note, and never its words."""
    _tell_colleague(note.case, colleague, "mentioned", about=note.pk)


def tell_task(task: Task) -> None:
    _tell_colleague(task.case, task.assignee, "task_set", about=task.pk)


def _tell_asked(assignment: Assignment, kind: str) -> None:
    user, last_day = assignment.supporter.user, assignment.answer_by
    if user is not None and user.is_active and last_day is not None:
        path = reverse("proposal_detail", args=[assignment.pk])
        day = in_readers_language(lambda: written_date(last_day))
        _write(assignment.case, kind, reader_of(user), key=f"{kind}:{assignment.pk}", path=path, answer_by=day)


def _tell_in_charge(assignment: Assignment, kind: str, path: str) -> None:
    for reader in in_charge_of(assignment.case):
        _write(assignment.case, kind, reader, key=f"{kind}:{assignment.pk}:{reader.user or 'desk'}", path=path)


def _send_by_mail(message: Message, contact: Contact) -> None:
    """Whoever has no account gets the words by mail: there is no page on which they could read them."""
    case = message.case
    write_notice(
        kind="message_by_mail",
        desk=case.desk,
        to=contact.email,
        language="ja",
        key=f"message_by_mail:{message.pk}",
        values={"name": contact.name, "number": case.number, "text": message.text},
        reply_to=_answers(case),
    )


def _desk_readers(case: Case) -> list[Reader]:
    """Who is in charge, or else the desk's address, and the supporters who work on the case."""
    working = case.assignments.filter(state=AssignmentState.ACCEPTED).select_related("supporter__user")
    users = [case.responsible, *(one.supporter.user for one in working)]
    readers = {user.pk: reader_of(user) for user in users if user and user.is_active}
    if case.responsible is None and case.desk.notice_email:
        readers[0] = at_desk(case.desk)
    return list(readers.values())


def _tell_of_message(message: Message, kind: str, reader: Reader, *, reply_to: str = "") -> None:
    path = reverse("case_thread", args=[message.case.number])
    _write(message.case, kind, reader, key=f"{kind}:{message.pk}:{reader.user or 'desk'}", path=path, reply_to=reply_to)


class Tell(Protocol):
    """Writes one mail about all of `reminders`, which have one reader; the same `key` is one mail."""

    def __call__(self, desk: Desk, reminders: Sequence[Reminder], key: int) -> None: ...


def tell_due(desk: Desk, reminders: Sequence[Reminder], key: int) -> None:
    late, soon = (_listed(one for one in reminders if one.is_late == wanted) for wanted in (True, False))
    told = {"late": late, "soon": soon}
    cases, summary = (_trimmed(f"mail/_due_{part}.txt", told) for part in ("cases", "summary"))
    _tell_list(desk, reminders[0].reader, "due_reminder", key=key, cases=cases, summary=summary)


def tell_silence(desk: Desk, reminders: Sequence[Reminder], key: int) -> None:
    cases = _trimmed("mail/_waiting_cases.txt", {"cases": _listed(reminders)})
    _tell_list(desk, reminders[0].reader, "answer_reminder", key=key, cases=cases)


def at_desk(desk: Desk) -> Reader:
    """Whoever reads the desk's own address."""
    return Reader(desk.notice_email)


def in_readers_language(words: Callable[[], str]) -> object:
    """Text that is made when the language of the mail is known."""
    return lazy(words, str)()


def _trimmed(template: str, context: dict[str, Any]) -> object:
    return in_readers_language(lambda: render_to_string(template, context).strip())


def _listed(reminders: Iterable[Reminder]) -> list[dict[str, Any]]:
    return [{"case": one.case, "address": settings.SITE_ADDRESS + _path_of(one)} for one in reminders]


def _path_of(one: Reminder) -> str:
    if one.proposal:
        return reverse("proposal_detail", args=[one.proposal])
    return _chart(one.case)


def _chart(case: Case) -> str:
    return reverse("case_chart", args=[case.number])


def _tell_of_plan(plan: SupportPlan, kind: str, reader: Reader) -> None:
    """Each round of a plan has a version of its own, so it is told anew."""
    case, path = plan.case, reverse("plan_detail", args=[plan.case.number, plan.edition])
    _write(case, kind, reader, key=f"{kind}:{plan.pk}:{plan.version}:{reader.user or 'desk'}", path=path)


def _tell_colleague(case: Case, colleague: User, kind: str, about: int) -> None:
    """`about` is the key of what is told: it is told once to each."""
    _write(case, kind, reader_of(colleague), key=f"{kind}:{about}:{colleague.pk}", path=_chart(case))


def _tell_founder(case: Case, kind: str) -> None:
    founder: User | None = case.consultation.asked_by
    if founder is not None:
        _tell(case, kind, reader_of(founder), about=case.version, path=_chart(case), reply_to=_answers(case))


def _answers(case: Case) -> str:
    """The address at which an answer of whoever asked finds the thread of the case; none for anybody else.

    A colleague who answers a notice would write to the founder without meaning to.
    """
    return reply_address(case.number)


def _tell(case: Case, kind: str, reader: Reader, *, about: int, path: str, reply_to: str = "") -> None:
    # About the version the case had before: the same news of another round of the same case is another mail.
    _write(case, kind, reader, key=f"{kind}:{case.number}:{about}", path=path, reply_to=reply_to)


def _write(case: Case, kind: str, reader: Reader, *, key: str, path: str, reply_to: str = "", **values: object) -> None:
    values |= {"number": case.number, "address": settings.SITE_ADDRESS + path}
    _write_to(case.desk, kind, reader, key=key, values=values, reply_to=reply_to)


def _tell_list(desk: Desk, reader: Reader, kind: str, *, key: int, **values: object) -> None:
    _write_to(desk, kind, reader, key=f"{kind}:{key}", values=values)


def _write_to(
    desk: Desk, kind: str, reader: Reader, *, key: str, values: dict[str, object], reply_to: str = ""
) -> None:
    write_notice(
        kind=kind,
        desk=desk,
        to=reader.to,
        language=reader.language,
        key=key,
        values={"name": reader.name or _staff_of(desk), **values},
        recipient=reader.user,
        reply_to=reply_to,
    )


def _staff_of(desk: Desk) -> object:
    return in_readers_language(lambda: gettext("staff of %(desk)s") % {"desk": desk})
