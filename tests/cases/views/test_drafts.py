"""The step form as its founder meets it: going on, leaving, coming back, submitting, and what is wrong."""

from itertools import pairwise
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Organisation, User
from cases.enums import State
from cases.models import Case, CaseLink, Consultation
from cases.selectors.drafts import IntakeStep
from mediso.desks.models import Desk, ProductType, Terms, Topic
from tests.cases.views.conftest import SignIn
from tests.conftest import MakeCase
from tests.factories.accounts import UserFactory
from tests.factories.cases import ConsultationFactory
from tests.factories.desks import SignpostFactory, TermsFactory
from tests.support.pages import Page
from tests.support.queries import queries_of
from tests.support.world import world

pytestmark = pytest.mark.django_db

LIST = "/consultations/"
STEPS = [step.value for step in IntakeStep]


@pytest.fixture
def draft(desk: Desk, founder: User) -> Consultation:
    return Consultation.objects.create(desk=desk, asked_by=founder)


@pytest.fixture
def terms(desk: Desk) -> Terms:
    return TermsFactory.create(desk=desk, version=3, text_en="Be honest.")


@pytest.fixture
def visitor(founder: User, sign_in: SignIn) -> Client:
    return sign_in(founder)


@pytest.fixture
def typed(founder: User, product_type: ProductType, topic: Topic) -> dict[str, dict[str, str]]:
    """What is sent at each step."""
    return {
        "organisation": {"organisation": str(founder.memberships.get().organisation_id)},
        "product": {"product_name": "関節X", "target_disease": "膝の病", "modality": "device", "device_class": "3"},
        "question": {
            "product_type": str(product_type.pk),
            "topics": str(topic.pk),
            "title": "人工関節の試験",
            "text": "必要な試験の範囲を知りたい。",
        },
        "collaborators": {"rows": "1", "name-0": "山田 花", "affiliation-0": "若竹大学", "role-0": "試験"},
    }


def at(draft: Consultation, step: str = "") -> str:
    return f"/consultations/{draft.pk}/{step}/" if step else f"/consultations/{draft.pk}/"


def fill(visitor: Client, draft: Consultation, typed: dict[str, dict[str, str]]) -> None:
    for step, data in typed.items():
        assert visitor.post(at(draft, step), data).status_code == 302


def test_the_steps_lead_from_one_to_the_next_and_come_back_as_they_were_saved(
    desk: Desk, visitor: Client, typed: dict[str, dict[str, str]], draft: Consultation
) -> None:
    started = visitor.post("/consultations/start/", {"desk": desk.code})
    assert started.headers["Location"] == at(draft)  # the untouched one is taken up again
    for step, after in pairwise(STEPS):
        assert visitor.post(at(draft, step), typed[step]).headers["Location"] == at(draft, after)
        values = Page(visitor.get(at(draft, step))).values
        assert {name: values[name] for name in typed[step]} == {name: [value] for name, value in typed[step].items()}
    assert Case.objects.count() == 0


def test_coming_back_leads_to_the_next_open_step(
    visitor: Client, typed: dict[str, dict[str, str]], draft: Consultation
) -> None:
    leads = [visitor.get(at(draft)).headers["Location"]]
    for step in ("organisation", "product", "question"):
        visitor.post(at(draft, step), typed[step])
        leads.append(visitor.get(at(draft)).headers["Location"])
    assert leads == [at(draft, step) for step in ("organisation", "product", "question", "confirm")]


def test_the_navigation_says_what_is_done(
    visitor: Client, typed: dict[str, dict[str, str]], draft: Consultation
) -> None:
    visitor.post(at(draft, "organisation"), typed["organisation"])
    visitor.post(at(draft, "question"), {"title": "件名だけ"})
    page = Page(visitor.get(at(draft, "product")))
    assert page.texts("li", class_="step") == [
        "Step 1 Organisation Done",
        "Step 2 Product Now",
        "Step 3 Question",
        "Step 4 Collaborators",
        "Step 5 Check and submit",
    ]
    assert [page.links[name] for name in ("Organisation", "Question", "Check and submit")] == [
        at(draft, "organisation"),
        at(draft, "question"),
        at(draft, "confirm"),
    ]


