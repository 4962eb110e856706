"""Intake on behalf: what reached the desk by phone, mail or in person becomes one case."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.utils import timezone

from accounts.enums import OrganisationKind, Prefecture
from accounts.models import Contact, Organisation, User
from accounts.services.merging import merge_organisations
from cases.enums import Channel, Clock, EventKind, State
from cases.models import Case, CaseEvent, Consultation, NumberSequence
from cases.selectors.visibility import visible_cases
from cases.services import taking_in, triage
from cases.services.taking_in import Body, Person, PressUsed
from mediso.common.errors import ActionRefused
from mediso.desks.models import Desk, ProductType, Topic
from mediso.outbox.models import OutboxMail
from tests.factories.accounts import ContactFactory, OrganisationFactory
from tests.factories.desks import ProductTypeFactory, TopicFactory
from tests.support.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

TODAY = timezone.localdate
PRESS = uuid.UUID(int=1)
NEW_BODY = Body("合同会社新規", OrganisationKind.VENTURE, Prefecture.OSAKA)
CALLER = Person("電話 花子", "デンワ ハナコ", "hanako@example.jp", "03-1234-5678")


def take_in(desk: Desk, actor: User, **changes: Any) -> Case:
    given: dict[str, Any] = {
        "press": PRESS,
        "channel": Channel.PHONE,
        "channel_note": "",
        "received_on": TODAY(),
        "body": NEW_BODY,
        "person": CALLER,
        "asked_by": None,
        "take_charge": True,
        "title": "治験の相談",
        "text": "必要な試験を知りたい。",
        "product_name": "人工関節",
        "product_type": None,
        "topics": [],
    }
    return taking_in.take_in(desk=desk, actor=actor, **(given | changes))


def test_a_call_becomes_a_case_with_everything_that_was_said(
    desk: Desk, staff: User, product_type: ProductType, topic: Topic
) -> None:
    case = take_in(desk, staff, product_type=product_type, topics=[topic])
    case.refresh_from_db()
    asked = Consultation.objects.get()

    assert (case.state, case.awaits, case.channel, case.received_on) == ("submitted", "staff", "phone", TODAY())
    assert (case.number, case.responsible, case.classified_at) == (f"M{TODAY().year}-0001", staff, None)
    assert (asked.title, asked.text, asked.product_name) == ("治験の相談", "必要な試験を知りたい。", "人工関節")
    assert (asked.asked_by, asked.taken_in_by, asked.is_draft, asked.consented_at) == (None, staff, False, None)
    assert (asked.product_type, asked.product_type_unsure, asked.topics_unsure) == (product_type, False, False)
    assert (case.product_type, case.topic_set, case.product_name) == (product_type, asked.topic_set, "人工関節")
    made = Organisation.objects.get()
    assert (made.name, made.kind, made.prefecture) == ("合同会社新規", "venture", Prefecture.OSAKA)
    assert (case.organisation, case.organisation_kind, case.prefecture) == (made, made.kind, made.prefecture)
    caller = Contact.objects.get()
    assert (case.contact, asked.contact, caller.organisation) == (caller, caller, made)
    assert (caller.name, caller.kana) == ("電話 花子", "デンワ ハナコ")
    assert (caller.email, caller.phone) == ("hanako@example.jp", "03-1234-5678")
    assert list(case.events.values_list("kind", "actor", "to_state", "payload")) == [
        ("taken_in", staff.pk, "submitted", {"channel": "phone", "press": str(PRESS)}),
        ("claimed", staff.pk, "submitted", {"from": None, "to": staff.pk}),
    ]


def test_what_is_not_known_yet_stays_open(desk: Desk, staff: User) -> None:
    case = take_in(desk, staff, take_charge=False)
    assert (case.product_type, case.topic_set, case.responsible) == (None, None, None)
    assert (case.consultation.product_type_unsure, case.consultation.topics_unsure) == (True, True)
    assert CaseEvent.objects.get().kind == "taken_in"


def test_the_clocks_start_on_the_day_of_receipt_and_the_first_contact_was_made(desk: Desk, staff: User) -> None:
    """Triage is what is due next."""
    day = TODAY() - dt.timedelta(days=20)
    case = take_in(desk, staff, received_on=day)
    case.refresh_from_db()
    assert (case.received_on, case.events.get(kind=EventKind.TAKEN_IN).occurred_on) == (day, day)
    assert case.due_clock == Clock.TRIAGE
    assert case.due_on is not None
    assert day < case.due_on < TODAY()
    assert case.number.startswith(f"M{day.year}-")


def test_who_is_known_stays_one_row_and_what_is_newer_is_kept(
    desk: Desk, staff: User, organisation: Organisation
) -> None:
    known = ContactFactory.create(organisation=organisation, kana="", email="old@example.jp", phone="03-1111-1111")
    person = Person("別の書き方", "デンワ ハナコ", "", "090-2222-2222", known=known)
    case = take_in(desk, staff, body=Body(known=organisation), person=person)
    known.refresh_from_db()
    assert (Organisation.objects.get(), Contact.objects.get()) == (case.organisation, case.contact)
    assert (known, known.kana) == (case.contact, "デンワ ハナコ")
    assert (known.email, known.phone, known.normalised_phone) == ("old@example.jp", "090-2222-2222", "09022222222")


def test_a_known_organisation_gets_the_number_it_lacks(desk: Desk, staff: User, organisation: Organisation) -> None:
    take_in(desk, staff, body=Body(known=organisation, corporate_number="7000012050002"))
    organisation.refresh_from_db()
    assert (organisation.name, organisation.corporate_number) == ("株式会社若竹", "7000012050002")


def test_what_was_merged_meanwhile_is_the_one_that_was_kept(
    desk: Desk, staff: User, organisation: Organisation
) -> None:
    merged = OrganisationFactory.create(name="㈱若竹")
    caller = ContactFactory.create(organisation=merged)
    merge_organisations(kept=organisation, merged=merged, actor=staff)
    case = take_in(desk, staff, body=Body(known=merged), person=Person(known=caller))
    assert (case.organisation, case.contact) == (organisation, caller)


def test_a_founder_with_an_account_follows_it_on_the_portal(
    desk: Desk, staff: User, founder: User, organisation: Organisation
) -> None:
    case = take_in(
        desk, staff, body=Body(known=organisation), person=Person("青山", phone="03-3333-3333"), asked_by=founder
    )
    assert list(visible_cases(founder)) == [case]
    contact = Contact.objects.get()
    assert (case.contact, contact.user) == (contact, founder)
    assert (contact.name, contact.phone) == ("青山 みどり", "03-3333-3333")
    mail = OutboxMail.objects.get()
    assert (mail.to, mail.key) == ("founder@example.jp", f"case_received:{case.number}:2")
    assert f"/cases/{case.number}/" in mail.body


def test_whoever_has_no_account_is_told_the_number_and_no_link(desk: Desk, staff: User) -> None:
    case = take_in(desk, staff)
    mail = OutboxMail.objects.get()
    assert (mail.to, mail.subject) == ("hanako@example.jp", f"ご相談を受け付けました（{case.number}）")
    assert case.number in mail.body
    assert "/cases/" not in mail.body
    for secret in ("治験の相談", "必要な試験を知りたい。", "人工関節"):
        assert secret not in mail.subject + mail.body


def test_without_an_address_nobody_is_mailed(desk: Desk, staff: User) -> None:
    take_in(desk, staff, person=Person("電話 花子", phone="03-1234-5678"))
    assert OutboxMail.objects.count() == 0


def test_a_second_press_is_the_same_case(desk: Desk, staff: User) -> None:
    case = take_in(desk, staff)
    before = world()
    assert take_in(desk, staff) == case
    assert world() == before


def test_a_form_that_was_used_is_not_taken_for_another_question(desk: Desk, staff: User) -> None:
    case = take_in(desk, staff)
    before = world()
    with pytest.raises(PressUsed) as refusal:
        take_in(desk, staff, title="別の相談")
    assert str(refusal.value).startswith(
        f"This form was sent before: {case.number} “治験の相談”. Nothing was saved now."
    )
    assert world() == before
    assert take_in(desk, staff, title="別の相談", press=uuid.UUID(int=2)) != case


def test_another_person_s_form_is_another_form(desk: Desk, staff: User, other_desk: Desk, other_staff: User) -> None:
    assert take_in(desk, staff) != take_in(other_desk, other_staff, body=NEW_BODY)
    assert sorted(NumberSequence.objects.values_list("last", flat=True)) == [1, 1]


PAST = "This is more than a year ago. Check the year; older cases are imported with a register."
REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "by the portal": ({"channel": Channel.PORTAL}, "What comes by the portal is submitted by its founder."),
    "an event of no name": ({"channel": Channel.EVENT}, "Say which event it was, or who referred them."),
    "referred by nobody": ({"channel": Channel.REFERRAL}, "Say which event it was, or who referred them."),
    "tomorrow": ({"received_on": 1}, "This day is still to come. Give a date up to today."),
    "years ago": ({"received_on": -366}, PAST),
    "half an organisation": (
        {"body": Body("合同会社新規")},
        "Give name, kind and location of the organisation together.",
    ),
    "an organisation without a name": (
        {"body": Body("・", OrganisationKind.VENTURE, Prefecture.OSAKA)},
        "Write the name of the organisation.",
    ),
    "nobody": ({"person": Person(" ")}, "Write the name of the contact."),
}


@pytest.mark.parametrize(("changes", "reason"), REFUSED.values(), ids=REFUSED.keys())
def test_what_does_not_fit_is_refused_and_leaves_nothing(
    changes: dict[str, Any], reason: str, desk: Desk, staff: User
) -> None:
    if "received_on" in changes:
        changes = {"received_on": TODAY() + dt.timedelta(days=changes["received_on"])}
    before = world()
    with pytest.raises(ActionRefused) as refusal:
        take_in(desk, staff, **changes)
    assert str(refusal.value) == reason
    assert world() == before


def test_another_desk_s_choices_are_refused(desk: Desk, other_desk: Desk, staff: User) -> None:
    before = world()
    for changes in (
        {"product_type": ProductTypeFactory.create(desk=other_desk)},
        {"topics": [TopicFactory.create(desk=other_desk)]},
    ):
        with pytest.raises(ActionRefused, match=r"^Choose a product type and topics of this case's desk\.$"):
            take_in(desk, staff, **changes)
    assert world() == before


def test_only_a_founder_of_the_organisation_can_be_named(
    desk: Desk, staff: User, other_founder: User, founder: User, organisation: Organisation
) -> None:
    before = world()
    for founder_named, body in ((other_founder, Body(known=organisation)), (founder, NEW_BODY)):
        with pytest.raises(ActionRefused, match=r"^This founder has no account of this organisation\.$"):
            take_in(desk, staff, body=body, asked_by=founder_named)
    assert world() == before


def test_a_contact_of_another_organisation_is_not_taken_along(
    desk: Desk, staff: User, organisation: Organisation
) -> None:
    elsewhere = ContactFactory.create(name="他社 花子")
    before = world()
    with pytest.raises(ActionRefused, match=r"^他社 花子 is a contact of another organisation\."):
        take_in(desk, staff, body=Body(known=organisation), person=Person(known=elsewhere))
    assert world() == before


def test_only_the_staff_of_the_desk_take_in(
    desk: Desk, founder: User, supporter: User, full_time: User, manager: User, administrator: User, other_staff: User
) -> None:
    before = world()
    for person in (founder, supporter, full_time, manager, administrator, other_staff):
        with pytest.raises(ActionRefused, match=r"^Only the staff of the desk can do this\.$"):
            take_in(desk, person)
    assert world() == before


def test_a_case_taken_in_goes_the_way_of_every_other(desk: Desk, staff: User) -> None:
    case = take_in(desk, staff)
    assert triage.start_triage(case_id=case.pk, actor=staff, seen=None).state == State.TRIAGING
