"""The steps of a draft: what each takes, what it refuses, and what is saved of a step with something wrong in it."""

import datetime as dt
from typing import Any

import pytest
from django.http import QueryDict
from django.utils import timezone

from accounts.models import Organisation, User
from cases.forms.intake.base import IntakeForm
from cases.forms.intake.confirm import ConfirmForm
from cases.forms.intake.readers import READERS
from cases.forms.intake.table import INTAKE_FORMS
from cases.models import Consultation
from cases.selectors.drafts import COLUMNS, IntakeStep
from mediso.desks.models import Desk, ProductType, Topic
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.cases import ConsultationFactory
from tests.factories.desks import ProductTypeFactory, TopicFactory
from tests.support.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

ORGANISATION, PRODUCT, QUESTION = IntakeStep.ORGANISATION, IntakeStep.PRODUCT, IntakeStep.QUESTION
COLLABORATORS = IntakeStep.COLLABORATORS
TOGETHER = "Give name, kind and location of the organisation together."
NEW = {"organisation_name": "株式会社新規", "organisation_kind": "venture", "prefecture": "13"}
NUMBER = "5010401067252"
EMPTY: dict[str, Any] = {"organisation": None, "product_type": None, "topic_set": None, "title": "", "text": ""}


@pytest.fixture
def newcomer(db: None) -> User:
    """A founder who belongs to no organisation yet."""
    return UserFactory.create(founder=True)


@pytest.fixture
def own(founder: User) -> Organisation:
    return founder.memberships.get().organisation


def form_of(
    founder: User, desk: Desk, step: IntakeStep, data: dict[str, Any] | None = None, **draft: Any
) -> IntakeForm:
    """The form of the founder's only draft; a value that is a list is sent several times."""
    row = Consultation.objects.filter(asked_by=founder).first() or ConsultationFactory.create(
        desk=desk, asked_by=founder, **(EMPTY | draft)
    )
    if data is None:
        return INTAKE_FORMS[step](draft=row, founder=founder)
    typed = QueryDict(mutable=True)
    for name, value in data.items():
        typed.setlist(name, value if isinstance(value, list) else [value])
    return INTAKE_FORMS[step](typed, draft=row, founder=founder)


def errors(form: IntakeForm) -> dict[str, list[str]]:
    form.is_valid()
    return {name: [str(error) for error in found] for name, found in form.errors.items()}


def saved(form: IntakeForm, **how: bool) -> Consultation:
    form.is_valid()
    form.save(**how)
    return Consultation.objects.get()


@pytest.mark.parametrize("step", list(IntakeStep), ids=str)
def test_every_step_may_be_empty(step: IntakeStep, newcomer: User, desk: Desk) -> None:
    form = form_of(newcomer, desk, step, {})
    assert errors(form) == {}
    draft = saved(form)
    assert not any(getattr(draft, name) for name in COLUMNS[step])


def test_every_field_says_who_reads_it(founder: User, desk: Desk) -> None:
    """What a part-time supporter sees before accepting is told at its field (templates/cases/proposal_detail.html)."""
    told = {
        name: str(field.help_text)
        for step in (ORGANISATION, PRODUCT, QUESTION)
        for name, field in form_of(founder, desk, step).fields.items()
        if name not in {"seen", "shown", "underway"}
    }
    assert set(told) == set(READERS) - {"collaborators"}
    assert {name for name, words in told.items() if "and whoever is asked to become one" in words} == {
        "organisation",
        "organisation_name",
        "development_stage",
        "product_type",
        "topics",
    }
    assert all("Read by: the desk" in words for words in told.values())


def test_one_own_organisation_is_chosen_beforehand_and_two_are_not(
    founder: User, own: Organisation, desk: Desk
) -> None:
    assert form_of(founder, desk, ORGANISATION)["organisation"].value() == str(own.pk)
    second = MembershipFactory.create(user=founder).organisation
    form = form_of(founder, desk, ORGANISATION)
    assert form["organisation"].value() is None
    choices = [str(label) for _key, label in form.fields["organisation"].choices]  # type: ignore[attr-defined]
    assert choices == [own.name, second.name, "Another organisation, not in this list"]


def test_an_own_organisation_is_saved_and_nobody_else_s(
    founder: User, own: Organisation, other_founder: User, desk: Desk
) -> None:
    assert saved(form_of(founder, desk, ORGANISATION, {"organisation": str(own.pk)})).organisation == own
    foreign = other_founder.memberships.get().organisation
    form = form_of(founder, desk, ORGANISATION, {"organisation": str(foreign.pk)})
    assert list(errors(form)) == ["organisation"]
    assert saved(form).organisation == own


