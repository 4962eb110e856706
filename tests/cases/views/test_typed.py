"""What is typed and not valid yet waits with the draft: on every device of its founder, and for nobody else."""

from urllib.parse import urlencode

import pytest
from django.test import Client

from accounts.models import Organisation, User
from cases.models import Consultation, TypedStep
from mediso.desks.models import Desk, ProductType, Topic
from tests.cases.views.conftest import SignIn
from tests.factories.accounts import UserFactory
from tests.support.pages import Page
from tests.support.world import world

pytestmark = pytest.mark.django_db

PAUSE = {"then": "autosave"}
LONG = "件" * 201
TOO_LONG = "Ensure this value has at most 200 characters (it has 201)."


@pytest.fixture
def draft(desk: Desk, founder: User) -> Consultation:
    return Consultation.objects.create(desk=desk, asked_by=founder)


@pytest.fixture
def desktop(founder: User, sign_in: SignIn) -> Client:
    return sign_in(founder)


@pytest.fixture
def phone(founder: User, sign_in: SignIn) -> Client:
    return sign_in(founder)


def at(draft: Consultation, step: str = "question") -> str:
    return f"/consultations/{draft.pk}/{step}/"


def opened(visitor: Client, draft: Consultation, step: str = "question") -> Page:
    return Page(visitor.get(at(draft, step)))


def marks(page: Page) -> dict[str, str]:
    """What a page says of itself when it sends its form."""
    return {name: page.values[name][-1] for name in ("seen", "shown")}


def waiting() -> list[tuple[str, bool, str]]:
    return list(TypedStep.objects.values_list("step", "is_behind", "data"))


def test_a_wrong_value_stands_in_its_field_on_another_device_with_its_error(
    desktop: Client, phone: Client, draft: Consultation
) -> None:
    desktop.post(at(draft), {"title": LONG, "text": "本文"} | PAUSE)
    assert waiting() == [("question", False, urlencode({"title": LONG, "text": "本文"}))]
    page = opened(phone, draft)
    assert (page.status, page.values["title"], page.values["text"]) == (200, [LONG], ["本文"])
    assert page.errors == {"id_title": [TOO_LONG]}
    assert "Saved on the other page or device" not in page.text


def test_it_outlives_signing_out(desktop: Client, draft: Consultation, founder: User) -> None:
    desktop.post(at(draft), {"title": LONG} | PAUSE)
    desktop.post("/account/logout/")
    desktop.logout()
    assert desktop.get(at(draft)).status_code == 302
    desktop.force_login(founder)
    page = opened(desktop, draft)
    assert (page.values["title"], page.errors) == ([LONG], {"id_title": [TOO_LONG]})


def test_a_half_written_organisation_follows_to_another_device(desk: Desk, sign_in: SignIn) -> None:
    newcomer = UserFactory.create(founder=True)
    draft = Consultation.objects.create(desk=desk, asked_by=newcomer)
    half = {"organisation_name": "株式会社新", "corporate_number": "12", "organisation_kind": "", "prefecture": "13"}
    sign_in(newcomer).post(at(draft, "organisation"), half | PAUSE)
    page = opened(sign_in(newcomer), draft, "organisation")
    assert {name: page.values[name] for name in half} == {name: [value] for name, value in half.items()}
    assert set(page.errors) == {"id_corporate_number", "id_organisation_kind"}
    assert Organisation.objects.count() == 0


def test_a_name_that_is_no_name_waits_too(desk: Desk, sign_in: SignIn) -> None:
    newcomer = UserFactory.create(founder=True)
    draft = Consultation.objects.create(desk=desk, asked_by=newcomer)
    nameless = {"organisation_name": "・", "organisation_kind": "venture", "prefecture": "13"}
    assert sign_in(newcomer).post(at(draft, "organisation"), nameless).status_code == 422
    assert opened(sign_in(newcomer), draft, "organisation").values["organisation_name"] == ["・"]


def test_a_step_that_is_saved_whole_waits_no_more(desktop: Client, draft: Consultation) -> None:
    desktop.post(at(draft), {"title": LONG} | PAUSE)
    desktop.post(at(draft), {"title": "短い件名"} | PAUSE)
    assert waiting() == []
    page = opened(desktop, draft)
    assert (page.values["title"], page.errors) == (["短い件名"], {})


def test_one_page_goes_on_from_what_it_kept_itself(desktop: Client, phone: Client, draft: Consultation) -> None:
    """With a button, by the answer to a pause, and after it was opened again."""
    page = Page(desktop.post(at(draft), {"title": LONG, "text": "本文"} | marks(opened(desktop, draft))))
    assert page.status == 422
    answer = Page(desktop.post(at(draft), {"title": LONG, "text": "本文の続き"} | marks(page) | PAUSE))
    after = {"title": LONG, "text": "終わり", "seen": answer.values["seen"][0]}
    assert desktop.post(at(draft), after | PAUSE).status_code == 200
    again = opened(phone, draft)
    assert phone.post(at(draft), {"title": "件名", "text": "終わり"} | marks(again)).status_code == 302
    draft.refresh_from_db()
    assert (draft.title, draft.text, waiting()) == ("件名", "終わり", [])


def test_what_waits_is_not_gone_over_unknowingly(desktop: Client, phone: Client, draft: Consultation) -> None:
    old = marks(opened(desktop, draft))
    phone.post(at(draft), {"title": LONG} | marks(opened(phone, draft)) | PAUSE)
    assert desktop.post(at(draft), {"title": "件名"} | old | PAUSE).status_code == 409
    page = Page(desktop.post(at(draft), {"title": "件名"} | old))
    assert (page.status, page.values["title"], f"Title {LONG}" in page.text) == (409, ["件名"], True)
    assert waiting() == [
        ("question", False, urlencode({"title": LONG})),
        ("question", True, urlencode({"title": "件名"})),
    ]
    assert desktop.post(at(draft), {"title": "件名"} | marks(page)).status_code == 302
    draft.refresh_from_db()
    assert (draft.title, waiting()) == ("件名", [])


