"""The founder's own pages: the list, the draft, its submission, and what is kept when something is wrong."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Organisation, User
from cases.enums import State
from cases.models import Case, Consultation
from mediso.desks.models import Desk, ProductType, Topic
from tests.cases.views.conftest import Open, SignIn
from tests.conftest import MakeCase
from tests.factories.accounts import UserFactory
from tests.factories.cases import ConsultationFactory
from tests.support.pages import Page
from tests.support.queries import queries_of
from tests.support.world import world

pytestmark = pytest.mark.django_db

NEEDED = "This is needed to submit."
NEEDED_JA = "提出するには、この項目が必要です。"
LIST = "/consultations/"


@pytest.fixture
def draft(desk: Desk, founder: User) -> Consultation:
    return Consultation.objects.create(desk=desk, asked_by=founder)


@pytest.fixture
def typed(founder: User, product_type: ProductType, topic: Topic) -> dict[str, str]:
    return {
        "organisation": str(founder.memberships.get().organisation_id),
        "product_type": str(product_type.pk),
        "topics": str(topic.pk),
        "title": "人工関節の試験",
        "text": "必要な試験の範囲を知りたい。",
        "product_name": "関節X",
        "target_disease": "膝の病",
        "development_stage": "prototype",
    }


@pytest.fixture
def visitor(founder: User, sign_in: SignIn) -> Client:
    return sign_in(founder)


def edit(draft: Consultation) -> str:
    return f"/consultations/{draft.pk}/"


def test_a_draft_is_started_saved_and_found_again(
    desk: Desk, visitor: Client, typed: dict[str, str], draft: Consultation
) -> None:
    started = visitor.post("/consultations/start/", {"desk": desk.code})
    assert started.headers["Location"] == edit(draft)  # the untouched one is taken up again
    saved = visitor.post(edit(draft), typed | {"then": "save"}, follow=True)
    assert saved.redirect_chain == [(edit(draft), 302)]
    assert "The draft is saved. You can go on with it at any time." in Page(saved).html
    values = Page(visitor.get(edit(draft))).values
    assert {name: values[name] for name in typed} == {name: [value] for name, value in typed.items()}
    page = Page(visitor.get(LIST))
    assert page.links["人工関節の試験"] == edit(draft)
    assert Case.objects.count() == 0


def test_submitting_gives_a_number_and_leads_to_the_case(
    visitor: Client, typed: dict[str, str], draft: Consultation
) -> None:
    response = visitor.post(edit(draft), typed | {"then": "submit"}, follow=True)
    number = f"M{timezone.localdate().year}-0001"
    assert response.redirect_chain == [(f"/cases/{number}/", 302)]
    page = Page(response)
    assert f"Your consultation was received. Its number is {number}." in page.html
    assert "The desk has your question and will read it next." in page.text
    assert "Received" in Page(visitor.get(LIST)).text


def test_submitting_twice_leads_to_the_one_case(visitor: Client, typed: dict[str, str], draft: Consultation) -> None:
    first = visitor.post(edit(draft), typed | {"then": "submit"})
    before = world()
    for again in ({"then": "submit"}, {"then": "save", "title": "あとから"}):
        response = visitor.post(edit(draft), typed | again)
        assert (response.status_code, response.headers["Location"]) == (302, first.headers["Location"])
    assert visitor.get(edit(draft)).headers["Location"] == first.headers["Location"]
    assert world() == before


MISSING = ("product_type", "topics", "title", "text")


@pytest.mark.parametrize("field", MISSING)
def test_each_missing_field_is_named_at_its_place_and_the_rest_is_kept(
    field: str, visitor: Client, typed: dict[str, str], draft: Consultation
) -> None:
    before = world()
    sent = {name: value for name, value in typed.items() if name != field}
    page = Page(visitor.post(edit(draft), sent | {"then": "submit"}))
    assert (page.status, page.errors) == (422, {f"id_{field}": [NEEDED]})
    (told,) = page.summary
    assert told.endswith(f": {NEEDED}")
    assert {name: page.values[name] for name in sent} == {name: [value] for name, value in sent.items()}
    assert page.texts("title")[0].startswith("Error: ")
    assert page.repeated_ids == []
    assert world() == before


def test_the_errors_are_japanese_to_a_japanese_reader(
    founder: User, draft: Consultation, typed: dict[str, str], sign_in: SignIn
) -> None:
    page = Page(sign_in(founder, "ja").post(edit(draft), {"then": "submit"}))
    (message,) = {told for errors in page.errors.values() for told in errors}
    assert message.removeprefix("エラー： ").removeprefix("エラー: ") == NEEDED_JA
    assert sorted(page.errors) == ["id_organisation", "id_product_type", "id_text", "id_title", "id_topics"]


def test_half_an_organisation_is_said_at_each_missing_part(desk: Desk, typed: dict[str, str], sign_in: SignIn) -> None:
    newcomer = UserFactory.create(founder=True)
    draft = Consultation.objects.create(desk=desk, asked_by=newcomer)
    before = world()
    half = {"organisation_name": "株式会社新規", "prefecture": "13", "title": "件名", "then": "save"}
    page = Page(sign_in(newcomer).post(edit(draft), half))
    together = "Give name, kind and location of the organisation together."
    assert (page.status, page.errors) == (422, {"id_organisation_kind": [together]})
    assert page.values["organisation_name"] == ["株式会社新規"]
    assert page.values["title"] == ["件名"]
    assert world() == before
    whole = typed | half | {"organisation_kind": "venture", "then": "submit"}
    assert sign_in(newcomer).post(edit(draft), whole).status_code == 302
    case = Case.objects.get()
    assert (case.organisation.name, case.organisation_kind, case.prefecture) == ("株式会社新規", "venture", "13")
    assert newcomer.memberships.get().organisation == case.organisation


def test_a_name_that_is_no_name_is_refused_and_everything_kept(
    desk: Desk, typed: dict[str, str], sign_in: SignIn
) -> None:
    newcomer = UserFactory.create(founder=True)
    draft = Consultation.objects.create(desk=desk, asked_by=newcomer)
    organisations = Organisation.objects.count()
    nameless = {"organisation_name": "・", "organisation_kind": "venture", "prefecture": "13"}
    page = Page(sign_in(newcomer).post(edit(draft), typed | nameless | {"then": "submit"}))
    assert (page.status, page.summary) == (422, ["Write the name of the organisation."])
    assert page.values["text"] == ["必要な試験の範囲を知りたい。"]
    assert (Organisation.objects.count(), Case.objects.count()) == (organisations, 0)


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
    words: str, visitor: Client, typed: dict[str, str], draft: Consultation, staff: User, sign_in: SignIn
) -> None:
    visitor.post(edit(draft), typed | {"title": words, "text": words, "then": "submit"})
    draft.refresh_from_db()
    assert (draft.title, draft.text) == (words, words)
    for reader in (visitor, sign_in(staff)):
        for address in (f"/cases/{draft.case.number}/", LIST if reader is visitor else "/cases/"):
            html = reader.get(address).content.decode()
            assert "<script>alert" not in html
            assert "<svg onload" not in html


@pytest.mark.parametrize(
    ("field", "words", "told"),
    [
        pytest.param(
            "text", "字" * 10_001, "Ensure this value has at most 10000 characters (it has 10001).", id="long"
        ),
        pytest.param(
            "title", "字" * 201, "Ensure this value has at most 200 characters (it has 201).", id="long title"
        ),
        pytest.param("text", "a\x00b", "Null characters are not allowed.", id="NUL"),
        pytest.param("product_type", "99999999999999999999", "", id="a choice that is none"),
        pytest.param("topics", "\x00", "", id="a topic that is none"),
        pytest.param("development_stage", "<b>", "", id="a stage that is none"),
    ],
)
@pytest.mark.parametrize("then", ["save", "submit"])
def test_impossible_values_are_errors_at_the_field(
    field: str, words: str, told: str, then: str, visitor: Client, typed: dict[str, str], draft: Consultation
) -> None:
    before = world()
    page = Page(visitor.post(edit(draft), typed | {field: words, "then": then}))
    assert (page.status, list(page.errors)) == (422, [f"id_{field}"])
    if told:
        assert page.errors[f"id_{field}"] == [told]
    assert page.values["product_name"] == ["関節X"]
    if field in {"text", "title"} and "\x00" not in words:
        assert page.values[field] == [words]
    assert world() == before


def test_ten_thousand_characters_are_welcome(visitor: Client, typed: dict[str, str], draft: Consultation) -> None:
    assert visitor.post(edit(draft), typed | {"text": "字" * 10_000, "then": "submit"}).status_code == 302
    draft.refresh_from_db()
    assert len(draft.text) == 10_000


def test_a_draft_is_discarded_once(visitor: Client, draft: Consultation) -> None:
    discard = f"{edit(draft)}discard/"
    response = visitor.post(discard, follow=True)
    assert response.redirect_chain == [(LIST, 302)]
    assert "The draft was discarded." in Page(response).html
    assert Consultation.objects.count() == 0
    assert visitor.post(discard).status_code == 404


def test_what_was_submitted_is_not_discarded(visitor: Client, typed: dict[str, str], draft: Consultation) -> None:
    visitor.post(edit(draft), typed | {"then": "submit"})
    before = world()
    page = Page(visitor.post(f"{edit(draft)}discard/", follow=True))
    assert "This consultation was submitted already. You can withdraw it instead." in page.html
    assert world() == before


def test_nobody_else_finds_a_draft(
    draft: Consultation, other_founder: User, staff: User, sign_in: SignIn, typed: dict[str, str]
) -> None:
    before = world()
    for person, status in ((other_founder, 404), (staff, 403)):
        visitor = sign_in(person)
        assert visitor.get(edit(draft)).status_code == status
        assert visitor.post(edit(draft), typed | {"then": "submit"}).status_code == status
        assert visitor.post(f"{edit(draft)}discard/").status_code == status
    assert world() == before


def test_only_founders_ask(desk: Desk, staff: User, sign_in: SignIn, open_page: Open) -> None:
    page = open_page(staff, LIST)
    assert (page.status, "Only founders submit consultations here." in page.text) == (403, True)
    assert sign_in(staff).post("/consultations/start/", {"desk": desk.code}).status_code == 403
    assert Consultation.objects.count() == 0


@pytest.mark.parametrize("code", ["", "nowhere", "\x00"])
def test_a_desk_that_is_none_is_404(code: str, visitor: Client) -> None:
    assert visitor.post("/consultations/start/", {"desk": code}).status_code == 404
    assert Consultation.objects.count() == 0


def test_the_list_tells_where_each_stands(
    make_case: MakeCase, founder: User, other_founder: User, open_page: Open
) -> None:
    make_case(State.AWAITING_FOUNDER, consultation__title="答えを待つ件", received_on=dt.date(2024, 4, 1))
    make_case(State.MATCHING, consultation__title="選定中の件", awaits="supporter")
    make_case(asked_by=other_founder, consultation__title="他人の件")
    page = open_page(founder, LIST)
    rows = {words.split()[1]: words for words in page.texts("tr")[1:]}
    assert rows["答えを待つ件"].endswith("1 April 2024 (Mon) Waiting for the founder yours")
    assert rows["選定中の件"].endswith(
        "Finding supporters the desk"
    )  # that somebody was asked is the desk's own matter
    assert "他人の件" not in page.html


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_every_length(
    count: int, make_case: MakeCase, founder: User, visitor: Client
) -> None:
    for _number in range(count):
        make_case(State.TRIAGING)
        ConsultationFactory.create(asked_by=founder)
    visitor.get(LIST)
    assert queries_of(visitor, LIST) == 5
