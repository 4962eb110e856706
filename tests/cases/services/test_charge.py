import pytest
from django.utils import timezone

from accounts.enums import Role
from accounts.models import User
from cases.enums import State
from cases.models import Case, CaseEvent
from cases.services import charge
from mediso.common.errors import ActionRefused, StaleRow
from mediso.outbox.models import OutboxMail
from tests.conftest import MakeCase
from tests.factories.accounts import UserFactory, grant
from tests.support.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def case(make_case: MakeCase) -> Case:
    return make_case(State.TRIAGING, classified_at=timezone.now())


@pytest.fixture
def colleague(case: Case) -> User:
    user = UserFactory.create(name="事務局 二郎", email="colleague@example.jp")
    grant(user, Role.STAFF, case.desk)
    return user


def test_whoever_takes_charge_is_named_by_id_and_told_nothing(case: Case, staff: User) -> None:
    charge.claim(case_id=case.pk, actor=staff, seen=1)
    case.refresh_from_db()
    assert case.responsible == staff
    assert CaseEvent.objects.get().payload == {"from": None, "to": staff.pk}
    assert OutboxMail.objects.count() == 0


def test_the_second_is_told_that_somebody_is_in_charge(case: Case, staff: User, colleague: User) -> None:
    charge.claim(case_id=case.pk, actor=staff, seen=None)
    before = world()
    with pytest.raises(ActionRefused, match="in charge of this case already"):
        charge.claim(case_id=case.pk, actor=colleague, seen=None)
    with pytest.raises(StaleRow, match="Someone was quicker: 事務局 一郎 – Staff member took charge"):
        charge.claim(case_id=case.pk, actor=colleague, seen=1)
    assert world() == before


def test_a_colleague_is_put_in_charge_and_told_by_mail(case: Case, staff: User, colleague: User) -> None:
    charge.hand_over(case_id=case.pk, actor=staff, seen=1, colleague=colleague)
    case.refresh_from_db()
    assert case.responsible == colleague
    mail = OutboxMail.objects.get()
    assert (mail.to, case.number in mail.subject, case.consultation.title in mail.body) == (
        "colleague@example.jp",
        True,
        False,
    )


def test_a_case_can_be_laid_down(case: Case, staff: User) -> None:
    charge.claim(case_id=case.pk, actor=staff, seen=None)
    charge.hand_over(case_id=case.pk, actor=staff, seen=None, colleague=None)
    case.refresh_from_db()
    assert case.responsible is None
    assert CaseEvent.objects.get(kind="handed_over").payload == {"from": staff.pk, "to": None}
    assert OutboxMail.objects.count() == 0


@pytest.mark.parametrize("who", ["other_staff", "supporter", "founder"])
def test_only_the_desks_own_staff_can_be_put_in_charge(
    who: str, case: Case, staff: User, request: pytest.FixtureRequest
) -> None:
    somebody = request.getfixturevalue(who)
    before = world()
    with pytest.raises(ActionRefused, match="Choose a member of this desk's staff"):
        charge.hand_over(case_id=case.pk, actor=staff, seen=1, colleague=somebody)
    assert world() == before


def test_an_account_switched_off_cannot_be_put_in_charge(case: Case, staff: User, colleague: User) -> None:
    colleague.is_active = False
    colleague.save()
    with pytest.raises(ActionRefused, match="Choose a member"):
        charge.hand_over(case_id=case.pk, actor=staff, seen=1, colleague=colleague)


def test_handing_over_to_whoever_has_it_changes_nothing(case: Case, staff: User) -> None:
    before = world()
    with pytest.raises(ActionRefused, match="Nothing would change"):
        charge.hand_over(case_id=case.pk, actor=staff, seen=1, colleague=None)
    assert world() == before
