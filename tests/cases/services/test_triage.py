import pytest
from django.utils import timezone

from accounts.models import User
from cases.enums import Action, Awaits, State
from cases.models import Case, CaseEvent, Consultation
from cases.selectors.thread import messages_of
from cases.services import triage
from mediso.common.errors import ActionRefused
from mediso.desks.models import Desk, ProductType, Topic, TopicSet
from tests.conftest import MakeCase
from tests.factories.desks import ProductTypeFactory, TopicFactory
from tests.support.actions import PERFORM, Scene, proposal_to
from tests.support.classified import product_type_of, topic_set_of, topics_of
from tests.support.people import row_of
from tests.support.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def case(make_case: MakeCase) -> Case:
    return make_case(State.TRIAGING)


def test_the_desk_classifies_for_itself_and_the_asker_s_choice_stays(
    case: Case, staff: User, topic: Topic, other_topic: Topic
) -> None:
    asked = Consultation.objects.values().get()
    device, drug = product_type_of(case), ProductTypeFactory.create(desk=case.desk)
    triage.classify(case_id=case.pk, actor=staff, seen=1, product_type=drug, topics=[other_topic, topic])

    case.refresh_from_db()
    assert (case.product_type, topics_of(case)) == (drug, [topic, other_topic])
    assert topic_set_of(case).key == f"{topic.pk},{other_topic.pk}"
    assert case.classified_at is not None
    assert case.classified_at <= timezone.now()
    assert Consultation.objects.values().get() == asked
    assert CaseEvent.objects.get().payload == {
        "product_type": {"from": device.pk, "to": drug.pk},
        "topics": {"from": [topic.pk], "to": [topic.pk, other_topic.pk]},
    }


def test_the_same_topics_in_another_order_are_the_same_set(
    case: Case, staff: User, product_type: ProductType, topic: Topic, other_topic: Topic
) -> None:
    for topics in ([topic, other_topic], [other_topic, topic], [topic, other_topic, topic]):
        triage.classify(case_id=case.pk, actor=staff, seen=None, product_type=product_type, topics=topics)
    assert set(TopicSet.objects.values_list("key", flat=True)) == {f"{topic.pk}", f"{topic.pk},{other_topic.pk}"}


def test_a_case_has_a_topic(case: Case, staff: User, product_type: ProductType) -> None:
    before = world()
    with pytest.raises(ActionRefused, match=r"^Choose at least one topic\.$"):
        triage.classify(case_id=case.pk, actor=staff, seen=1, product_type=product_type, topics=[])
    assert world() == before


def test_what_the_asker_did_not_know_the_desk_fills_in(
    make_case: MakeCase, staff: User, topic: Topic, product_type: ProductType
) -> None:
    case = make_case(State.TRIAGING, product_type=None, topic_set=None)
    before = world()
    with pytest.raises(ActionRefused, match=r"^Classify the case first\.$"):
        triage.start_matching(case_id=case.pk, actor=staff, seen=1)
    assert world() == before

    triage.classify(case_id=case.pk, actor=staff, seen=1, product_type=product_type, topics=[topic])
    assert CaseEvent.objects.get().payload == {
        "product_type": {"from": None, "to": product_type.pk},
        "topics": {"from": [], "to": [topic.pk]},
    }
    triage.start_matching(case_id=case.pk, actor=staff, seen=None)


@pytest.mark.parametrize("foreign", ["product type", "topic"])
def test_another_desk_s_choices_are_refused(
    foreign: str, case: Case, staff: User, topic: Topic, other_desk: Desk
) -> None:
    wrong_type = ProductTypeFactory.create(desk=other_desk) if foreign == "product type" else product_type_of(case)
    topics = [topic, TopicFactory.create(desk=other_desk)] if foreign == "topic" else [topic]
    before = world()
    with pytest.raises(ActionRefused, match=r"^Choose a product type and topics of this case's desk\.$"):
        triage.classify(case_id=case.pk, actor=staff, seen=1, product_type=wrong_type, topics=topics)
    assert world() == before


@pytest.mark.parametrize("awaits", [Awaits.STAFF, Awaits.SUPPORTER])
def test_a_note_beside_an_open_proposal_leaves_the_move_where_it_is(
    awaits: Awaits, make_case: MakeCase, staff: User, supporter: User
) -> None:
    case = make_case(State.MATCHING, awaits=awaits)
    proposal_to(row_of(supporter), case)
    for action in (Action.CLASSIFY, Action.RECORD_PRELIMINARY):
        PERFORM[action](Scene(case=case, actor=staff, seen=None, candidate=row_of(supporter)))
        case.refresh_from_db()
        assert case.awaits == awaits


@pytest.mark.parametrize("state", [State.TRIAGING, State.MATCHING, State.SUPPORTING], ids=str)
def test_a_question_stops_the_case_and_the_answer_returns_it_where_it_was(
    state: State, make_case: MakeCase, staff: User, founder: User
) -> None:
    case = make_case(state)
    triage.ask_founder(case_id=case.pk, actor=staff, seen=1, question="どの国で\n行いますか")
    case.refresh_from_db()
    assert (case.state, case.awaits, case.returns_to) == (State.AWAITING_FOUNDER, Awaits.FOUNDER, state)
    triage.answer(case_id=case.pk, actor=founder, seen=2, text="日本です")
    case.refresh_from_db()
    assert (case.state, case.awaits, case.returns_to, case.version) == (state, Awaits.STAFF, "", 3)
    asked, answered = messages_of(case)
    assert list(case.events.values_list("kind", "actor", "from_state", "to_state", "payload")) == [
        (
            "founder_asked",
            staff.pk,
            state,
            "awaiting_founder",
            {"text": "どの国で\n行いますか", "message": asked.pk},
        ),
        ("founder_answered", founder.pk, "awaiting_founder", state, {"text": "日本です", "message": answered.pk}),
    ]


def test_declining_says_why(case: Case, staff: User) -> None:
    triage.decline(case_id=case.pk, actor=staff, seen=1, message="医療製品ではないため")
    assert case.events.get().payload == {"text": "医療製品ではないため"}
