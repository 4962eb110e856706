from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import Organisation, User
from tests.support.accounts import people_world

pytestmark = pytest.mark.django_db

SignIn = Callable[..., Client]
FORM = {"name": "合同会社アオバ", "kind": "sme", "prefecture": "27", "corporate_number": "7000-0120-50002"}


@pytest.mark.parametrize("who", ["staff", "manager", "supporter", "administrator"])
@pytest.mark.parametrize("path", ["/organisation/", "/organisation/new/"])
def test_founders_alone(who: str, path: str, sign_in: SignIn, request: pytest.FixtureRequest) -> None:
    response = sign_in(request.getfixturevalue(who)).get(path)
    assert response.status_code == 403
    assert "Only founders keep their organisations here." in response.content.decode()


def test_list_shows_ones_own_alone(sign_in: SignIn, founder: User, other_founder: User) -> None:
    page = sign_in(founder).get("/organisation/").content.decode()
    assert "株式会社若竹" in page
    assert "株式会社別会社" not in page


def test_created_and_listed(sign_in: SignIn, founder: User) -> None:
    response = sign_in(founder).post("/organisation/new/", FORM, follow=True)
    assert "合同会社アオバ" in response.content.decode()
    made = Organisation.objects.get(name="合同会社アオバ")
    assert (made.corporate_number, made.kind, made.normalised_name) == ("7000012050002", "sme", "アオバ")


def test_changed(sign_in: SignIn, founder: User, organisation: Organisation) -> None:
    browser, path = sign_in(founder), f"/organisation/{organisation.pk}/"
    assert 'value="株式会社若竹"' in browser.get(path).content.decode()
    assert browser.post(path, FORM | {"corporate_number": ""}).status_code == 302
    organisation.refresh_from_db()
    assert (organisation.name, organisation.corporate_number) == ("合同会社アオバ", None)


def test_another_founders_is_not_there(sign_in: SignIn, founder: User, other_founder: User) -> None:
    theirs = other_founder.memberships.get().organisation
    browser = sign_in(founder)
    before = people_world()
    assert browser.get(f"/organisation/{theirs.pk}/").status_code == 404
    assert browser.post(f"/organisation/{theirs.pk}/", FORM).status_code == 404
    assert people_world() == before


WRONG = {
    "no name": ({"name": ""}, "name"),
    "own name again": ({"name": "（株）若竹"}, "name"),
    "name of separators": ({"name": "・・"}, "name"),
    "long name": ({"name": "あ" * 201}, "name"),
    "no kind": ({"kind": ""}, "kind"),
    "no such place": ({"prefecture": "48"}, "prefecture"),
    "12 digits": ({"corporate_number": "700001205000"}, "corporate_number"),
    "check digit": ({"corporate_number": "1000012050002"}, "corporate_number"),
}


@pytest.mark.parametrize(("changes", "field"), WRONG.values(), ids=WRONG)
def test_wrong_form_keeps_what_was_typed(changes: dict[str, str], field: str, sign_in: SignIn, founder: User) -> None:
    browser = sign_in(founder)
    before = people_world()

    response = browser.post("/organisation/new/", FORM | changes)

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    for typed in (FORM | changes).values():
        assert typed in response.content.decode()
    assert people_world() == before
