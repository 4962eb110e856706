"""The thread on the founder's page and on its own: reading, writing, files, and who was quicker."""

import uuid
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from cases.enums import State
from cases.models import Attachment, Case, CaseEvent, Message
from cases.services import messages, triage
from tests.cases.views.conftest import SignIn
from tests.conftest import MakeCase
from tests.factories.cases import MessageFactory
from tests.support.actions import assigned
from tests.support.pages import Page
from tests.support.papers import PDF, paper
from tests.support.people import row_of
from tests.support.queries import queries_of
from tests.support.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def case(make_case: MakeCase, supporter: User) -> Case:
    case = make_case(State.SUPPORTING, consultation__title="心電計")
    assigned(row_of(supporter), case)
    return case


def at(case: Case) -> str:
    return f"/cases/{case.number}/thread/"


def post(browser: Client, case: Case, then: str, text: str = "本文", **more: Any) -> Any:
    return browser.post(at(case), {"then": then, "text": text, "token": uuid.UUID(int=1), "latest": 0} | more)


def test_each_side_reads_the_other_and_who_reads_along(case: Case, staff: User, founder: User, sign_in: SignIn) -> None:
    messages.write_to_founder(case_id=case.pk, actor=staff, text="資料をお送りください。")
    messages.write_to_desk(case_id=case.pk, actor=founder, text="送ります。")
    for user, address in ((founder, f"/cases/{case.number}/"), (founder, at(case)), (staff, at(case))):
        page = Page(sign_in(user).get(address))
        assert page.texts("div", class_="written")[-2:] != []
        for words in ("事務局 一郎 the desk", "資料をお送りください。", "送ります。"):
            assert words in page.text, (user, address)
        assert "Read by: 青山 みどり, the desk, 野村 進" in page.text
        assert page.repeated_ids == []


def test_sent_from_the_page_it_is_read_there(case: Case, founder: User, sign_in: SignIn) -> None:
    browser = sign_in(founder)
    response = post(browser, case, "send", "送ります。", attachments=[paper()])
    assert (response.status_code, response["Location"]) == (302, f"/cases/{case.number}/#thread")
    page = Page(browser.get(f"/cases/{case.number}/"))
    assert "送ります。" in page.text
    assert page.links["計画書.pdf"] == f"/cases/{case.number}/files/{Attachment.objects.get().pk}/"
    assert page.values["text"] == [""]


def test_pressing_send_twice_sends_once(case: Case, founder: User, sign_in: SignIn) -> None:
    browser = sign_in(founder)
    assert [post(browser, case, "send").status_code for _press in range(2)] == [302, 302]
    assert Message.objects.count() == 1


def test_a_second_page_with_the_same_draft_does_not_lose_its_words(
    case: Case, founder: User, staff: User, sign_in: SignIn
) -> None:
    browser = sign_in(founder)
    assert post(browser, case, "send", "一つ目").status_code == 302
    page = Page(post(browser, case, "send", "二つ目"))
    assert (page.status, page.values["text"], len(page.summary)) == (409, ["二つ目"], 1)
    assert post(browser, case, "send", "二つ目", token=page.values["token"][0]).status_code == 302
    assert [message.text for message in case.messages.all()] == ["一つ目", "二つ目"]


def test_a_draft_is_found_again_with_its_files(case: Case, staff: User, sign_in: SignIn) -> None:
    post(sign_in(staff), case, "keep", "途中まで", attachments=[paper()])
    page = Page(sign_in(staff).get(at(case)))
    assert (page.values["text"], page.links["計画書.pdf"].startswith(f"/cases/{case.number}/files/")) == (
        ["途中まで"],
        True,
    )
    assert "Draft kept" in page.text
    attachment = Attachment.objects.get()
    post(sign_in(staff), case, "", "途中まで", detach=attachment.pk)
    assert not Attachment.objects.exists()
    post(sign_in(staff), case, "discard")
    assert not Message.objects.exists()


def test_a_refused_file_leaves_the_words_and_the_good_files(case: Case, founder: User, sign_in: SignIn) -> None:
    response = post(sign_in(founder), case, "send", "送ります。", attachments=[paper(), paper("b.pdf", b"MZ\x90\x00")])
    page = Page(response)
    assert (page.status, page.values["text"], "計画書.pdf" in page.links) == (422, ["送ります。"], True)
    assert [error for error in page.summary if "b.pdf" in error] != []
    assert Message.objects.get().is_draft


def test_too_long_a_text_comes_back(case: Case, founder: User, sign_in: SignIn) -> None:
    page = Page(post(sign_in(founder), case, "send", "あ" * 10_001))
    assert (page.status, len(page.values["text"][0]), Message.objects.count()) == (422, 10_001, 0)


def test_what_was_begun_elsewhere_is_shown_before_it_is_replaced(case: Case, staff: User, sign_in: SignIn) -> None:
    messages.keep_draft(case=case, actor=staff, token=uuid.UUID(int=7), text="別の端末で")
    browser = sign_in(staff)
    page = Page(post(browser, case, "send", "この端末で"))
    assert (page.status, page.values["text"], "別の端末で" in page.text) == (409, ["この端末で"], True)
    sent = post(browser, case, "send", "この端末で", token=page.values["token"][0], latest=page.values["latest"][0])
    assert (sent.status_code, Message.objects.get().text) == (302, "この端末で")


