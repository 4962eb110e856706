import datetime as dt

import pytest
from django.http import QueryDict
from django.utils import timezone

from accounts.models import Organisation, User
from cases.forms.consultation import ConsultationForm
from cases.models import Consultation
from mediso.desks.models import Desk, ProductType, Topic
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.cases import ConsultationFactory
from tests.factories.desks import ProductTypeFactory, TopicFactory
from tests.support.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

NEEDED = "This is needed to submit."
TOGETHER = "Give name, kind and location of the organisation together."
NEW = {"organisation_name": "株式会社若竹", "organisation_kind": "venture", "prefecture": "13"}


@pytest.fixture
def newcomer(db: None) -> User:
    """A founder who belongs to no organisation yet."""
    return UserFactory.create(founder=True)


@pytest.fixture
def question(product_type: ProductType, topic: Topic) -> dict[str, str]:
    return {"product_type": str(product_type.pk), "topics": str(topic.pk), "title": "件名", "text": "本文"}


def form_of(founder: User, desk: Desk, data: dict[str, str] | None = None, **options: bool) -> ConsultationForm:
    draft = Consultation.objects.filter(asked_by=founder).first() or ConsultationFactory.create(
        desk=desk, asked_by=founder, organisation=None, product_type=None, topic_set=None, title="", text=""
    )
    typed = None
    if data is not None:
        typed = QueryDict(mutable=True)
        typed.update(data)
    return ConsultationForm(typed, consultation=draft, founder=founder, **options)


def errors(form: ConsultationForm) -> dict[str, list[str]]:
    form.is_valid()
    return {name: [str(error) for error in found] for name, found in form.errors.items()}


def test_a_draft_may_be_empty(newcomer: User, desk: Desk) -> None:
    form = form_of(newcomer, desk, {})
    assert errors(form) == {}
    saved = form.save()
    assert (saved.organisation, saved.product_type, saved.topic_set, saved.title) == (None, None, None, "")


def test_a_submission_names_every_empty_field(newcomer: User, founder: User, desk: Desk) -> None:
    question = {"product_type": [NEEDED], "topics": [NEEDED], "title": [NEEDED], "text": [NEEDED]}
    assert errors(form_of(newcomer, desk, {}, submitting=True)) == {
        "organisation_name": [NEEDED],
        "organisation_kind": [NEEDED],
        "prefecture": [NEEDED],
        **question,
    }
    assert errors(form_of(founder, desk, {}, submitting=True)) == {"organisation": [NEEDED], **question}


@pytest.mark.parametrize("blank", ["　", " \n\t "], ids=["full-width space", "white space"])
def test_blanks_are_empty(blank: str, newcomer: User, desk: Desk, question: dict[str, str]) -> None:
    form = form_of(newcomer, desk, {**NEW, **question, "title": blank, "text": blank}, submitting=True)
    assert errors(form) == {"title": [NEEDED], "text": [NEEDED]}


@pytest.mark.parametrize("missing", NEW)
@pytest.mark.parametrize("submitting", [False, True], ids=["saving", "submitting"])
def test_half_an_organisation_is_none(
    missing: str, submitting: bool, newcomer: User, desk: Desk, question: dict[str, str]
) -> None:
    form = form_of(newcomer, desk, {**NEW, **question, missing: ""}, submitting=submitting)
    assert errors(form) == {missing: [NEEDED if submitting else TOGETHER]}
    assert Organisation.objects.count() == 0


def test_a_new_organisation_is_made_once_and_belongs_to_the_founder(newcomer: User, desk: Desk) -> None:
    for spelling in ("株式会社若竹", "（株）若竹"):
        form = form_of(newcomer, desk, NEW | {"organisation_name": spelling})
        if "organisation" in form.fields:
            break
        assert errors(form) == {}
        form.save()
    organisation = Organisation.objects.get()
    assert (organisation.name, organisation.kind, organisation.prefecture) == ("株式会社若竹", "venture", "13")
    assert list(newcomer.memberships.values_list("organisation", flat=True)) == [organisation.pk]


