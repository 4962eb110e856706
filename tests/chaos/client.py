"""A browser as small as it may be: cookies, a CSRF token, one connection a request."""

import http.client
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from http.cookies import SimpleCookie
from urllib.parse import urlencode

TIMEOUT = 15.0  # seconds
LOGIN = "/accounts/login/"
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')

Fields = Mapping[str, str | Sequence[str]]


class Broken(Exception):
    """No answer came, or one that says the server failed: nobody knows whether the step was done."""


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    location: str
    body: str

    @property
    def is_acknowledged(self) -> bool:
        return self.status in {HTTPStatus.OK, HTTPStatus.FOUND}


@dataclass(slots=True)
class Browser:
    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def another(self) -> "Browser":
        """A second window of the same person."""
        return replace(self, cookies=dict(self.cookies))

    def get(self, path: str) -> Answer:
        return self._ask("GET", path, None)

    def post(self, path: str, fields: Fields) -> Answer:
        """Raises `Broken`."""
        token = {"csrfmiddlewaretoken": self.cookies.get("csrftoken", "")}
        return self._ask("POST", path, urlencode({**fields, **token}, doseq=True))

    def hidden(self, path: str) -> dict[str, str]:
        """The hidden fields of the page's forms."""
        return dict(HIDDEN.findall(self.get(path).body))

    def sign_in(self, email: str, password: str) -> None:
        self.get(LOGIN)
        answer = self.post(LOGIN, {"login": email, "password": password})
        assert answer.status == HTTPStatus.FOUND, answer

    def _ask(self, method: str, path: str, body: str | None) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT)
        headers = {
            "Host": f"localhost:{self.port}",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Content-Type": "application/x-www-form-urlencoded",
            "Connection": "close",
        }
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            text = response.read().decode(errors="replace")
        except (OSError, http.client.HTTPException) as error:
            raise Broken(repr(error)) from error
        finally:
            connection.close()
        if response.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise Broken(f"{response.status} for {path}")
        for header in response.headers.get_all("Set-Cookie", ()):
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(header).items()}
        return Answer(response.status, response.headers.get("Location", ""), text)