def test_a_colleague_who_answered_first_is_shown(case: Case, staff: User, full_time: User, sign_in: SignIn) -> None:
    messages.write_to_founder(case_id=case.pk, actor=full_time, text="先にお答えします。")
    browser = sign_in(staff)
    page = Page(post(browser, case, "send", "本文"))
    assert (page.status, "先にお答えします。" in page.text, page.values["text"]) == (409, True, ["本文"])
    again = post(browser, case, "send", "本文", latest=page.values["latest"][0])
    assert (again.status_code, Message.objects.filter(author=staff, sent_at__isnull=False).count()) == (302, 1)


def test_pauses_of_the_keys_keep_the_draft(case: Case, staff: User, sign_in: SignIn) -> None:
    response = post(sign_in(staff), case, "autosave", "途中")
    assert (response.status_code, "Draft kept at" in response.content.decode()) == (200, True)
    assert Message.objects.get().text == "途中"
    assert not CaseEvent.objects.filter(kind="message_sent").exists()


def test_the_answer_is_written_where_the_question_stands(
    case: Case, staff: User, founder: User, sign_in: SignIn
) -> None:
    triage.ask_founder(case_id=case.pk, actor=staff, seen=None, question="どの規格ですか。")
    browser = sign_in(founder)
    page = Page(browser.get(f"/cases/{case.number}/"))
    assert len(list(page.all("form", class_="compose"))) == 1
    assert "Send the answer" in page.texts("button")
    assert post(browser, case, "send", "この規格です。", attachments=[paper()]).status_code == 302
    case.refresh_from_db()
    assert (case.state, Message.objects.get(kind="answer").attachments.count()) == (State.SUPPORTING, 1)


def test_staff_send_a_question_from_the_thread(case: Case, staff: User, sign_in: SignIn) -> None:
    assert post(sign_in(staff), case, "ask", "どの規格ですか。").status_code == 302
    case.refresh_from_db()
    assert case.state == State.AWAITING_FOUNDER


def test_unanswered_is_told_on_chart_and_list_until_it_is_settled(
    case: Case, staff: User, founder: User, sign_in: SignIn
) -> None:
    browser = sign_in(staff)
    messages.write_to_desk(case_id=case.pk, actor=founder, text="ありがとうございます。")
    pages = [f"/cases/{case.number}/", "/cases/?queue=messages"]
    assert ["unanswered" in Page(browser.get(address)).text for address in pages] == [True, True]
    assert "Unanswered since" in Page(browser.get(at(case))).text
    assert browser.post(at(case), {"then": "settle"}).status_code == 302
    assert ["unanswered" in Page(browser.get(address)).text for address in pages] == [False, False]


def test_nobody_writes_on_a_withdrawn_case(make_case: MakeCase, founder: User, sign_in: SignIn) -> None:
    case = make_case(State.WITHDRAWN)
    browser = sign_in(founder)
    before = world()
    assert list(Page(browser.get(at(case))).all("form", class_="compose")) == []
    assert (post(browser, case, "send").status_code, world()) == (403, before)


def test_files_are_served_to_be_saved_and_told_of(case: Case, staff: User, founder: User, sign_in: SignIn) -> None:
    post(sign_in(founder), case, "send", attachments=[paper()])
    address = f"/cases/{case.number}/files/{Attachment.objects.get().pk}/"
    for user in (staff, staff, founder):
        response = sign_in(user).get(address)
        assert (response.status_code, response.getvalue()) == (200, PDF)
        assert response["Content-Disposition"].startswith("attachment")
        assert response["X-Content-Type-Options"] == "nosniff"
    events = CaseEvent.objects.filter(kind="file_read")
    assert list(events.values_list("actor", "payload")) == [(staff.pk, {"file": Attachment.objects.get().pk})]
    assert "事務局 一郎: 計画書.pdf 1 time" in Page(sign_in(founder).get(f"/cases/{case.number}/")).text


def test_a_file_is_found_at_its_own_case_only(case: Case, make_case: MakeCase, staff: User, sign_in: SignIn) -> None:
    post(sign_in(staff), case, "send", attachments=[paper()])
    other = make_case(State.SUPPORTING)
    address = f"/cases/{other.number}/files/{Attachment.objects.get().pk}/"
    assert sign_in(staff).get(address).status_code == 404


@pytest.mark.parametrize("who", ["founder", "staff"])
def test_a_longer_thread_takes_no_more_queries(
    who: str, case: Case, staff: User, sign_in: SignIn, request: pytest.FixtureRequest
) -> None:
    browser = sign_in(request.getfixturevalue(who))
    browser.get(at(case))  # the first reading is noted
    counts = []
    for number in (1, 2):
        for _one in range(number):
            draft = messages.keep_draft(case=case, actor=staff, token=uuid.uuid4(), text="本文")
            messages.attach(draft=draft, uploads=[paper(), paper("二つ目.pdf")])
            messages.send(case_id=case.pk, actor=staff, token=draft.token)
        counts.append(queries_of(browser, at(case)))
    assert counts[0] == counts[1]


def test_more_than_twenty_messages_fold(case: Case, staff: User, sign_in: SignIn) -> None:
    for number in range(23):
        MessageFactory.create(case=case, text=f"第{number}報")
    page = Page(sign_in(staff).get(at(case)))
    assert "3 earlier messages" in page.texts("summary")
    assert len(list(page.all("li", class_="message"))) == 23