def test_a_page_opened_before_the_organisation_was_saved_makes_no_second(newcomer: User, desk: Desk) -> None:
    old_page = form_of(newcomer, desk, NEW | {"organisation_name": "㈱若竹", "title": "件名"})
    first = form_of(newcomer, desk, NEW)
    assert first.is_valid()
    first.save()
    assert old_page.is_valid()
    assert old_page.save().organisation == Organisation.objects.get()


def test_a_founder_chooses_among_their_own_organisations(
    founder: User, other_founder: User, desk: Desk, question: dict[str, str]
) -> None:
    """One organisation needs no choosing; nobody else's can be chosen."""
    own = founder.memberships.get().organisation
    form = form_of(founder, desk)
    assert next(iter(form["organisation"].subwidgets)).data["value"] == own.pk
    assert not {"organisation_name", "organisation_kind", "prefecture"} & set(form.fields)
    foreign = other_founder.memberships.get().organisation
    assert list(errors(form_of(founder, desk, {**question, "organisation": str(foreign.pk)}))) == ["organisation"]


def test_two_organisations_are_to_choose_from(founder: User, desk: Desk, question: dict[str, str]) -> None:
    second = MembershipFactory.create(user=founder).organisation
    assert errors(form_of(founder, desk, question, submitting=True)) == {"organisation": [NEEDED]}
    form = form_of(founder, desk, {**question, "organisation": str(second.pk)}, submitting=True)
    assert errors(form) == {}
    assert form.save_and_submit().organisation == second


TOO_MUCH = {
    "title": (200, "件"),
    "text": (10_000, "文"),
    "product_name": (200, "品"),
    "target_disease": (200, "病"),
}


@pytest.mark.parametrize(("name", "most"), [(name, most) for name, (most, _letter) in TOO_MUCH.items()])
def test_a_text_has_its_length(name: str, most: int, founder: User, desk: Desk) -> None:
    letter = TOO_MUCH[name][1]
    assert errors(form_of(founder, desk, {name: letter * most})) == {}
    assert errors(form_of(founder, desk, {name: letter * (most + 1)})) == {
        name: [f"Ensure this value has at most {most} characters (it has {most + 1})."]
    }


@pytest.mark.parametrize("name", [*TOO_MUCH])
def test_a_nul_is_refused_in_words(name: str, founder: User, desk: Desk) -> None:
    assert errors(form_of(founder, desk, {name: "a\x00b"})) == {name: ["Null characters are not allowed."]}


@pytest.mark.parametrize("field", ["product_type", "topics"])
def test_retired_and_foreign_choices_are_refused(field: str, founder: User, desk: Desk) -> None:
    factory = ProductTypeFactory if field == "product_type" else TopicFactory
    retired = factory.create(desk=desk, retired_on=timezone.localdate())
    coming = factory.create(desk=desk, retired_on=timezone.localdate() + dt.timedelta(days=1))
    foreign = factory.create()
    assert list(errors(form_of(founder, desk, {field: str(retired.pk)}))) == [field]
    assert list(errors(form_of(founder, desk, {field: str(foreign.pk)}))) == [field]
    assert list(errors(form_of(founder, desk, {field: "x"}))) == [field]
    assert errors(form_of(founder, desk, {field: str(coming.pk)})) == {}


def test_a_draft_comes_back_as_it_was_saved(founder: User, desk: Desk, topic: Topic, other_topic: Topic) -> None:
    own = founder.memberships.get().organisation
    draft = ConsultationFactory.create(desk=desk, asked_by=founder, organisation=own, topics=[topic, other_topic])
    initial = ConsultationForm(consultation=draft, founder=founder).initial
    assert initial == {
        "organisation": own.pk,
        "product_type": draft.product_type_id,
        "topics": [topic, other_topic],
        "title": draft.title,
        "text": draft.text,
        "product_name": "人工関節",
        "target_disease": "変形性関節症",
        "development_stage": "prototype",
    }


def test_what_could_not_be_submitted_is_not_saved_either(newcomer: User, desk: Desk, question: dict[str, str]) -> None:
    form_of(newcomer, desk)
    before = world()
    assert not form_of(newcomer, desk, {**NEW, **question, "text": ""}, submitting=True).is_valid()
    assert world() == before
