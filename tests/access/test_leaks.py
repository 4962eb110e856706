"""What must not be read: words planted in internal places, and every page, mail and answer searched for them."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any
from urllib.parse import parse_qs

import pytest
from django.test import Client
from django.urls import reverse

from cases.enums import AssignmentRole, AssignmentState, DeclineReason, EventKind, InterviewKind, State
from cases.models import Case
from cases.services import closing, intake, matching, referral, triage
from mediso.outbox.models import OutboxMail
from tests.factories.cases import (
    AssignmentFactory,
    CaseEventFactory,
    CaseFactory,
    ConsultationFactory,
    FollowUpFactory,
    InterviewFactory,
)
from tests.factories.supporters import InterestFactory, SupporterFactory
from tests.support.actions import proposal_to
from tests.support.pdf import words_of
from tests.support.people import row_of
from tests.support.scene import Scene

pytestmark = pytest.mark.django_db

LINK = re.compile(r'href="(/[^"#]*)')
MARK = re.compile(r"秘密\w+")

# What a founder may know of: everything else that happened is the desk's own matter.
INTERNAL_EVENTS = (
    EventKind.CLASSIFIED,
    EventKind.PROPOSED,
    EventKind.TURNED_DOWN,
    EventKind.PROPOSAL_WITHDRAWN,
    EventKind.FOLLOWED_UP,
    EventKind.RATED,
    EventKind.IMPORTED,
)


def pages_within_reach(client: Client) -> dict[str, str]:
    """Every page and file that links lead to from the first page, by address; of a list, each kind of link once."""
    found: dict[str, str] = {}
    kinds = set()
    ahead = ["/"]
    while ahead:
        address = ahead.pop()
        path, _, query = address.partition("?")
        kind = (path, frozenset(parse_qs(query)))
        if kind in kinds or path.startswith(("/static/", "/admin/")):
            continue
        kinds.add(kind)
        response = client.get(address, follow=True)
        assert response.status_code == 200, f"{address} answers {response.status_code}"
        found[address] = _words_in(response)
        ahead += map(unescape, LINK.findall(found[address]))
    return found


def _words_in(response: Any) -> str:
    """A plan's paper is read too; what people attached is theirs."""
    if response.streaming:
        response.getvalue()  # read whole it is closed
        return ""
    is_paper = response["Content-Type"] == "application/pdf"
    return words_of(response.content) if is_paper else response.content.decode()


def marks_in(texts: dict[str, str]) -> dict[str, set[str]]:
    return {name: set(MARK.findall(text)) for name, text in texts.items() if MARK.search(text)}


@pytest.fixture
def planted(own_scene: Scene) -> Scene:
    """Marks in whatever the desk keeps to itself about the founder's case, and all over another founder's."""
    for kind in INTERNAL_EVENTS:
        CaseEventFactory.create(
            case=own_scene.own, kind=kind, payload={"text": f"秘密{kind}", "note": f"秘密{kind}", "body": f"秘密{kind}"}
        )
    refuser = SupporterFactory.create(desk=own_scene.own.desk, name="秘密辞退者", affiliation="秘密所属")
    AssignmentFactory.create(
        case=own_scene.own,
        supporter=refuser,
        role=AssignmentRole.ADVISER,
        state=AssignmentState.DECLINED,
        decline_note="秘密辞退理由",
        known={"candidates": ["秘密順位"]},
    )
    InterestFactory.create(supporter=refuser, organisation=own_scene.own.organisation, organisation_name="秘密利害関係")
    FollowUpFactory.create(case=own_scene.own, summary="秘密フォローアップ")
    InterviewFactory.create(case=own_scene.own, summary="秘密面談", next_steps="計画書を作る。")
    asker = own_scene.people["other_founder"]
    fields = {
        "title": "秘密件名",
        "text": "秘密本文",
        "product_name": "秘密製品",
        "target_disease": "秘密疾患",
    }
    CaseFactory.create(
        desk=own_scene.own.desk,
        organisation=own_scene.own.organisation,
        asked_by=asker,
        **{f"consultation__{name}": value for name, value in fields.items()},
    )
    ConsultationFactory.create(desk=own_scene.own.desk, asked_by=asker, **fields)
    return own_scene


@pytest.fixture
def asked_in_confidence(own_scene: Scene) -> Case:
    """Marks in everything that was asked and said about a case to which the proposed supporter is asked."""
    case = own_scene.make_case(
        State.MATCHING,
        consultation__title="秘密件名",
        consultation__text="秘密本文",
        consultation__product_name="秘密製品",
        consultation__target_disease="秘密疾患",
    )
    proposal_to(row_of(own_scene.people["proposed"]), case)
    InterviewFactory.create(case=case, kind=InterviewKind.PRELIMINARY, summary="秘密面談", next_steps="秘密対応")
    CaseEventFactory.create(case=case, kind=EventKind.FOUNDER_ASKED, payload={"text": "秘密照会"})
    return case


