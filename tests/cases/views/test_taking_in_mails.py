"""A mail becomes a case: what the form begins with, and that mail and case are filed together or not at all."""

import uuid
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
import time_machine
from django.test import Client
from pytest_django import Settings

from accounts.models import Organisation, User
from cases.enums import State
from cases.models import Attachment, Case, CaseEvent, Message
from cases.services import incoming
from mediso.desks.models import Desk
from mediso.mailbox.addresses import reply_address
from mediso.mailbox.models import IncomingMail
from mediso.outbox.models import OutboxMail
from tests.cases.views.conftest import SignIn
from tests.conftest import MakeCase
from tests.factories.accounts import ContactFactory
from tests.support.mails import waiting_mail
from tests.support.pages import Page
from tests.support.races import at_once
from tests.support.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

NEW = "/cases/new/"
TEXT = "治験の前に必要な試験を知りたい。"
QUICKER = "Somebody has sorted this mail already. Please look at the list again."


@pytest.fixture
def browser(staff: User, sign_in: SignIn) -> Client:
    client: Client = sign_in(staff)
    return client


def page_for(browser: Client, mail: IncomingMail) -> Page:
    return Page(browser.get(f"{NEW}?mail={mail.pk}"))


def typed(page: Page, **changes: Any) -> dict[str, Any]:
    """What the page begins with, and what is missing of somebody new."""
    names = ("desk", "press", "mail", "channel", "received_on", "title", "text", "take_charge")
    who = ("organisation_name", "contact_name", "contact_email", "organisation", "contact")
    begun = {name: page.values[name][0] for name in (*names, *who) if page.values.get(name)}
    new = {"organisation_kind": "venture", "prefecture": "27"}
    return begun | new | {"organisation_name": begun.get("organisation_name") or "合同会社新規"} | changes


def test_the_form_begins_with_what_the_mail_says(browser: Client) -> None:
    with time_machine.travel("2026-11-20T15:30:00Z"):  # half past midnight in Japan
        mail = waiting_mail(subject="Re: Fwd: 薬事の相談")
    with time_machine.travel("2026-11-22T03:00:00Z"):
        page = page_for(browser, mail)
    values = {name: page.values[name] for name in ("channel", "received_on", "title", "text", "contact_name", "mail")}
    assert values == {
        "channel": ["mail"],
        "received_on": ["2026-11-21"],
        "title": ["薬事の相談"],
        "text": [TEXT],
        "contact_name": ["見知らぬ 人"],
        "mail": [str(mail.pk)],
    }
    assert page.values["contact_email"] == ["stranger@example.com"]
    for words in ("The mail that is taken in: Re: Fwd: 薬事の相談", "計画書.pdf", "stranger@example.com"):
        assert words in page.text
    assert page.links["Read the mail"] == f"/mails/incoming/{mail.pk}/"
    assert (page.errors, page.repeated_ids) == ({}, [])


def test_a_long_text_fits_its_field_line_ends_included(browser: Client) -> None:
    mail = waiting_mail()
    IncomingMail.objects.filter(pk=mail.pk).update(text="長い行です。\n" * 5_000, subject="件" * 400)
    page = page_for(browser, mail)
    sent = page.html.split("<textarea")[1].split(">", 1)[1].split("</textarea>")[0].strip().replace("\n", "\r\n")
    assert 9_900 < len(sent) <= 10_000
    assert browser.post(NEW, typed(page, text=sent)).status_code == 302
    assert len(Case.objects.get().consultation.title) == 200


def test_whoever_is_known_is_found_by_the_address(browser: Client, organisation: Organisation, founder: User) -> None:
    """A contact; else the account of a founder. A name proves nothing."""
    ContactFactory.create(organisation=organisation, name="見知らぬ 人", email="else@example.jp")
    assert page_for(browser, waiting_mail()).values["organisation_name"] == [""]
    known = ContactFactory.create(organisation=organisation, name="原田 緑", email="stranger@example.com")
    page = page_for(browser, waiting_mail())
    assert {name: page.values[name] for name in ("organisation_name", "organisation", "contact_name", "contact")} == {
        "organisation_name": [organisation.name],
        "organisation": [str(organisation.pk)],
        "contact_name": ["原田 緑"],
        "contact": [str(known.pk)],
    }
    account = waiting_mail()
    IncomingMail.objects.filter(pk=account.pk).update(sender_address=founder.email)
    page = page_for(browser, account)
    assert page.values["organisation"] == [str(organisation.pk)]
    assert f"{founder.name} ({founder.email}) has an account of this organisation." in page.text


