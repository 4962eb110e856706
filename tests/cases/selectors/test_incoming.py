"""Who reads which incoming mail, and what is said of one."""

import pytest
from pytest_django import Settings

from accounts.enums import Role
from accounts.models import User
from cases import incoming_counts
from cases.enums import State
from cases.selectors.incoming import cases_of_sender, sortable_incoming, visible_incoming
from cases.selectors.opened_mail import OpenedMail
from cases.services import incoming
from mediso.desks.models import Desk
from mediso.mailbox.models import IncomingMail
from tests.conftest import MakeCase
from tests.factories.accounts import grant
from tests.support.mails import arrived

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture(autouse=True)
def _mailbox(settings: Settings) -> None:
    settings.MAILBOX_ADDRESS = "desk@example.jp"


def reads(user: User, mail: IncomingMail) -> bool:
    return visible_incoming(User.objects.get(pk=user.pk)).filter(pk=mail.pk).exists()


def test_the_staff_of_the_case_s_desk_read_its_mails_and_all_staff_the_rest(
    make_case: MakeCase, staff: User, other_staff: User, founder: User, manager: User, administrator: User
) -> None:
    to_a_case, to_none = arrived(make_case(State.TRIAGING)), arrived()
    assert [reads(staff, one) for one in (to_a_case, to_none)] == [True, True]
    assert [reads(other_staff, one) for one in (to_a_case, to_none)] == [False, True]
    for user in (founder, manager, administrator):
        assert [reads(user, one) for one in (to_a_case, to_none)] == [False, False]


def test_staff_who_asked_the_case_themselves_read_no_mail_to_it(
    make_case: MakeCase, staff: User, founder: User, desk: Desk
) -> None:
    """They read the thread as its founder does: what others write to the desk about them is not theirs."""
    grant(founder, Role.STAFF, desk)
    case = make_case(State.TRIAGING)
    waiting, filed = arrived(case), arrived()
    incoming.file_by_hand(mail=filed, case=case, actor=staff)
    assert [reads(staff, one) for one in (waiting, filed)] == [True, True]
    assert [reads(founder, one) for one in (waiting, filed)] == [False, False]
    assert cases_of_sender(User.objects.get(pk=founder.pk), arrived(sender=founder.email)) == []


def test_a_mail_to_nobody_belongs_to_the_case_it_is_filed_into(
    make_case: MakeCase, staff: User, other_staff: User
) -> None:
    mail = arrived()
    incoming.file_by_hand(mail=mail, case=make_case(State.TRIAGING), actor=staff)
    assert (reads(staff, mail), reads(other_staff, mail)) == (True, False)
    assert sortable_incoming(other_staff).filter(pk=mail.pk).exists()


def test_the_count_of_the_menu_is_each_desk_s_own(
    make_case: MakeCase, desk: Desk, other_desk: Desk, staff: User
) -> None:
    mail = arrived()
    arrived(make_case(State.TRIAGING))
    arrived(make_case(State.TRIAGING, desk=other_desk))
    incoming_counts.COUNTS.refresh()
    assert [incoming_counts.waiting_for(desks) for desks in ([desk.pk], [other_desk.pk], [])] == [2, 2, 0]
    assert incoming_counts.waiting_for([desk.pk, other_desk.pk]) == 3
    incoming.dismiss(mail=mail, actor=staff, reason="広告")
    incoming_counts.COUNTS.refresh()
    assert incoming_counts.waiting_for([desk.pk]) == 1


def test_why_a_mail_waits(make_case: MakeCase, staff: User, founder: User, settings: Settings) -> None:
    case, withdrawn = make_case(State.TRIAGING), make_case(State.WITHDRAWN)
    answered, too_late = arrived(case), arrived(withdrawn, founder.email)
    strange = arrived()
    settings.MAILBOX_MOST_AN_HOUR = 1
    many = arrived(case)
    assert [OpenedMail(one, staff).why_it_waits for one in (answered, too_late, strange, many)] == [
        f"It came to the address of {case.number}, but not from whoever asked.",
        f"It answers to {withdrawn.number}, which was withdrawn.",
        "It did not come to the address of a case.",
        "Many mails from this address came within an hour.",
    ]


def test_where_a_mail_may_belong(make_case: MakeCase, staff: User, founder: User, other_desk: Desk) -> None:
    named, own = make_case(State.CLOSED, asked_by=None), make_case(State.TRIAGING)
    make_case(State.WITHDRAWN)
    make_case(State.TRIAGING, desk=other_desk)
    assert list(OpenedMail(arrived(named, founder.email), staff).suggestions) == [named, own]
    assert list(OpenedMail(arrived(), staff).suggestions) == []
