from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from tests.support.accounts import people_world

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("who", ["founder", "supporter", "staff", "manager", "administrator"])
def test_everybody_has_a_profile(who: str, sign_in: Callable[..., Client], request: pytest.FixtureRequest) -> None:
    user: User = request.getfixturevalue(who)
    browser = sign_in(user)
    assert user.email in browser.get("/profile/").content.decode()
    assert browser.post("/profile/", {"name": "新しい名", "language": "en"}).status_code == 302
    user.refresh_from_db()
    assert (user.name, user.language) == ("新しい名", "en")


@pytest.mark.parametrize("changes", [{"name": ""}, {"language": "fr"}, {"name": "あ" * 101}], ids=str)
def test_wrong_form_changes_nothing(changes: dict[str, str], sign_in: Callable[..., Client], staff: User) -> None:
    browser = sign_in(staff)
    before = people_world()
    assert browser.post("/profile/", {"name": "名", "language": "ja"} | changes).status_code == 422
    assert people_world() == before


def test_visitors_sign_in_first(client: Client) -> None:
    response = client.get("/profile/")
    assert (response.status_code, response.headers["Location"]) == (302, "/accounts/login/?next=/profile/")