@pytest.mark.parametrize(
    ("then", "leads"), [("save", LIST), ("back", "organisation"), ("", "question"), ("?", "question")]
)
def test_every_way_out_of_a_step_saves_it(
    then: str, leads: str, visitor: Client, typed: dict[str, dict[str, str]], draft: Consultation
) -> None:
    response = visitor.post(at(draft, "product"), typed["product"] | {"then": then})
    assert response.headers["Location"] == (LIST if leads == LIST else at(draft, leads))
    draft.refresh_from_db()
    assert (draft.product_name, draft.device_class) == ("関節X", "3")


def test_everything_is_on_the_last_page_with_its_way_back(
    visitor: Client, typed: dict[str, dict[str, str]], draft: Consultation, terms: Terms
) -> None:
    fill(visitor, draft, typed)
    page = Page(visitor.get(at(draft, "confirm")))
    for words in (
        "株式会社若竹",
        "関節X",
        "膝の病",
        "Device (hardware)",
        "Class III (specially controlled)",
        "Medical device",
        "Regulation",
        "人工関節の試験",
        "必要な試験の範囲を知りたい。",
        "山田 花 / 若竹大学 / 試験",
        "Be honest.",
        "Version 3",
    ):
        assert words in page.text
    assert "Missing" not in page.text
    assert page.links["Change “Question”"] == at(draft, "question")
    assert page.values["terms"] == [str(terms.pk)]
    assert page.repeated_ids == []


def test_submitting_gives_a_number_and_leads_to_the_case(
    visitor: Client, typed: dict[str, dict[str, str]], draft: Consultation, terms: Terms
) -> None:
    fill(visitor, draft, typed)
    agreed = {"then": "submit", "terms": str(terms.pk), "agrees": "on"}
    response = visitor.post(at(draft, "confirm"), agreed, follow=True)
    number = f"M{timezone.localdate().year}-0001"
    assert response.redirect_chain == [(f"/cases/{number}/", 302)]
    page = Page(response)
    assert f"Your consultation was received. Its number is {number}." in page.html
    draft.refresh_from_db()
    assert (draft.terms, draft.case.number, draft.case.collaborators.get().name) == (terms, number, "山田 花")


def test_submitting_twice_leads_to_the_one_case(
    visitor: Client, typed: dict[str, dict[str, str]], draft: Consultation
) -> None:
    fill(visitor, draft, typed)
    first = visitor.post(at(draft, "confirm"), {"then": "submit"})
    before = world()
    for step in STEPS:
        again = visitor.post(at(draft, step), {"then": "submit", "title": "あとから"})
        assert (again.status_code, again.headers["Location"]) == (302, first.headers["Location"])
        assert visitor.get(at(draft, step)).headers["Location"] == first.headers["Location"]
    assert visitor.get(at(draft)).headers["Location"] == first.headers["Location"]
    assert world() == before


def test_a_submission_without_consent_is_told_at_the_box(
    visitor: Client, typed: dict[str, dict[str, str]], draft: Consultation, terms: Terms
) -> None:
    fill(visitor, draft, typed)
    before = world()
    page = Page(visitor.post(at(draft, "confirm"), {"then": "submit", "terms": str(terms.pk)}))
    assert (page.status, page.errors) == (422, {"id_agrees": ["Please read the terms of use and agree to them."]})
    assert world() == before


def test_terms_that_changed_meanwhile_are_shown_anew(
    visitor: Client, typed: dict[str, dict[str, str]], draft: Consultation, terms: Terms, desk: Desk
) -> None:
    fill(visitor, draft, typed)
    TermsFactory.create(desk=desk, version=4, text_en="Be brief.")
    before = world()
    page = Page(visitor.post(at(draft, "confirm"), {"then": "submit", "terms": str(terms.pk), "agrees": "on"}))
    assert (page.status, page.summary) == (
        422,
        ["The terms of use have changed since this page was opened. Please read the new version."],
    )
    assert "Be brief." in page.text
    assert world() == before


