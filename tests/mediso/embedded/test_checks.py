import socket

import pytest

from mediso.embedded import checks
from mediso.embedded.problems import CannotStart


def test_a_taken_port_says_how_to_choose_another(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        number = taken.getsockname()[1]
        monkeypatch.setenv("PORT", str(number))
        with pytest.raises(CannotStart, match=rf"{number} は使われています(.|\n)*Port {number} is taken\."):
            checks.port()
    assert checks.port() == number


@pytest.mark.parametrize("named", ["eight", "70000", "-1", "8000.5"])
def test_what_is_no_port_is_refused(monkeypatch: pytest.MonkeyPatch, named: str) -> None:
    monkeypatch.setenv("PORT", named)
    with pytest.raises(CannotStart, match=f"Port {named} cannot be used"):
        checks.port()


def test_a_second_desk_is_told_where_the_first_is(data: object) -> None:
    with (
        checks.only_desk("http://localhost:8123/"),
        pytest.raises(CannotStart, match=r"This desk runs already [(]http://localhost:8123/[)]"),
        checks.only_desk("http://localhost:8124/"),
    ):
        pass
    with checks.only_desk("http://localhost:8124/"):
        pass