@pytest.mark.parametrize(
    ("step", "there", "here", "told"),
    [
        (
            "organisation",
            {"organisation": "new", "organisation_name": "株式会社新", "prefecture": "13"},
            {"organisation": "new", "organisation_name": "株式会社別", "prefecture": "13"},
            "Name of the organisation 株式会社新",
        ),
        (
            "collaborators",
            {"rows": "1", "name-0": "", "affiliation-0": "若竹大学"},
            {"rows": "1", "name-0": "佐藤", "affiliation-0": ""},
            "Affiliation 若竹大学",
        ),
    ],
)
def test_what_waits_of_the_other_page_is_told_in_words(
    step: str, there: dict[str, str], here: dict[str, str], told: str, desktop: Client, draft: Consultation
) -> None:
    old = marks(opened(desktop, draft, step))
    desktop.post(at(draft, step), there | PAUSE)
    page = Page(desktop.post(at(draft, step), here | old))
    assert (page.status, told in page.text) == (409, True)


def test_what_was_refused_is_met_again_on_any_device(desktop: Client, phone: Client, draft: Consultation) -> None:
    old = marks(opened(desktop, draft))
    ahead = Page(phone.post(at(draft), {"title": "電話で書いた件名"} | marks(opened(phone, draft)) | PAUSE))
    desktop.post(at(draft), {"title": "パソコンで書いた件名"} | old | PAUSE)  # and the browser was closed
    # The page that is ahead goes on undisturbed, and what was refused stays.
    answer = phone.post(at(draft), {"title": "電話の件名", "seen": ahead.values["seen"][0]} | PAUSE)
    assert answer.status_code == 200
    page = opened(phone, draft)
    assert (page.status, page.values["title"]) == (200, ["パソコンで書いた件名"])
    assert "Title 電話の件名" in page.text
    assert phone.post(at(draft), {"title": "パソコンで書いた件名"} | marks(page)).status_code == 302
    draft.refresh_from_db()
    assert (draft.title, waiting()) == ("パソコンで書いた件名", [])


def test_only_what_the_page_shows_is_given_up(desktop: Client, draft: Consultation) -> None:
    old = marks(opened(desktop, draft))
    desktop.post(at(draft), {"title": "先に"} | old)
    page = Page(desktop.post(at(draft), {"title": "後から"} | old))
    desktop.post(at(draft), {"title": "もっと後から"} | old | PAUSE)
    before = world()
    assert desktop.post(at(draft), {"then": "anew", "shown": marks(page)["shown"]}).status_code == 302
    assert desktop.post(at(draft), {"then": "anew"}).status_code == 302
    assert world() == before
    assert opened(desktop, draft).values["title"] == ["もっと後から"]


def test_more_than_may_wait_is_refused_and_stays_on_the_page(desktop: Client, draft: Consultation) -> None:
    huge = "長" * 60_000
    before = world()
    paused = Page(desktop.post(at(draft), {"title": "件名", "text": huge} | PAUSE))
    refusal = "Nothing was saved: this is too long to be kept. Shorten it; until then it stands on this page alone."
    assert (paused.status, paused.text) == (422, refusal)
    page = Page(desktop.post(at(draft), {"title": "件名", "text": huge}))
    assert (page.status, refusal in page.summary, page.values["text"]) == (422, True, [huge])
    assert world() == before


def test_nothing_but_the_fields_of_the_step_waits(desktop: Client, draft: Consultation) -> None:
    desktop.post(at(draft), {"title": LONG, "evil": "x", "seen": "", "underway": "3", "then": "autosave"})
    assert waiting() == [("question", False, urlencode({"title": LONG}))]


def test_nobody_else_meets_it(
    desktop: Client, draft: Consultation, other_founder: User, staff: User, sign_in: SignIn
) -> None:
    desktop.post(at(draft), {"title": LONG} | PAUSE)
    before = world()
    for person, status in ((other_founder, 404), (staff, 403)):
        stranger = sign_in(person)
        assert stranger.get(at(draft)).status_code == status
        for then in ("autosave", "anew", "next"):
            assert stranger.post(at(draft), {"title": "横取り", "then": then}).status_code == status
    assert world() == before


def test_a_discarded_draft_takes_it_along(desktop: Client, draft: Consultation) -> None:
    desktop.post(at(draft), {"title": LONG} | PAUSE)
    desktop.post(f"/consultations/{draft.pk}/discard/")
    assert (Consultation.objects.count(), waiting()) == (0, [])


def test_a_submission_leaves_it_out_after_saying_so(
    desktop: Client, draft: Consultation, founder: User, product_type: ProductType, topic: Topic
) -> None:
    desktop.post(at(draft, "organisation"), {"organisation": str(founder.memberships.get().organisation_id)})
    question = {"product_type": str(product_type.pk), "topics": str(topic.pk), "title": "件名", "text": "本文"}
    desktop.post(at(draft), question)
    desktop.post(at(draft), question | {"title": LONG} | PAUSE)
    page = opened(desktop, draft, "confirm")
    assert "Something you typed in “Question” is not saved yet, and is not submitted as it is." in page.text
    assert page.links["See what you typed in “Question”"] == at(draft)
    desktop.post(at(draft, "confirm"), {"then": "submit"})
    draft.refresh_from_db()
    assert (draft.is_draft, draft.title, waiting()) == (False, "件名", [])
