"""精査: reading and sorting a case, asking the founder back, and the ways out before support."""

import uuid
from collections.abc import Collection

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from cases.enums import Action, MessageKind, MessageSide
from cases.models import Case
from cases.notifications import tell_declined, tell_message, tell_question
from cases.policies import Actor
from cases.services import gate
from cases.services.posting import post
from mediso.common.errors import ActionRefused
from mediso.desks.models import ProductType, Topic
from mediso.desks.services import intern_topic_set


def start_triage(*, case_id: int, actor: Actor, seen: int | None) -> Case:
    with gate.move(case_id=case_id, action=Action.START_TRIAGE, actor=actor, seen=seen) as step:
        pass
    return step.case


def classify(
    *, case_id: int, actor: Actor, seen: int | None, product_type: ProductType, topics: Collection[Topic]
) -> Case:
    """Write the desk's own product type and topics; the asker's stay as they were asked.

    Raises `ActionRefused` without a topic, or when a choice belongs to another desk.
    """
    with gate.move(case_id=case_id, action=Action.CLASSIFY, actor=actor, seen=seen) as step:
        case = step.case
        if not topics:
            raise ActionRefused(_("Choose at least one topic."))
        if {case.desk_id} != {product_type.desk_id, *(topic.desk_id for topic in topics)}:
            raise ActionRefused(_("Choose a product type and topics of this case's desk."))
        topic_set = intern_topic_set([topic.pk for topic in topics])
        step.payload["product_type"] = {"from": case.product_type_id, "to": product_type.pk}
        step.payload["topics"] = {
            "from": sorted(case.topic_set.members.values_list("topic_id", flat=True)) if case.topic_set else [],
            "to": sorted(topic.pk for topic in topics),
        }
        case.product_type, case.topic_set = product_type, topic_set
        case.classified_at = timezone.now()
    return case


def start_matching(*, case_id: int, actor: Actor, seen: int | None) -> Case:
    with gate.move(case_id=case_id, action=Action.START_MATCHING, actor=actor, seen=seen) as step:
        pass
    return step.case


def ask_founder(
    *, case_id: int, actor: User, seen: int | None, question: str = "", draft: uuid.UUID | None = None
) -> Case:
    """照会: the case waits for the founder and returns to where it came from with the answer.

    The question stands in the thread: `question`, or the actor's draft of that token.
    """
    with gate.move(case_id=case_id, action=Action.ASK_FOUNDER, actor=actor, seen=seen) as step:
        kind = MessageKind.QUESTION
        message = post(case=step.case, author=actor, side=MessageSide.DESK, kind=kind, text=question, draft=draft)
        step.payload |= {"text": message.text, "message": message.pk}
        tell_question(step.case)
    return step.case


def answer(*, case_id: int, actor: User, seen: int | None, text: str = "", draft: uuid.UUID | None = None) -> Case:
    """The founder's answer, which stands in the thread: `text`, or the founder's draft of that token."""
    with gate.move(case_id=case_id, action=Action.ANSWER, actor=actor, seen=seen) as step:
        kind = MessageKind.ANSWER
        message = post(case=step.case, author=actor, side=MessageSide.FOUNDER, kind=kind, text=text, draft=draft)
        step.payload |= {"text": message.text, "message": message.pk}
        tell_message(message)
    return step.case


def decline(*, case_id: int, actor: User, seen: int | None, message: str) -> Case:
    """対象外: the desk cannot take this up; the founder reads why in `message`."""
    with gate.move(case_id=case_id, action=Action.DECLINE, actor=actor, seen=seen) as step:
        step.payload["text"] = message
        tell_declined(step.case)
    return step.case
