"""Internal notes: who writes them, who reads which, who is called."""

from typing import Any

import pytest

from accounts.enums import Role
from accounts.models import User
from cases.enums import NoteAudience, State
from cases.models import Case, CaseEvent, Note
from cases.selectors.colleagues import colleagues_on
from cases.selectors.notes import mentioned_in, notes_for
from cases.selectors.visibility import visible_cases
from cases.services.notes import write_note
from mediso.common.errors import ActionRefused
from mediso.desks.models import Desk
from mediso.outbox.models import OutboxMail
from tests.conftest import MakeCase
from tests.factories.accounts import UserFactory, grant
from tests.factories.supporters import InterestFactory, SupporterFactory
from tests.support.actions import assigned, proposal_to
from tests.support.people import row_of
from tests.support.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

DESK, TEAM = NoteAudience.DESK, NoteAudience.TEAM


@pytest.fixture
def case(make_case: MakeCase, supporter: User, other_supporter: User, full_time: User) -> Case:
    """`supporter` works on it; `other_supporter` has completed; `full_time` sorts."""
    case = make_case(State.SUPPORTING)
    assigned(row_of(supporter), case)
    assigned(row_of(other_supporter), case, role="adviser", state="completed")
    return case


def write(case: Case, author: User, text: str, audience: NoteAudience = DESK, **more: Any) -> Note:
    return write_note(case_id=case.pk, actor=author, audience=audience, text=text, **more)


@pytest.fixture
def written(case: Case, staff: User) -> Case:
    write(case, staff, "窓口だけの話")
    write(case, staff, "担当者との話", TEAM)
    return case


READ = {
    "staff": ["担当者との話", "窓口だけの話"],
    "full_time": ["担当者との話", "窓口だけの話"],
    "supporter": ["担当者との話"],
    "other_supporter": ["担当者との話"],
    "founder": [],
    "other_founder": [],
    "other_staff": [],
    "manager": [],
    "administrator": [],
}


@pytest.mark.parametrize("who", READ)
def test_everybody_reads_what_is_theirs(who: str, written: Case, request: pytest.FixtureRequest) -> None:
    assert [note.text for note in notes_for(request.getfixturevalue(who), written)] == READ[who]


def test_nobody_reads_who_has_left_or_has_a_tie(written: Case, staff: User, full_time: User, supporter: User) -> None:
    InterestFactory.create(supporter=row_of(full_time), organisation=written.organisation)
    staff.is_active = False
    supporter.grants.all().delete()
    supporter.__dict__.pop("granted", None)
    assert [list(notes_for(user, written)) for user in (staff, full_time, supporter)] == [[], [], []]


@pytest.mark.parametrize("role", [Role.STAFF, Role.SUPPORTER])
def test_whoever_asked_reads_none_whatever_else_they_are(role: Role, written: Case, founder: User, desk: Desk) -> None:
    grant(founder, role, desk)
    if role == Role.SUPPORTER:
        SupporterFactory.create(desk=desk, user=founder, full_time=True)
    assert list(notes_for(founder, written)) == []
    before = world()
    with pytest.raises(ActionRefused):
        write(written, founder, "自分の相談")
    assert world() == before


def test_a_note_leaves_an_event_without_its_words(case: Case, staff: User) -> None:
    note = write(case, staff, "窓口だけの話")
    event = CaseEvent.objects.get()
    assert (event.kind, event.payload) == ("note_written", {"note": note.pk, "audience": "desk", "mentioned": []})
    assert OutboxMail.objects.count() == 0


def test_a_supporter_writes_to_the_team(case: Case, supporter: User) -> None:
    assert write(case, supporter, "試験の話", TEAM).author == supporter
    before = world()
    with pytest.raises(ActionRefused) as refusal:
        write(case, supporter, "試験の話", DESK)
    assert str(refusal.value) == "You could not read such a note yourself. Write it for the supporters of this case."
    assert world() == before


def test_who_is_called_is_told_by_mail_without_a_word_of_it(
    case: Case, staff: User, full_time: User, supporter: User
) -> None:
    write(case, staff, "秘密の話 @常盤 勤 と ＠野村", TEAM, mentioned=[supporter])
    note = Note.objects.get()
    assert set(note.mentioned.all()) == {full_time, supporter}
    assert CaseEvent.objects.get().payload["mentioned"] == sorted([full_time.pk, supporter.pk])
    mails = OutboxMail.objects.order_by("to")
    assert [mail.to for mail in mails] == ["full-time@example.jp", "supporter@example.jp"]
    assert [case.number in mail.body and "秘密" not in mail.body + mail.subject for mail in mails] == [True, True]


def test_nobody_tells_themself(case: Case, staff: User) -> None:
    write(case, staff, "@事務局 あとで読む")
    assert list(Note.objects.get().mentioned.all()) == [staff]
    assert OutboxMail.objects.count() == 0


@pytest.mark.parametrize("who", ["supporter", "other_supporter", "founder", "other_staff", "manager"])
def test_nobody_is_called_who_could_not_read_it(
    who: str, case: Case, staff: User, request: pytest.FixtureRequest
) -> None:
    user = request.getfixturevalue(who)
    before = world()
    with pytest.raises(ActionRefused) as refusal:
        write(case, staff, "話", DESK, mentioned=[user])
    assert str(refusal.value) == (
        f"{user.name} cannot read this note. Choose other readers for it, or take the mention out."
    )
    assert world() == before


CALLED = {
    "@事務局 一郎 さん": ["事務局 一郎"],
    "@事務局一郎": ["事務局 一郎"],
    "＠事務局": ["事務局 一郎"],
    "事務局 一郎": [],
    "@常盤さんと@野村さん": ["常盤 勤", "野村 進"],
    "mail@事務局.example": ["事務局 一郎"],
    "@だれか": [],
    "@": [],
    "@佐藤 一": ["佐藤 一"],
    "@佐藤 一子": ["佐藤 一子"],
    "@佐藤": [],
}


@pytest.mark.parametrize("text", CALLED)
def test_a_name_calls_one_colleague_or_none(text: str, case: Case, staff: User, desk: Desk) -> None:
    for name in ("佐藤 一", "佐藤 一子"):
        UserFactory.create(staff_of=desk, name=name)
    assert [user.name for user in mentioned_in(text, colleagues_on(case))] == sorted(CALLED[text])


def test_two_of_one_name_are_not_guessed_at(case: Case, desk: Desk) -> None:
    UserFactory.create_batch(2, staff_of=desk, name="佐藤 一")
    assert mentioned_in("@佐藤 一", colleagues_on(case)) == []


def test_colleagues_are_those_who_keep_the_chart(case: Case, staff: User, desk: Desk, founder: User) -> None:
    proposal_to(SupporterFactory.create(desk=desk, signs_in=True), case, role="adviser")
    tied = SupporterFactory.create(desk=desk, signs_in=True, full_time=True)
    InterestFactory.create(supporter=tied, organisation_name="若竹 (株)")
    UserFactory.create(staff_of=desk, is_active=False)
    grant(founder, Role.STAFF, desk)
    found = colleagues_on(case)
    assert [(one.user.name, sorted(one.reads)) for one in found] == [
        ("事務局 一郎", [DESK, TEAM]),
        ("常盤 勤", [DESK, TEAM]),
        ("野村 進", [TEAM]),
    ]
    for one in found:
        assert visible_cases(one.user).filter(pk=case.pk).exists()
