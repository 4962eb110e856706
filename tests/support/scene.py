"""Everything the tables name: one case everybody stands in a relation to, and the same of somebody else."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import Invitation, Organisation, User
from accounts.selectors.invitations import digest_of
from accounts.services.merging import merge_contacts, merge_organisations
from cases.enums import AssignmentRole, AssignmentState, PlanState, State
from cases.models import Case, FollowUpReminder, Message, SavedView
from cases.selectors.candidates import ranking_for
from mediso.common.months import Month, months_after
from mediso.desks.models import Desk, ProductType, Topic
from mediso.files.allowed import PDF, XLSX
from mediso.files.services.keeping import keep_file, keep_made
from mediso.outbox.models import MailState, OutboxMail
from reports.licences import Licence
from reports.models import ReportDefinition, ReportIssue
from reports.publication.spans import Days
from reports.registry import PUBLISHABLE
from reports.services.closing import close_month
from reports.services.publishing import Wanted, change_publication, release
from supporters.matching import snapshot
from supporters.models import Supporter
from tests.factories.accounts import ContactFactory, OrganisationFactory, UserFactory
from tests.factories.cases import CaseFactory, ConsultationFactory, MessageFactory
from tests.factories.desks import ClosureFactory, TriageRuleFactory, TriageRuleTestFactory
from tests.factories.supporters import InterestFactory, SupporterFactory
from tests.support import cast
from tests.support.actions import assigned, proposal_to
from tests.support.mails import waiting_mail
from tests.support.papers import PNG, attached
from tests.support.people import row_of
from tests.support.plans import first_step, plan_with
from tests.support.rounds import round_about


@dataclass(frozen=True, slots=True)
class Scene:
    people: dict[str, User]
    topic: Topic
    product_type: ProductType
    own: Case
    """The founder's; the supporter works on it, the proposed one is asked to."""
    other: Case
    """The other founder's at the same desk; the other supporter works on it."""
    away: Case
    """At the other desk."""
    things: dict[str, Any]
    """What stands in addresses, by the name the tables give it."""

    def make_case(self, state: State = State.SUBMITTED, **changes: Any) -> Case:
        """Another case of the founder's; anything else by `CaseFactory`'s names."""
        asked = {"organisation": self.own.organisation, "asked_by": self.people["founder"]}
        return cast.case_about(self.topic, self.product_type, state, **(asked | changes))


@contextmanager
def passing_scene() -> Iterator[Scene]:
    """A scene that many tests look at, each within its own savepoint; in the end nothing of it was ever there."""
    with transaction.atomic():
        try:
            yield build_scene()
        finally:
            transaction.set_rollback(True)


def build_scene() -> Scene:
    desk, other_desk = cast.main_desk(), cast.care_desk()
    topic, product_type = cast.regulation(desk), cast.medical_device(desk)
    people = _people_of(desk, other_desk, topic, product_type)
    asker, founder = people["other_founder"], people["founder"]
    own = cast.case_about(
        topic, product_type, State.SUPPORTING, asked_by=founder, organisation=_organisation_of(founder)
    )
    other = cast.case_about(topic, product_type, State.SUPPORTING, asked_by=asker, organisation=_organisation_of(asker))
    away = CaseFactory.create(desk=other_desk, state=State.SUPPORTING)
    assigned(row_of(people["supporter"]), own)
    assigned(row_of(people["other_supporter"]), other)
    asked = row_of(people["proposed"])
    known = snapshot(ranking_for(own, timezone.localdate()))
    last_day = timezone.localdate() + dt.timedelta(days=7)
    proposal = proposal_to(asked, own, role=AssignmentRole.ADVISER, known=known, answer_by=last_day)
    withdrawn = proposal_to(asked, other, role=AssignmentRole.ADVISER, state=AssignmentState.WITHDRAWN)
    things = {
        "open": proposal.pk,
        "ended": withdrawn.pk,
        "asking": (own.number, proposal.pk),
        **_cases_and_drafts(own, other, away, people),
        **_at_the_desk(own, people["staff"]),
        "deadmail": _dead_mail(desk),
        "nodesk": _dead_mail(None),
        "letter": waiting_mail().pk,
        "ownletter": waiting_mail(own).pk,
        "awayletter": waiting_mail(away).pk,
        **_files(own, people["staff"]),
        **_plans(own, other),
        **_doubles(own.organisation, people["staff"]),
        **_people_and_roster(desk, other_desk, people),
        **_entry(row_of(people["supporter"]), own),
        **_round(own, people),
        **(closes := _closes(own, away, people)),
        **_releases(own, people["manager"]),
        **_reports(own, away, closes, people["manager"]),
    }
    return Scene(people, topic, product_type, own, other, away, things)


