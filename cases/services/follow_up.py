"""フォローアップ: the desk asks a founder how it went on, some months after the case was closed."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.enums import Role
from accounts.models import User
from cases.models import Case, FollowUpReminder
from cases.notifications import at_desk, tell_follow_up_due
from cases.selectors.clocks import calendar_of
from cases.selectors.reminders import reader_of
from cases.services.chart import record_on_chart
from cases.works import Work
from mediso.common.business_days import BusinessCalendar
from mediso.common.errors import ActionRefused
from mediso.common.months import months_after

# Who calls somewhat early has followed up all the same.
EARLY = dt.timedelta(days=14)


def schedule(case: Case, closed_on: dt.date) -> None:
    """Set the reminders of a case closed on that day, in Japan time; the caller holds its lock.

    The desk says after how many months (`Desk.follow_up_months`). A reminder that would fall on a day on which the desk
    is closed waits for the next business day; two that meet there are one.
    """
    calendar = calendar_of(case.desk)
    by_day: dict[dt.date, int] = {}
    for months in sorted(case.desk.follow_up_months):
        by_day.setdefault(_business_day(months_after(closed_on, months), calendar), months)
    FollowUpReminder.objects.bulk_create(
        [FollowUpReminder(case=case, months=months, due_on=day) for day, months in by_day.items()],
        ignore_conflicts=True,  # done already, before the case was reopened
    )


def unschedule(case: Case) -> None:
    """A case that was reopened is followed up when it is closed again; what was done stays."""
    case.reminders.filter(done_at=None).delete()


def finish(case: Case, held_on: dt.date) -> None:
    """A follow-up held that day does what was due by then, or within the two weeks after it."""
    case.reminders.filter(done_at=None, due_on__lte=held_on + EARLY).update(done_at=timezone.now())


def dismiss(*, reminder_id: int, actor: User, reason: str) -> Case:
    """Follow up no more at this reminder; the reason stays in the history of the chart, for the desk alone.

    Raises `ActionRefused` for whoever may not follow the case up, and for a reminder that is done or gone.
    """
    case_id = FollowUpReminder.objects.filter(pk=reminder_id).values_list("case", flat=True).first()
    if case_id is None:
        raise ActionRefused(_("This reminder is no more: the case was reopened."))
    with record_on_chart(case_id=case_id, work=Work.DISMISS_FOLLOW_UP, actor=actor) as entry:
        if not FollowUpReminder.objects.filter(pk=reminder_id, done_at=None).update(done_at=timezone.now()):
            raise ActionRefused(_("Somebody was quicker: this reminder is done."))
        due_on = FollowUpReminder.objects.get(pk=reminder_id).due_on
        entry.payload |= {"reminder": reminder_id, "due_on": due_on.isoformat(), "text": reason}
    return entry.case


def remind() -> int:
    """Mail each reminder that is due to whoever keeps the case, once; how many mails were written.

    Safe to run at any time and twice at once.
    """
    due = FollowUpReminder.objects.filter(done_at=None, sent_at=None, due_on__lte=timezone.localdate())
    return sum(_remind(pk) for pk in due.order_by("due_on", "pk").values_list("pk", flat=True))


@transaction.atomic
def _remind(reminder_id: int) -> bool:
    waiting = FollowUpReminder.objects.filter(pk=reminder_id, done_at=None, sent_at=None)
    reminder = (
        waiting.select_for_update(of=("self",), skip_locked=True)
        .select_related("case__desk", "case__responsible")
        .first()
    )
    if reminder is None:
        return False
    case, keeper = reminder.case, reminder.case.responsible
    if keeper is not None and keeper.is_active and keeper.has_role(Role.STAFF, case.desk_id):
        tell_follow_up_due(reminder, reader_of(keeper))
    elif case.desk.notice_email:
        tell_follow_up_due(reminder, at_desk(case.desk))
    else:
        return False  # it stands in the list of follow-ups all the same
    reminder.sent_at = timezone.now()
    reminder.save(update_fields=["sent_at"])
    return True


def _business_day(day: dt.date, calendar: BusinessCalendar) -> dt.date:
    return day if calendar.is_business_day(day) else calendar.add(day, 1)