@pytest.mark.parametrize("missing", NEW)
def test_half_an_organisation_is_none(missing: str, newcomer: User, desk: Desk) -> None:
    form = form_of(newcomer, desk, ORGANISATION, NEW | {missing: ""})
    assert errors(form) == {missing: [TOGETHER]}
    assert saved(form).organisation is None
    assert Organisation.objects.count() == 0


def test_a_new_organisation_is_made_with_its_number(newcomer: User, desk: Desk) -> None:
    draft = saved(form_of(newcomer, desk, ORGANISATION, NEW | {"corporate_number": "５０１０４０１０６７２５２"}))
    made = Organisation.objects.get()
    assert (made.name, made.kind, made.prefecture, made.corporate_number) == ("株式会社新規", "venture", "13", NUMBER)
    assert draft.organisation == made
    assert newcomer.memberships.get().organisation == made


def test_a_wrong_check_digit_is_told_and_nothing_is_made(newcomer: User, desk: Desk) -> None:
    form = form_of(newcomer, desk, ORGANISATION, NEW | {"corporate_number": "1010401067252"})
    assert errors(form) == {
        "corporate_number": [
            "This is no corporate number: its check digit does not fit. Compare it with the registration."
        ]
    }
    assert saved(form).organisation is None
    assert Organisation.objects.count() == 0


@pytest.mark.parametrize(
    "typed",
    [{"organisation_name": "㈱若竹"}, {"corporate_number": NUMBER}, NEW | {"organisation_name": "若竹 株式会社"}],
    ids=["name", "number", "everything"],
)
def test_a_name_or_number_finds_an_own_organisation(
    typed: dict[str, str], founder: User, own: Organisation, desk: Desk
) -> None:
    own.corporate_number = NUMBER
    own.save()
    form = form_of(founder, desk, ORGANISATION, {"organisation": "new"} | typed)
    assert errors(form) == {}
    assert saved(form).organisation == own
    assert Organisation.objects.count() == 1


@pytest.mark.parametrize(
    "typed", [{"organisation_name": "株式会社別会社"}, {"corporate_number": NUMBER}], ids=["name", "number"]
)
def test_nobody_learns_that_somebody_else_s_organisation_is_known(
    typed: dict[str, str], newcomer: User, other_founder: User, desk: Desk
) -> None:
    Organisation.objects.update(corporate_number=NUMBER)
    form = form_of(newcomer, desk, ORGANISATION, typed)
    told = errors(form)
    assert set(told) == set(NEW) - set(typed)
    whole = form_of(newcomer, desk, ORGANISATION, NEW | typed)
    draft = saved(whole)
    assert draft.organisation not in {None, other_founder.memberships.get().organisation}
    assert Organisation.objects.count() == 2


def test_a_pause_of_the_keys_makes_no_organisation(newcomer: User, desk: Desk) -> None:
    form = form_of(newcomer, desk, ORGANISATION, NEW)
    draft = saved(form, leaving=True)
    assert (draft.organisation, form.holds_back) == (None, True)
    assert Organisation.objects.count() == 0


def test_the_product_is_saved(founder: User, desk: Desk) -> None:
    typed = {
        "product_name": "心電計",
        "modality": "software",
        "device_class": "2",
        "development_stage": "prototype",
        "target_disease": "不整脈",
    }
    form = form_of(founder, desk, PRODUCT, typed)
    assert errors(form) == {}
    draft = saved(form)
    assert {name: getattr(draft, name) for name in typed} == typed


@pytest.mark.parametrize("modality", ["", "vaccine", "cell_therapy", "other"])
def test_only_a_device_has_a_device_class(modality: str, founder: User, desk: Desk) -> None:
    assert saved(form_of(founder, desk, PRODUCT, {"modality": modality, "device_class": "3"})).device_class == ""


def test_what_is_valid_is_saved_beside_what_is_not(founder: User, desk: Desk) -> None:
    form = form_of(founder, desk, PRODUCT, {"product_name": "心電計", "target_disease": "病" * 201, "modality": "<b>"})
    assert list(errors(form)) == ["modality", "target_disease"]
    draft = saved(form)
    assert (draft.product_name, draft.target_disease, draft.modality) == ("心電計", "変形性関節症", "")
    assert [field.name for field in form.wrong] == ["modality", "target_disease"]
    assert form.holds_back


