"""The cases of the demo, made through the desk's own services from `data/demo-cases.json`.

Every case comes to the desk on its day and is moved on by the people of the demo, so its history, clocks and mails are
those of any other case. Days are counted back from today: late cases are late whenever the demo is loaded.
"""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.enums import OrganisationKind, Prefecture
from accounts.models import Organisation, User
from cases.enums import Channel
from cases.models import Case
from cases.selectors.clocks import calendar_of
from cases.selectors.drafts import COLUMNS, IntakeStep
from cases.services import charge, drafts, intake, saved_views, taking_in
from cases.services.demo.acts import ACTS, Row, Scene
from cases.services.demo.mails import make_mail
from cases.services.demo.people import PEOPLE
from cases.services.demo.rules import make_rule, set_routing
from mediso.desks.models import Desk, ProductType, Topic
from mediso.desks.selectors import terms_in_force

# The usual hand: whoever acts where the file names nobody.
STAFF = "staff"


@transaction.atomic
def make_cases(desk: Desk, told: Mapping[str, Iterable[Row]]) -> None:
    """Tell each story of the file once, with the mails that wait, and keep its rules and lists.

    Raises KeyError and `ActionRefused` for a wrong file.
    """
    people = {person.email.partition("@")[0]: User.objects.get(email=person.email) for person in PEOPLE}
    scene = Scene(desk=desk, people=people, calendar=calendar_of(desk), today=timezone.localdate())
    # Numbers follow the days of receipt; what comes by the portal comes today.
    for row in sorted(told["cases"], key=lambda row: row.get("days_ago", -1), reverse=True):
        if row.get("draft"):
            _drafted(scene, row)
        else:
            _tell(scene, row)
    for row in told["incoming"]:
        make_mail(desk, row)
    # After the cases: a rule takes only what comes while it is on.
    for row in told["rules"]:
        make_rule(scene, row)
    for row in told["routing"]:
        set_routing(scene, row)
    for row in told["views"]:
        view = {name: row[name] for name in ("name", "query", "columns")}
        saved_views.save_view(owner=people[row["owner"]], desk=desk, **view)


def _tell(scene: Scene, row: Row) -> None:
    case = _submitted(scene, row) if row["channel"] == Channel.PORTAL else _taken_in(scene, row)
    for act in row["steps"]:
        case.refresh_from_db()
        by = scene.people[act.get("by") or row.get("in_charge") or STAFF]
        ACTS[act["do"]](scene, case, by, act)


def _submitted(scene: Scene, row: Row) -> Case:
    founder = scene.people[row["asked_by"]]
    terms = terms_in_force(scene.desk, scene.today)
    case = intake.submit(consultation_id=_drafted(scene, row), asked_by=founder, terms_id=terms.pk if terms else None)
    if "in_charge" in row:
        charge.claim(case_id=case.pk, actor=scene.people[row["in_charge"]], seen=None)
    return case


def _drafted(scene: Scene, row: Row) -> int:
    """The consultation's key."""
    founder = scene.people[row["asked_by"]]
    draft = drafts.start_draft(desk=scene.desk, asked_by=founder)
    asked = _heard(scene, row) | {
        "organisation": _own_organisation(founder),
        "modality": row["modality"],
        "device_class": row["device_class"],
        "development_stage": row["stage"],
        "target_disease": row["target_disease"],
        "collaborators": row.get("collaborators", ()),
    }
    for step in COLUMNS:
        if step != IntakeStep.CONFIRM:
            drafts.save_draft(consultation_id=draft.pk, asked_by=founder, step=step, **asked)
    return draft.pk


def _taken_in(scene: Scene, row: Row) -> Case:
    in_charge = row.get("in_charge")
    founder = scene.people[row["asked_by"]] if "asked_by" in row else None
    person = taking_in.Person() if founder else taking_in.Person(**row["contact"])
    return taking_in.take_in(
        desk=scene.desk,
        actor=scene.people[in_charge or STAFF],
        press=uuid.uuid5(uuid.NAMESPACE_URL, row["key"]),
        channel=Channel(row["channel"]),
        channel_note=row.get("channel_note", ""),
        received_on=scene.days_ago(row["days_ago"]),
        body=taking_in.Body(known=_own_organisation(founder)) if founder else _body(row["organisation"]),
        person=person,
        asked_by=founder,
        take_charge=in_charge is not None,
        **_heard(scene, row),
    )


def _heard(scene: Scene, row: Row) -> Any:
    """The arguments that say what is asked. Lists name product types and topics in Japanese."""
    topics = list(Topic.objects.filter(desk=scene.desk, name_ja__in=row.get("topics", ())))
    product_type = ProductType.objects.filter(desk=scene.desk, name_ja=row.get("product_type", "")).first()
    return {name: row[name] for name in ("title", "text", "product_name")} | {
        "product_type": product_type,
        "topics": topics,
    }


def _body(row: Mapping[str, str]) -> taking_in.Body:
    """One that the register knows, or a new one."""
    if "register" in row:
        return taking_in.Body(known=Organisation.objects.filter(name=row["register"]).earliest("pk"))
    return taking_in.Body(row["name"], OrganisationKind(row["kind"]), Prefecture(row["prefecture"]))


def _own_organisation(founder: User) -> Organisation:
    return founder.memberships.select_related("organisation").earliest("pk").organisation
