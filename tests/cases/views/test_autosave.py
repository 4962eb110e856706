"""Saving without a button, at a pause of the keys and on leaving; and what two pages do to one draft."""

from urllib.parse import urlencode

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Organisation, User
from cases.models import Consultation, TypedStep
from cases.selectors.drafts import IntakeStep, fingerprint
from mediso.desks.models import Desk
from tests.cases.views.conftest import SignIn
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.cases import CaseFactory
from tests.support.pages import Page
from tests.support.world import world

pytestmark = pytest.mark.django_db

PAUSE = {"then": "autosave"}


@pytest.fixture
def draft(desk: Desk, founder: User) -> Consultation:
    return Consultation.objects.create(desk=desk, asked_by=founder)


@pytest.fixture
def visitor(founder: User, sign_in: SignIn) -> Client:
    return sign_in(founder)


def at(draft: Consultation, step: str = "question") -> str:
    return f"/consultations/{draft.pk}/{step}/"


def seen(page: Page) -> str:
    return page.values["seen"][0]


def shown(page: Page) -> str:
    return page.values["shown"][-1]


def test_a_pause_saves_and_answers_with_the_time_alone(visitor: Client, draft: Consultation) -> None:
    page = Page(visitor.post(at(draft), {"title": "件名"} | PAUSE))
    draft.refresh_from_db()
    assert (page.status, draft.title) == (200, "件名")
    assert page.text == f"Saved at {timezone.localtime(draft.saved_at):%H:%M}."
    assert page.values == {"seen": [fingerprint(draft, IntakeStep.QUESTION)]}
    (hidden,) = page.all("input", name="seen")
    assert dict(hidden.attributes)["hx-swap-oob"] == "true"
    assert "autofocus" not in page.html


def test_what_is_not_valid_is_named_kept_and_drawn_again(visitor: Client, draft: Consultation) -> None:
    long = "件" * 201
    page = Page(visitor.post(at(draft), {"title": long, "text": "本文"} | PAUSE))
    assert (page.status, page.text.split(". ")[1]) == (200, "Not saved yet: Title")
    draft.refresh_from_db()
    assert (draft.title, draft.text) == ("", "本文")
    # The browser was closed; the page is opened again.
    again = Page(visitor.get(at(draft)))
    assert (again.status, again.values["title"], again.values["text"]) == (200, [long], ["本文"])
    assert again.errors == {"id_title": ["Ensure this value has at most 200 characters (it has 201)."]}
    visitor.post(at(draft), {"title": "短い件名", "text": "本文"} | PAUSE)
    assert Page(visitor.get(at(draft))).errors == {}


def test_an_organisation_that_is_being_typed_waits_without_being_made(desk: Desk, sign_in: SignIn) -> None:
    newcomer = UserFactory.create(founder=True)
    draft = Consultation.objects.create(desk=desk, asked_by=newcomer)
    visitor = sign_in(newcomer)
    whole = {"organisation_name": "株式会社新", "organisation_kind": "venture", "prefecture": "13"}
    page = Page(visitor.post(at(draft, "organisation"), whole | PAUSE))
    assert page.text.endswith("The new organisation is added when you press “Save and go on”.")
    assert Organisation.objects.count() == 0
    again = Page(visitor.get(at(draft, "organisation")))
    assert {name: again.values[name] for name in whole} == {name: [value] for name, value in whole.items()}
    visitor.post(at(draft, "organisation"), whole | {"organisation_name": "株式会社新規"})
    assert Organisation.objects.get().name == "株式会社新規"
    assert Page(visitor.get(at(draft, "organisation"))).values["organisation"] == [str(Organisation.objects.get().pk)]


def test_a_second_page_that_is_behind_is_told_and_overwrites_nothing(visitor: Client, draft: Consultation) -> None:
    phone = seen(Page(visitor.get(at(draft))))
    visitor.post(at(draft), {"seen": phone, "title": "電話で書いた件名"})
    before = world()
    paused = Page(visitor.post(at(draft), {"seen": phone, "title": "パソコンで書いた件名"} | PAUSE))
    waiting = list(TypedStep.objects.values_list("consultation", "step", "is_behind", "data"))
    assert waiting == [(draft.pk, "question", True, urlencode({"title": "パソコンで書いた件名"}))]
    assert (paused.status, "changed on another page or device" in paused.text) == (409, True)
    assert paused.values == {}
    page = Page(visitor.post(at(draft), {"seen": phone, "title": "パソコンで書いた件名"}))
    assert page.status == 409
    assert page.values["title"] == ["パソコンで書いた件名"]
    assert "Title 電話で書いた件名" in page.text
    assert world() | {"cases.TypedStep": []} == before
    # Now knowingly.
    visitor.post(at(draft), {"seen": seen(page), "shown": shown(page), "title": "パソコンで書いた件名"})
    draft.refresh_from_db()
    assert (draft.title, TypedStep.objects.count()) == ("パソコンで書いた件名", 0)