def test_the_question_is_saved(
    founder: User, desk: Desk, product_type: ProductType, topic: Topic, other_topic: Topic
) -> None:
    topics = [str(topic.pk), str(other_topic.pk)]
    form = form_of(
        founder,
        desk,
        QUESTION,
        {"product_type": str(product_type.pk), "topics": topics, "title": "件名", "text": "本文"},
    )
    assert errors(form) == {}
    draft = saved(form)
    assert (draft.product_type, draft.product_type_unsure, draft.topics_unsure) == (product_type, False, False)
    assert draft.topic_set is not None
    assert set(draft.topic_set.topics.all()) == {topic, other_topic}
    assert form_of(founder, desk, QUESTION).initial["topics"] == topics


def test_i_do_not_know_is_an_answer(founder: User, desk: Desk, product_type: ProductType, topic: Topic) -> None:
    form = form_of(founder, desk, QUESTION, {"product_type": "unsure", "topics": [str(topic.pk), "unsure"]})
    assert errors(form) == {}
    draft = saved(form)
    assert (draft.product_type, draft.product_type_unsure, draft.topics_unsure) == (None, True, True)
    assert draft.topic_set is not None
    assert list(draft.topic_set.topics.all()) == [topic]
    again = form_of(founder, desk, QUESTION)
    assert (again["product_type"].value(), again["topics"].value()) == ("unsure", [str(topic.pk), "unsure"])
    known = saved(form_of(founder, desk, QUESTION, {"product_type": str(product_type.pk), "topics": []}))
    assert (known.product_type_unsure, known.topics_unsure, known.topic_set) == (False, False, None)


@pytest.mark.parametrize("field", ["product_type", "topics"])
def test_retired_and_foreign_choices_are_refused(field: str, founder: User, desk: Desk) -> None:
    factory = ProductTypeFactory if field == "product_type" else TopicFactory
    retired = factory.create(desk=desk, retired_on=timezone.localdate())
    coming = factory.create(desk=desk, retired_on=timezone.localdate() + dt.timedelta(days=1))
    foreign = factory.create()
    for wrong in (str(retired.pk), str(foreign.pk), "x", "99999999999999999999", "\x00"):
        assert list(errors(form_of(founder, desk, QUESTION, {field: wrong}))) == [field]
    assert errors(form_of(founder, desk, QUESTION, {field: str(coming.pk)})) == {}


@pytest.mark.parametrize("blank", ["　", " \n\t "], ids=["full-width space", "white space"])
def test_blanks_are_empty(blank: str, founder: User, desk: Desk) -> None:
    draft = saved(form_of(founder, desk, QUESTION, {"title": blank, "text": blank}))
    assert (draft.title, draft.text) == ("", "")


TOO_MUCH = {
    "title": (QUESTION, 200, "件"),
    "text": (QUESTION, 10_000, "文"),
    "product_name": (PRODUCT, 200, "品"),
    "target_disease": (PRODUCT, 200, "病"),
    "name-0": (COLLABORATORS, 100, "名"),
    "affiliation-0": (COLLABORATORS, 200, "所"),
    "role-0": (COLLABORATORS, 200, "役"),
}


@pytest.mark.parametrize("name", [*TOO_MUCH])
def test_a_text_has_its_length_and_no_nul(name: str, founder: User, desk: Desk) -> None:
    step, most, letter = TOO_MUCH[name]
    beside = {"name-0": "山田"} if step == COLLABORATORS else {}
    assert errors(form_of(founder, desk, step, beside | {name: letter * most})) == {}
    assert errors(form_of(founder, desk, step, beside | {name: letter * (most + 1)})) == {
        name: [f"Ensure this value has at most {most} characters (it has {most + 1})."]
    }
    assert errors(form_of(founder, desk, step, beside | {name: "a\x00b"})) == {
        name: ["Null characters are not allowed."]
    }


def test_the_second_of_two_presses_gets_the_case_of_the_first(desk: Desk, founder: User) -> None:
    """Both pages were drawn from the draft; the first press makes the case while the second is on its way."""
    draft = ConsultationFactory.create(desk=desk, asked_by=founder)
    first, second = (
        ConfirmForm(QueryDict(""), draft=Consultation.objects.get(pk=draft.pk), founder=founder) for _press in range(2)
    )
    assert (first.is_ready(), second.is_ready()) == (True, True)
    case = first.submit()
    before = world()
    assert second.submit() == case
    assert world() == before