def _people_of(desk: Desk, other_desk: Desk, topic: Topic, product_type: ProductType) -> dict[str, User]:
    firm = cast.young_firm()
    return {
        "founder": cast.founder_of(firm),
        "colleague": cast.colleague_at(firm),
        "other_founder": cast.founder_elsewhere(),
        "supporter": cast.part_time(desk, topic, product_type),
        "proposed": _signing_in(desk, name="打診 中", knows={topic: 2}),
        "other_supporter": cast.other_part_time(desk, topic, product_type),
        "full_time": cast.full_time(desk, topic, product_type),
        "conflicted": _conflicted(desk, firm),
        "staff": cast.staff_of(desk),
        "other_staff": cast.staff_next_door(other_desk),
        "manager": cast.manager_of(desk),
        "administrator": cast.administrator(),
    }


def _conflicted(desk: Desk, organisation: Organisation) -> User:
    """Full-time, with a declared interest in the organisation of the case."""
    user = _signing_in(desk, name="利害 有", full_time=True)
    InterestFactory.create(supporter=row_of(user), organisation=organisation)
    return user


def _cases_and_drafts(own: Case, other: Case, away: Case, people: dict[str, User]) -> dict[str, Any]:
    return {
        "own": own.number,
        "other": other.number,
        "away": away.number,
        "draft": _draft_of(people["founder"], own.desk),
        "otherdraft": _draft_of(people["other_founder"], own.desk),
        "asked": own.consultation.pk,
        "mine": own.organisation.pk,
        "theirs": other.organisation.pk,
    }


def _at_the_desk(own: Case, staff: User) -> dict[str, Any]:
    return {
        "reminder": FollowUpReminder.objects.create(case=own, months=1, due_on=timezone.localdate()).pk,
        "partner": (own.number, own.collaborators.create(name="山本 光").pk),
        "kin": (own.number, _parent_of(own)),
        "todo": (own.number, "task", _task_on(own, staff), "finish"),
        "share": "topic_share",
        "topics": "topics",
        "view": SavedView.objects.create(owner=staff, name="遅れ", desk=own.desk).pk,
        "nothing": "nothing",
        "desk": own.desk.code,
        "closure": ClosureFactory.create(desk=own.desk).pk,
        "rule": _rule(own, staff),
    }


def _parent_of(case: Case) -> int:
    parent = case.related_organisations.create(kind="parent", name="株式会社親", normalised_name="親")
    return parent.pk


def _rule(own: Case, staff: User) -> int:
    """One that was tested, and whose conditions a case of the desk meets."""
    assert own.topic_set is not None
    rule = TriageRuleFactory.create(desk=own.desk, name_ja="医療機器の相談", topics=own.topic_set.topics.all())
    return TriageRuleTestFactory.create(rule=rule, tested_by=staff).rule.pk


def _dead_mail(desk: Desk | None) -> int:
    """One that was given up: of a desk, or of none."""
    values = {"to": "reader@example.jp", "subject": "件名", "body": "本文", "state": MailState.DEAD}
    return OutboxMail.objects.create(desk=desk, key=f"dead:{desk and desk.pk}", **values).pk


def _files(own: Case, staff: User) -> dict[str, Any]:
    """One of the thread, and one of a draft."""
    sent = MessageFactory.create(case=own, author=staff, sent_at=None)
    attachment = attached(sent)
    Message.objects.filter(pk=sent.pk).update(sent_at=timezone.now())
    draft = MessageFactory.create(case=own, author=staff, draft=True)
    return {"file": (own.number, attachment.pk), "draftfile": (own.number, attached(draft).pk)}


def _doubles(organisation: Organisation, staff: User) -> dict[str, Any]:
    """What could be merged, and what has been."""
    contacts = ContactFactory.create_batch(4, organisation=organisation)
    one, other = OrganisationFactory.create_batch(2)
    return {
        "double": OrganisationFactory.create().pk,
        "contact": contacts[0].pk,
        "other_contact": contacts[1].pk,
        "merge": merge_organisations(kept=one, merged=other, actor=staff).pk,
        "contactmerge": merge_contacts(kept=contacts[2], merged=contacts[3], actor=staff).pk,
    }


def _round(own: Case, people: dict[str, User]) -> dict[str, Any]:
    row = round_about(own, row_of(people["supporter"]), people["staff"])
    return {"round": row.round_id, "roundrow": (row.round_id, row.pk)}


def _closes(own: Case, away: Case, people: dict[str, User]) -> dict[str, Any]:
    """Of the month before the present one, which had no case."""
    last_month = Month.of(months_after(timezone.localdate(), -1))
    closes = [close_month(case.desk, last_month, people["manager"]) for case in (own, away)]
    return {name: close and close.pk for name, close in zip(("close", "awayclose"), closes, strict=True)}


