"""Every route by everybody: visitors are sent to sign in, what a person may not see is not there, nothing happens."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from accounts.enums import OrganisationKind, Prefecture
from reports.selectors.releases.door import settings_of
from tests.access.addresses import address_of
from tests.access.asking import ask
from tests.access.routes import ROUTES
from tests.access.tables import ACTORS, DENIALS, Row, rows_of
from tests.support.scene import Scene

pytestmark = pytest.mark.django_db

ROWS = rows_of(ROUTES)

CLOSURE = {"first_day": "2026-12-24", "last_day": "2026-12-25", "reason": "停電", "seen": 0}
ORGANISATION = {"name": "株式会社新名", "kind": OrganisationKind.VENTURE.value, "prefecture": Prefecture.TOKYO.value}
REPORT = {
    "name": "月次報告",
    "figures": ["kind_share"],
    "period_kind": "month",
    "basis": "published",
    "recipients": "reader@example.jp",
    "language": "ja",
    "seen": 0,
}

CHOOSABLE = (
    *("message_sent", "message_received", "plan_delivered", "case_referred", "case_declined", "case_closed"),
    *("proposal_lapsed", "proposal_returned", "proposal_accepted"),
    *("handed_over", "follow_up_due", "due_reminder", "task_set", "mentioned"),
    *("plan_to_review", "plan_reviewed", "plan_sent_back"),
    *("undertakings_missing", "term_ending", "own_term_ending"),
)

# What is sent, where an empty form would be refused for itself and not for who sends it.
SENT: Mapping[str, Callable[[Scene], Mapping[str, Any]]] = {
    "case_thread": lambda _: {"then": "send", "token": "00000000-0000-0000-0000-000000000002", "text": "資料です。"},
    "set_language": lambda _: {"language": "en", "next": "/"},
    "case_outcome": lambda _: {"kind": "approval", "occurred_on": "2026-04-01"},
    "consultation_start": lambda scene: {"desk": scene.own.desk.code},
    "consultation_step": lambda _: {"then": "save", "title": "人工関節の試験"},
    "case_step": lambda _: {"seen": 1, "body": "PMDA", "message": "こちらへどうぞ。"},
    "case_new": lambda scene: {
        "desk": scene.own.desk.code,
        "press": "00000000-0000-0000-0000-000000000001",
        "channel": "phone",
        "received_on": scene.own.received_on.isoformat(),
        "organisation_name": "合同会社新規",
        "organisation_kind": OrganisationKind.VENTURE.value,
        "prefecture": Prefecture.TOKYO.value,
        "contact_name": "電話 花子",
        "title": "治験の相談",
        "text": "必要な試験を知りたい。",
    },
    "close_list": lambda scene: {"desk": scene.own.desk.code},
    "report_new": lambda _: REPORT,
    "report_edit": lambda _: REPORT,
    "report_make": lambda scene: {"close": scene.things["close"]},
    "report_send": lambda _: {"to": ["reader@example.jp"]},
    "close_detail": lambda _: {"reason": "分類の訂正"},
    "publication_settings": lambda scene: {
        "threshold": "10",
        "licence": "PDL1.0",
        "seen": settings_of(scene.own.desk).pk,
    },
    "publication_release": lambda _: {"reason": "分類の訂正", "seen": "1"},
    "publication_withdraw": lambda _: {"reason": "誤り"},
    "incoming_detail": lambda _: {"then": "dismiss", "reason": "広告"},
    "follow_up_dismiss": lambda _: {"reason": "不要"},
    "chart_edit": lambda _: {"was": "", "value": "窓口の概要"},
    "chart_new": lambda _: {"text": "窓口の中だけの話", "audience": "team"},
    "chart_collaborator": lambda _: {"was": '["山本 光", "", ""]', "name": "山本 薫"},
    "chart_related": lambda _: {"was": '["parent", "株式会社親", ""]', "kind": "parent", "name": "株式会社大親"},
    "round_list": lambda scene: {"desk": scene.own.desk.code, "press": "00000000-0000-0000-0000-000000000003"},
    "round_detail": lambda _: {"then": "save", "seen": 1},
    "proposal_answer": lambda _: {"seen": 1, "no_conflict": "on"},
    "saved_view_create": lambda _: {"name": "今日"},
    "saved_view_edit": lambda _: {"name": "今日"},
    "plan_list": lambda _: {"template": "empty"},
    "plan_edit": lambda _: {"seen": 1, "goal": "治験を始める"},
    "plan_act": lambda _: {"seen": 1},
    "plan_step": lambda scene: {"done_on": scene.own.received_on.isoformat()},
    "organisation_create": lambda _: ORGANISATION,
    "organisation_edit": lambda _: ORGANISATION,
    "organisation_change": lambda _: ORGANISATION,
    "organisation_merge": lambda scene: {"organisation": scene.things["double"], "kept": scene.things["mine"]},
    "contact_change": lambda _: {"name": "原田 緑"},
    "contact_merge": lambda scene: {"contact": scene.things["other_contact"], "kept": scene.things["contact"]},
    "profile": lambda _: {"name": "新しい 名前", "language": "ja"},
    "notice_choices": lambda _: dict.fromkeys(CHOOSABLE, "at_once"),
    "person_invite": lambda scene: {
        "email": "new@example.jp",
        "name": "新任 者",
        "role": "staff",
        "desk": scene.own.desk.pk,
    },
    "supporter_invite": lambda _: {"email": "new@example.jp"},
    "rule_test": lambda _: {"seen": 1},
    "rule_act": lambda _: {"seen": 1},
    "entry_part": lambda _: {"max_open_cases": "1", "hours_per_month": "4", "seen": "0"},
    "supporter_renew": lambda _: {"term_end": "2100-03-31", "seen": "0"},
    "interest_change": lambda _: {
        "organisation_name": "株式会社別名",
        "kind": "client",
        "valid_from": "2026-04-01",
        "valid_until": "2099-12-31",
        "seen": "0",
    },
    "setting_new": lambda _: CLOSURE,
    "setting_edit": lambda _: CLOSURE,
    "notice_words": lambda _: {"subject": "終了", "body": "{address}"},
    "notice_rule": lambda _: {"allowed": "none"},
    "invitation_accept": lambda _: {"password1": "a-long-new-password", "password2": "a-long-new-password"},
}


def sent_with(row: Row, scene: Scene) -> Mapping[str, Any]:
    return SENT[row.name](scene) if row.method == "POST" and row.name in SENT else {}


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_everybody_gets_what_the_table_says(row: Row, scene: Scene) -> None:
    address, data = address_of(row, scene), sent_with(row, scene)
    got, written = {}, {}
    for column, name in ACTORS.items():
        asked = ask(scene.people.get(name), row.method, address, data)
        got[column] = asked.answer
        if asked.answer in DENIALS and asked.written:
            written[column] = asked.written

    assert (got, written) == (row.answers, {})
