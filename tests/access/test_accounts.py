"""The routes of signing in: for a visitor, and for somebody who has signed in already."""

import pytest
from django.urls import reverse

from tests.access.asking import ask
from tests.access.tables import Row, rows_of
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

# Forms are sent empty: they come back with what is wrong, and nothing is written.
ACCOUNTS = """
method name                                    thing visitor signed_in
GET    account_login                           -     200 go
POST   account_login                           -     200 go
GET    account_logout                          -     go 200
POST   account_logout                          -     go go
GET    account_inactive                        -     200 200
POST   account_inactive                        -     405 405
GET    account_signup                          -     200 go
POST   account_signup                          -     200 go
GET    account_reauthenticate                  -     in 200
POST   account_reauthenticate                  -     in 200
GET    account_email                           -     in 200
POST   account_email                           -     in go
GET    account_email_verification_sent         -     200 200
POST   account_email_verification_sent         -     405 405
GET    account_change_password                 -     in 200
POST   account_change_password                 -     in 200
GET    account_set_password                    -     in go
POST   account_set_password                    -     in go
GET    account_reset_password                  -     200 200
POST   account_reset_password                  -     200 200
GET    account_confirm_login_code              -     in go
POST   account_confirm_login_code              -     in go
GET    account_confirm_email                   key   200 200
POST   account_confirm_email                   key   404 404
GET    account_reset_password_from_key_done    -     200 200
POST   account_reset_password_from_key_done    -     405 405
GET    account_reset_password_from_key         reset 200 200
POST   account_reset_password_from_key         reset 200 200
GET    account_reset_password_done             -     200 200
POST   account_reset_password_done             -     405 405
"""
ROWS = rows_of(ACCOUNTS)
ARGUMENTS = {"": [], "key": ["a-guessed-key"], "reset": ["1", "a-guessed-key"]}


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_visitors_and_signed_in_people_get_what_the_table_says(row: Row) -> None:
    address = reverse(row.name, args=ARGUMENTS[row.thing])
    person = UserFactory.create(founder=True, verified=True)
    visitor, signed_in = ask(None, row.method, address), ask(person, row.method, address)

    assert {"visitor": visitor.answer, "signed_in": signed_in.answer} == row.answers
    assert (visitor.written, signed_in.written) == ([], [])