def test_the_other_page_s_words_can_be_kept_instead(visitor: Client, draft: Consultation) -> None:
    old = seen(Page(visitor.get(at(draft))))
    visitor.post(at(draft), {"seen": old, "title": "電話で書いた件名"})
    page = Page(visitor.post(at(draft), {"seen": old, "title": "パソコンで書いた件名"}))
    assert "Open the step anew" in page.texts("button")
    anew = visitor.post(at(draft), {"then": "anew", "shown": shown(page)})
    assert anew.headers["Location"] == at(draft)
    assert Page(visitor.get(at(draft))).values["title"] == ["電話で書いた件名"]
    assert TypedStep.objects.count() == 0


@pytest.mark.parametrize(
    ("step", "there", "here", "told"),
    [
        ("product", {"modality": "vaccine"}, {"modality": "device"}, "What kind of thing it is Vaccine"),
        ("question", {"product_type": "unsure"}, {"title": "件名"}, "Product type I do not know"),
        ("collaborators", {"rows": "1", "name-0": "山田"}, {"rows": "1", "name-0": "佐藤"}, "Collaborators 山田"),
    ],
)
def test_what_the_other_page_wrote_is_told_in_words(
    step: str, there: dict[str, str], here: dict[str, str], told: str, visitor: Client, draft: Consultation
) -> None:
    old = seen(Page(visitor.get(at(draft, step))))
    visitor.post(at(draft, step), there)
    page = Page(visitor.post(at(draft, step), here | {"seen": old}))
    assert (page.status, told in page.text) == (409, True)


def test_an_organisation_chosen_elsewhere_is_told_by_its_name(
    visitor: Client, draft: Consultation, founder: User
) -> None:
    second = MembershipFactory.create(user=founder).organisation
    old = seen(Page(visitor.get(at(draft, "organisation"))))
    visitor.post(at(draft, "organisation"), {"organisation": str(second.pk)})
    first = founder.memberships.exclude(organisation=second).get().organisation
    page = Page(visitor.post(at(draft, "organisation"), {"organisation": str(first.pk), "seen": old}))
    assert (page.status, f"Organisation {second.name}" in page.text) == (409, True)


def test_a_page_that_is_left_goes_on_from_its_own_save(visitor: Client, draft: Consultation) -> None:
    old = seen(Page(visitor.get(at(draft))))
    visitor.post(at(draft), {"seen": old, "title": "前半"} | PAUSE)
    visitor.post(at(draft), {"seen": old, "title": "前半と後半", "underway": "1"} | PAUSE)
    draft.refresh_from_db()
    assert draft.title == "前半と後半"


def test_a_button_never_counts_as_its_own_save(visitor: Client, draft: Consultation) -> None:
    old = seen(Page(visitor.get(at(draft))))
    visitor.post(at(draft), {"seen": old, "title": "電話で書いた件名"})
    page = Page(visitor.post(at(draft), {"seen": old, "title": "パソコンで書いた件名", "underway": "60"}))
    assert page.status == 409


def test_a_pause_on_a_draft_that_was_submitted_leads_to_the_case(
    visitor: Client, draft: Consultation, founder: User
) -> None:
    case = CaseFactory.create(desk=draft.desk, asked_by=founder)
    response = visitor.post(at(case.consultation), {"title": "あとから"} | PAUSE, headers={"HX-Request": "true"})
    assert response.headers["HX-Redirect"] == f"/cases/{case.number}/"


def test_a_pause_on_a_discarded_draft_finds_nothing(visitor: Client, draft: Consultation) -> None:
    visitor.post(f"/consultations/{draft.pk}/discard/")
    assert visitor.post(at(draft), {"title": "件名"} | PAUSE).status_code == 404