@pytest.mark.parametrize("field", ["product_type", "topics", "title", "text"])
def test_what_is_missing_is_named_and_has_its_way(
    field: str, visitor: Client, typed: dict[str, dict[str, str]], draft: Consultation
) -> None:
    labels = {
        "product_type": "Product type",
        "topics": "Topics",
        "title": "Title",
        "text": "What you would like to ask",
    }
    del typed["question"][field]
    fill(visitor, draft, typed)
    before = world()
    page = Page(visitor.post(at(draft, "confirm"), {"then": "submit"}))
    assert (page.status, page.summary) == (422, [f"Please fill in: {labels[field]}."])
    assert page.texts("strong", class_="part-missing") == ["Missing: needed to submit"]
    assert page.texts("title")[0].startswith("Error: ")
    assert world() == before


def test_the_errors_are_japanese_to_a_japanese_reader(founder: User, draft: Consultation, sign_in: SignIn) -> None:
    page = Page(sign_in(founder, "ja").post(at(draft, "confirm"), {"then": "submit"}))
    assert page.summary == ["次の項目を入力してください：事業者、製品区分、相談内容区分、件名、相談したいこと。"]


def test_a_new_organisation_is_made_on_the_way(desk: Desk, typed: dict[str, dict[str, str]], sign_in: SignIn) -> None:
    newcomer = UserFactory.create(founder=True)
    draft = Consultation.objects.create(desk=desk, asked_by=newcomer)
    visitor = sign_in(newcomer)
    half = {"organisation_name": "株式会社新規", "prefecture": "13"}
    page = Page(visitor.post(at(draft, "organisation"), half))
    together = "Give name, kind and location of the organisation together."
    assert (page.status, page.errors) == (422, {"id_organisation_kind": [together]})
    assert page.values["organisation_name"] == ["株式会社新規"]
    fill(visitor, draft, typed | {"organisation": half | {"organisation_kind": "venture"}})
    visitor.post(at(draft, "confirm"), {"then": "submit"})
    case = Case.objects.get()
    assert (case.organisation.name, case.organisation_kind, case.prefecture) == ("株式会社新規", "venture", "13")
    assert newcomer.memberships.get().organisation == case.organisation


def test_a_name_that_is_no_name_is_refused_at_its_field(desk: Desk, sign_in: SignIn) -> None:
    newcomer = UserFactory.create(founder=True)
    draft = Consultation.objects.create(desk=desk, asked_by=newcomer)
    nameless = {"organisation_name": "・", "organisation_kind": "venture", "prefecture": "13"}
    page = Page(sign_in(newcomer).post(at(draft, "organisation"), nameless))
    assert (page.status, page.errors) == (422, {"id_organisation_name": ["Write the name of the organisation."]})
    assert page.values["prefecture"] == ["13"]
    assert Organisation.objects.count() == 0


def test_a_row_is_added_and_taken_away_without_scripts(visitor: Client, draft: Consultation) -> None:
    one = {"rows": "1", "name-0": "山田 花"}
    added = visitor.post(at(draft, "collaborators"), one | {"then": "add"})
    assert added.headers["Location"] == f"{at(draft, 'collaborators')}?more=1"
    page = Page(visitor.get(added.headers["Location"]))
    assert (page.values["name-0"], page.values["name-1"], page.values["rows"]) == (["山田 花"], [""], ["2"])
    two = one | {"rows": "2", "name-1": "佐藤 一"}
    removed = visitor.post(at(draft, "collaborators"), two | {"remove": "0"})
    assert removed.headers["Location"] == at(draft, "collaborators")
    draft.refresh_from_db()
    assert [row["name"] for row in draft.collaborators] == ["佐藤 一"]


def test_an_earlier_case_is_offered_and_gone_on_from(
    visitor: Client, typed: dict[str, dict[str, str]], draft: Consultation, make_case: MakeCase, other_founder: User
) -> None:
    question = {f"consultation__{name}": typed["question"][name] for name in ("title", "text")}
    earlier = make_case(State.CLOSED, **question)
    foreign = make_case(State.CLOSED, asked_by=other_founder, **question)
    fill(visitor, draft, typed)
    page = Page(visitor.get(at(draft, "confirm")))
    assert f"It goes on from {earlier.number}" in page.text
    assert foreign.number not in page.html
    refused = Page(visitor.post(at(draft, "confirm"), {"then": "submit", "continues": str(foreign.pk)}))
    assert (refused.status, list(refused.errors)) == (422, ["id_continues"])
    visitor.post(at(draft, "confirm"), {"then": "save", "continues": str(earlier.pk)})
    assert Page(visitor.get(at(draft, "confirm"))).values["continues"] == [str(earlier.pk)]
    visitor.post(at(draft, "confirm"), {"then": "submit", "continues": str(earlier.pk)})
    link = CaseLink.objects.get()
    assert (link.earlier, link.later.consultation, link.kind) == (earlier, draft, "follow_on")


