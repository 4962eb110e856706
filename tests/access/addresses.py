"""Where a row of the tables leads in the scene."""

from collections.abc import Callable, Mapping
from typing import Any

from django.urls import reverse
from django.utils import timezone

from cases.enums import AssignmentRole, PlanState, State
from cases.models import Case
from tests.access.tables import Row
from tests.factories.cases import SupportPlanFactory
from tests.support.actions import assigned, proposal_to
from tests.support.people import row_of
from tests.support.scene import Scene

# What stands in the address beside or instead of the thing's own key.
ARGUMENTS: Mapping[str, Callable[[Any], list[Any]]] = {
    "case_file": list,
    "case_step": lambda number: [number, "refer"],
    "case_supporter_photo": list,
    "entry_part": lambda pk: [pk, "capacity"],
    "interest_change": list,
    "chart_tab": lambda number: [number, "progress"],
    "chart_edit": lambda number: [number, "summary"],
    "chart_new": lambda number: [number, "note"],
    "chart_collaborator": list,
    "chart_related": list,
    "proposal_why": list,
    "chart_button": list,
    "consultation_step": lambda pk: [pk, "question"],
    "round_row": list,
    "proposal_answer": lambda pk: [pk, "accept"],
    "plan_detail": list,
    "plan_edit": list,
    "plan_pdf": list,
    "plan_act": lambda at: [*at, "send-to-review"],
    "plan_step": list,
    "figure_file": lambda name: [name, "csv"],
    "statistics_pack": lambda page: [page, "pdf"],
    "publication_release": list,
    "open_release": list,
    "open_file": lambda at: [*at, "topic_share", "csv"],
    "report_file": lambda pk: [pk, "pdf"],
    "setting_list": lambda code: [code, "closures"],
    "setting_new": lambda code: [code, "closures"],
    "mail_remedy": lambda pk: [pk, "send-again"],
    "notice_words": lambda code: [code, "case_closed", "ja"],
    "notice_preview": lambda code: [code, "case_closed", "ja"],
    "notice_rule": lambda code: [code, "case_closed"],
    "setting_edit": lambda pk: ["main", "closures", pk],
    "setting_retire": lambda pk: ["main", "closures", pk],
    "setting_restore": lambda pk: ["main", "closures", pk],
    "rule_test": lambda pk: ["main", pk],
    "rule_act": lambda pk: ["main", pk, "on"],
}

# Not possible while a proposal is open: nobody has one then, and the proposed supporter sees what any other sees.
NO_PROPOSAL_OPEN = {"propose", "ask-founder", "close", "take"}


def address_of(row: Row, scene: Scene, word: str = "") -> str:
    """`word` is put in the place of the last word of the address."""
    if row.name.startswith("/"):
        return row.name
    if not row.thing:
        return reverse(row.name)
    value = scene.things[row.thing]
    arguments = ARGUMENTS[row.name](value) if row.name in ARGUMENTS else [value]
    return reverse(row.name, args=[*arguments[:-1], word] if word else arguments)


def case_for(action: str, state: State, scene: Scene) -> Case:
    """A case of the founder's with which the action is possible in this state."""
    case, people = scene.make_case(state, classified_at=timezone.now()), scene.people
    assigned(row_of(people["supporter"]), case, role=AssignmentRole.ADVISER)
    if action not in NO_PROPOSAL_OPEN:
        proposal_to(row_of(people["proposed"]), case)
    if action == "deliver-plan":
        SupportPlanFactory.create(case=case, state=PlanState.REVIEWED)
    return case