def test_a_founder_reads_nothing_internal_and_nothing_of_others(planted: Scene, sign_in: Callable[..., Client]) -> None:
    pages = pages_within_reach(sign_in(planted.people["founder"]))

    assert "計画書を作る。" in pages[reverse("case_chart", args=[planted.own.number])]
    assert marks_in(pages) == {}


@pytest.mark.parametrize("name", ["cases_by_year", "topic_share"])
def test_a_founder_reads_no_figures(planted: Scene, sign_in: Callable[..., Client], name: str) -> None:
    browser = sign_in(planted.people["founder"])
    addresses = [reverse("api_figure", args=[name]), reverse("figure_file", args=[name, "csv"])]

    assert [browser.get(address).status_code for address in addresses] == [403, 403]


def test_a_supporter_reads_nothing_of_a_case_before_accepting(
    own_scene: Scene, asked_in_confidence: Case, sign_in: Callable[..., Client]
) -> None:
    proposal = asked_in_confidence.assignments.get()
    pages = pages_within_reach(sign_in(own_scene.people["proposed"]))

    assert asked_in_confidence.organisation.name in pages[reverse("proposal_detail", args=[proposal.pk])]
    assert marks_in(pages) == {}


@pytest.mark.parametrize("name", ["colleague", "other_founder", "other_supporter", "conflicted", "other_staff"])
def test_nobody_else_reads_a_word_of_it(
    name: str, own_scene: Scene, asked_in_confidence: Case, sign_in: Callable[..., Client]
) -> None:
    pages = pages_within_reach(sign_in(own_scene.people[name]))

    assert marks_in(pages) == {}
    assert not [address for address, text in pages.items() if asked_in_confidence.number in text]


@pytest.mark.parametrize("name", ["manager", "administrator"])
def test_officials_read_figures_and_people_and_no_case(
    name: str, own_scene: Scene, asked_in_confidence: Case, sign_in: Callable[..., Client]
) -> None:
    pages = pages_within_reach(sign_in(own_scene.people[name]))

    assert marks_in(pages) == {}
    for word in (asked_in_confidence.number, asked_in_confidence.organisation.name):
        assert not [address for address, text in pages.items() if word in text]


def test_staff_follow_no_dead_link(planted: Scene, sign_in: Callable[..., Client]) -> None:
    pages = pages_within_reach(sign_in(planted.people["staff"]))

    assert {reverse("case_chart", args=[case.number]) for case in (planted.own, planted.other)} <= set(pages)
    assert "秘密辞退理由" in pages[reverse("chart_tab", args=[planted.own.number, "supporters"])]


def test_no_mail_carries_what_was_asked_or_said(own_scene: Scene, asked_in_confidence: Case) -> None:
    """Through every action that writes a mail."""
    case, staff, supporter = asked_in_confidence, own_scene.people["staff"], own_scene.people["proposed"]
    move: dict[str, Any] = {"case_id": case.pk, "actor": staff, "seen": None}
    matching.withdraw_proposal(**move)
    matching.propose(**move, supporter_id=row_of(supporter).pk)
    proposal = case.assignments.latest("pk")
    answer: dict[str, Any] = {"assignment_id": proposal.pk, "actor": supporter, "seen": None}
    matching.turn_down(**answer, reason=DeclineReason.OTHER, note="秘密辞退理由")
    triage.ask_founder(**move, question="秘密照会")
    triage.answer(case_id=case.pk, actor=own_scene.people["founder"], seen=None, text="秘密回答")
    referral.refer(**move, body="秘密機関", message="秘密紹介")
    second = CaseFactory.create(
        desk=case.desk,
        asked_by=own_scene.people["founder"],
        state=State.SUPPORTING,
        consultation__title="秘密件名",
        consultation__text="秘密本文",
    )
    closing.close(case_id=second.pk, actor=staff, seen=None, message="秘密終了")
    third = CaseFactory.create(desk=case.desk, asked_by=own_scene.people["founder"], consultation__title="秘密件名")
    triage.decline(case_id=third.pk, actor=staff, seen=None, message="秘密対象外")
    draft = ConsultationFactory.create(desk=case.desk, asked_by=own_scene.people["founder"], text="秘密本文")
    intake.submit(consultation_id=draft.pk, asked_by=own_scene.people["founder"])

    mails = {mail.key: mail.subject + mail.body for mail in OutboxMail.objects.exclude(key__startswith="dead:")}
    assert {key.split(":")[0] for key in mails} == {
        "proposal",
        "question_asked",
        "case_referred",
        "case_closed",
        "case_declined",
        "case_received",
        "case_arrived",
        "message_received",
    }
    assert marks_in(mails) == {}