def test_another_door_is_named_and_stops_nobody(
    visitor: Client, typed: dict[str, dict[str, str]], draft: Consultation, desk: Desk
) -> None:
    SignpostFactory.create(
        desk=desk, name_en="PMDA", keywords="試験の範囲", advice_en="Ask them.", url="https://pmda.example/"
    )
    SignpostFactory.create(desk=desk, name_en="JETRO", keywords="輸出")
    fill(visitor, draft, typed)
    page = Page(visitor.get(at(draft, "confirm")))
    assert "PMDA may be the better door" in page.text
    assert "JETRO" not in page.html
    assert page.links["Page of PMDA (opens in another window)"] == "https://pmda.example/"
    assert visitor.post(at(draft, "confirm"), {"then": "submit"}).status_code == 302


@pytest.mark.parametrize("step", [*STEPS, "nowhere"])
def test_nobody_else_finds_a_draft(
    step: str, draft: Consultation, other_founder: User, staff: User, visitor: Client, sign_in: SignIn
) -> None:
    before = world()
    for person, status in ((other_founder, 404), (staff, 403)):
        stranger = sign_in(person)
        assert stranger.get(at(draft, step)).status_code == status
        assert stranger.post(at(draft, step), {"then": "submit", "title": "横取り"}).status_code == status
    assert world() == before
    assert visitor.get(at(draft, step)).status_code == (404 if step == "nowhere" else 200)


HOSTILE = {
    "script": "<script>alert(1)</script>",
    "text running to the left": "safe\u202egnp.exe",
    "quotes": "\"'><svg onload=alert(1)>",
    "combining marks": "a" + "\u0301" * 50,
    "emoji and rare letters": "👩‍⚕️𠮷野家髙橋",
    "template": "{{ request.user }}{% include 'x' %}",
}


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_words_are_kept_as_words(
    words: str, visitor: Client, typed: dict[str, dict[str, str]], draft: Consultation, staff: User, sign_in: SignIn
) -> None:
    typed["question"] |= {"title": words, "text": words}
    fill(visitor, draft, typed)
    confirm = visitor.get(at(draft, "confirm")).content.decode()
    visitor.post(at(draft, "confirm"), {"then": "submit"})
    draft.refresh_from_db()
    assert (draft.title, draft.text) == (words, words)
    pages = [confirm] + [
        reader.get(address).content.decode()
        for reader, addresses in ((visitor, (LIST,)), (sign_in(staff), ("/cases/",)))
        for address in (f"/cases/{draft.case.number}/", *addresses)
    ]
    assert not [html for html in pages if "<script>alert" in html or "<svg onload" in html]


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("count", [1, 3])
def test_a_step_costs_the_same_for_every_length(
    count: int,
    step: str,
    draft: Consultation,
    founder: User,
    desk: Desk,
    typed: dict[str, dict[str, str]],
    make_case: MakeCase,
    visitor: Client,
) -> None:
    fill(visitor, draft, typed)
    rows: list[dict[str, Any]] = [{"name": "山田", "affiliation": "", "role": ""}] * count
    Consultation.objects.filter(pk=draft.pk).update(collaborators=rows)
    for number in range(count):
        make_case(consultation__title="人工関節の試験", consultation__text="必要な試験の範囲を知りたい。")
        SignpostFactory.create(desk=desk, keywords="試験")
        TermsFactory.create(desk=desk, version=number + 1)
        ConsultationFactory.create(asked_by=founder, desk=desk)
    visitor.get(at(draft, step))
    assert (
        queries_of(visitor, at(draft, step))
        == {
            "organisation": 5,
            "product": 4,
            "question": 7,
            "collaborators": 4,
            "confirm": 12,
        }[step]
    )