def test_one_press_opens_the_case_with_the_mail_in_its_thread(browser: Client, staff: User, settings: Settings) -> None:
    settings.MAILBOX_ADDRESS = "desk@example.jp"
    mail = waiting_mail()
    data = typed(page_for(browser, mail))
    assert [browser.post(NEW, data).status_code for _ in range(2)] == [302, 302]
    case, message = Case.objects.get(), Message.objects.get()
    mail.refresh_from_db()
    assert (case.channel, case.consultation.text, case.unanswered_since) == ("mail", TEXT, None)
    assert (message.case, message.incoming, message.author, message.author_name) == (case, mail, None, "見知らぬ 人")
    assert (message.text.strip(), message.folded.strip(), mail.state) == (TEXT, "> 以前のメール", "filed")
    assert [one.file.name for one in Attachment.objects.all()] == ["計画書.pdf"]
    events = list(CaseEvent.objects.order_by("pk").values_list("kind", flat=True))
    assert events == ["taken_in", "claimed", "message_received"]
    told = OutboxMail.objects.get()
    assert (told.kind, told.to, told.reply_to) == ("case_taken_in", mail.sender_address, reply_address(case.number))


def test_what_is_wrong_keeps_mail_and_words(browser: Client) -> None:
    mail = waiting_mail()
    page = Page(browser.post(NEW, typed(page_for(browser, mail), title="")))
    assert (page.status, page.values["mail"], page.values["text"]) == (422, [str(mail.pk)], [TEXT])
    assert "The mail that is taken in" in page.text
    assert not Case.objects.exists()


@pytest.mark.parametrize("how", ["dismissed", "filed at the desk", "filed at another desk"])
def test_a_mail_sorted_meanwhile_is_no_case(
    how: str, browser: Client, staff: User, other_staff: User, make_case: MakeCase, other_desk: Desk
) -> None:
    mail = waiting_mail(subject="急ぎの件")
    data = typed(page_for(browser, mail))
    ways: dict[str, Callable[[], object]] = {
        "dismissed": lambda: incoming.dismiss(mail=mail, actor=other_staff, reason="広告"),
        "filed at the desk": lambda: incoming.file_by_hand(mail=mail, case=make_case(State.TRIAGING), actor=staff),
        "filed at another desk": lambda: incoming.file_by_hand(
            mail=mail, case=make_case(State.TRIAGING, desk=other_desk), actor=other_staff
        ),
    }
    ways[how]()
    before = without_readings()
    page = Page(browser.post(NEW, data))
    assert (page.status, page.summary, page.values["text"]) == (409, [QUICKER], [TEXT])
    assert without_readings() == before
    assert ("The mail that is taken in" in page.text) == (how != "filed at another desk")


def without_readings() -> dict[str, object]:
    """A colleague's mail that is shown after the refusal is noted as read."""
    events = list(CaseEvent.objects.exclude(kind="viewed").values())
    return world() | {"cases.CaseEvent": events, "organisations": list(Organisation.objects.values())}


def test_a_sorted_mail_leads_to_its_page(browser: Client, staff: User) -> None:
    mail = waiting_mail()
    incoming.dismiss(mail=mail, actor=staff, reason="広告")
    assert browser.get(f"{NEW}?mail={mail.pk}")["Location"] == f"/mails/incoming/{mail.pk}/"


def test_a_mail_that_one_may_not_read_is_not_there(
    browser: Client, make_case: MakeCase, other_desk: Desk, desk: Desk
) -> None:
    far = waiting_mail(make_case(State.TRIAGING, desk=other_desk))
    data = typed(page_for(browser, waiting_mail()))
    for pk in (far.pk, 10**20, "x"):
        assert browser.get(f"{NEW}?mail={pk}").status_code == 404
        assert browser.post(NEW, data | {"mail": pk}).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_two_who_press_at_once_make_one_case(
    browser: Client, sign_in: SignIn, other_staff: User, topic: object
) -> None:
    """The same page sent twice is one case; of two pages one is told that somebody was quicker."""
    mail = waiting_mail()
    far = sign_in(other_staff)
    own, others = typed(page_for(browser, mail)), typed(page_for(far, mail))
    assert uuid.UUID(own["press"]) != uuid.UUID(others["press"])
    answers = at_once(
        *(partial(post, client, data) for client, data in ((browser, own), (browser, own), (far, others)))
    )
    assert sorted(map(str, answers)) in (["302", "302", "409"], ["302", "409", "409"])
    assert (Case.objects.count(), Message.objects.count()) == (1, 1)


def post(client: Client, data: dict[str, Any]) -> int:
    return client.post(NEW, data).status_code
