import pytest

from accounts.models import User
from cases.enums import LinkKind, State
from cases.models import Case, CaseLink
from cases.selectors.own_links import own_links
from tests.conftest import MakeCase

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def link(earlier: Case, later: Case, by: User, kind: LinkKind = LinkKind.FOLLOW_ON) -> None:
    CaseLink.objects.create(earlier=earlier, later=later, kind=kind, linked_by=by)


def test_a_founder_sees_what_goes_on_from_what(make_case: MakeCase, founder: User) -> None:
    first, second, third = (make_case(State.CLOSED) for _number in range(3))
    link(first, second, founder)
    link(second, third, founder)
    assert [(one.case, str(one.words)) for one in own_links(founder, second)] == [
        (first, "It goes on from"),
        (third, "Gone on with in"),
    ]


def test_nothing_else_that_the_desk_linked(
    make_case: MakeCase, founder: User, other_founder: User, staff: User
) -> None:
    case = make_case()
    link(case, make_case(asked_by=other_founder), staff)
    link(case, make_case(), staff, LinkKind.RELATED)
    assert own_links(founder, case) == []