def _releases(own: Case, manager: User) -> dict[str, Any]:
    """That month, published."""
    wanted = Wanted(True, tuple(PUBLISHABLE), 5, Licence.CC_BY.value, "事務局 03-0000-0000")  # noqa: FBT003 - open
    change_publication(desk=own.desk, actor=manager, wanted=wanted, seen=None)
    last_month = Month.of(months_after(timezone.localdate(), -1))
    made = release(desk=own.desk, days=Days(last_month.first, last_month.last), actor=manager)
    return {"released": (own.desk.code, made.days), "release": made.pk}


def _reports(own: Case, away: Case, closes: dict[str, Any], manager: User) -> dict[str, Any]:
    """At each desk one that was made, with files that hold nothing; and one that was not made yet."""
    made, elsewhere, fresh = (_report_at(desk, manager) for desk in (own.desk, away.desk, own.desk))
    return {
        "report": made.pk,
        "awayreport": elsewhere.pk,
        "newreport": fresh.pk,
        "issue": _issue_of(made, closes["close"]),
        "awayissue": _issue_of(elsewhere, closes["awayclose"]),
    }


def _report_at(desk: Desk, manager: User) -> ReportDefinition:
    values = {"figures": ["topic_share", "kind_share"], "recipients": ["reader@example.jp"]}
    return ReportDefinition.objects.create(desk=desk, name="月次報告", made_by=manager, **values)


def _issue_of(definition: ReportDefinition, close_id: int) -> int:
    files = {"pdf": keep_made(name="月次報告", kind=PDF, content=b"%PDF-1.7")}
    files["workbook"] = keep_made(name="月次報告", kind=XLSX, content=b"PK")
    days = {"made_at": timezone.now(), "first_day": dt.date(2026, 4, 1), "last_day": dt.date(2026, 4, 30)}
    issue = ReportIssue.objects.create(definition=definition, close_id=close_id, title="月次報告", **days, **files)
    return issue.pk


def _organisation_of(founder: User) -> Organisation:
    return Organisation.objects.get(memberships__user=founder)


def _draft_of(founder: User, desk: Desk) -> int:
    draft = ConsultationFactory.create(desk=desk, asked_by=founder, organisation=_organisation_of(founder))
    return draft.pk


def _task_on(case: Case, staff: User) -> int:
    task = case.tasks.create(title="資料を受け取る", assignee=staff, set_by=staff)
    return task.pk


def _plans(own: Case, other: Case) -> dict[str, Any]:
    """Each founder has a plan; the next edition of one is being drafted."""
    plans = [plan_with(case, PlanState.DELIVERED, steps=1) for case in (own, other)]
    plan_with(own, PlanState.DRAFT, edition=2, steps=1)
    steps = [(plan.case.number, plan.edition, first_step(plan).pk, "finish") for plan in plans]
    return {
        "ownplan": (own.number, 1),
        "owndraft": (own.number, 2),
        "otherplan": (other.number, 1),
        "ownstep": steps[0],
        "otherstep": steps[1],
    }


def _people_and_roster(desk: Desk, other_desk: Desk, people: dict[str, User]) -> dict[str, Any]:
    invited, elsewhere = UserFactory.create(staff_of=desk), UserFactory.create(staff_of=other_desk)
    waiting = SupporterFactory.create(desk=desk, signs_in=True)
    for user in (invited, elsewhere, waiting.user):
        assert user is not None
        user.set_unusable_password()
        user.save()
    return {
        "invited": invited.pk,
        "token": _token_of(invited, people["staff"]),
        "guess": "a-guessed-token",
        "elsewhere": elsewhere.pk,
        "free": SupporterFactory.create(desk=desk).pk,
        "waiting": waiting.pk,
        "far": SupporterFactory.create(desk=other_desk).pk,
        "worked": row_of(people["supporter"]).pk,
    }


def _entry(row: Supporter, own: Case) -> dict[str, Any]:
    """The supporter's own, with a term that ends, an interest, and a photo that founders may see."""
    row.photo, row.photo_agreed_at = keep_file(name="photo.png", content=BytesIO(PNG)), timezone.now()
    row.term_end = dt.date(2099, 3, 31)
    row.save()
    return {"entry": row.pk, "tie": (row.pk, InterestFactory.create(supporter=row).pk), "face": (own.number, row.pk)}


def _token_of(invited: User, by: User) -> str:
    long_ago = timezone.now() - dt.timedelta(days=1)
    Invitation.objects.create(
        user=invited,
        token_digest=digest_of("token"),
        invited_by=by,
        invited_at=long_ago,
        expires_at=long_ago + dt.timedelta(days=14),
    )
    return "token"


def _signing_in(desk: Desk, **traits: Any) -> User:
    user: User | None = SupporterFactory.create(desk=desk, signs_in=True, **traits).user
    assert user is not None
    return user
