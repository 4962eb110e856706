"""The walk by keyboard finds what it looks for: a page that nobody could use fails it."""

import pytest

from tests.journeys.conftest import OpenWindow
from tests.journeys.keyboard import faults_by_keyboard

# Pages, and what is wrong with them.
PAGES = {
    "in order": (
        '<a href="/">a</a> <input type="radio" name="r"> <input type="radio" name="r"> <input type="date">'
        "<details><summary>b</summary><a href='/'>not shown</a></details> <button disabled>c</button>"
        '<button tabindex="-1" aria-hidden="true">for the Enter key</button>',
        [],
    ),
    "out of reach": (
        '<a href="/">a</a> <a href="/b" tabindex="-1">b</a>',
        ['Tab does not reach <a href="/b" tabindex="-1"></a> b'],
    ),
    "out of sight": (
        '<a href="/">a</a> <button style="outline: none">b</button>',
        ['no outline shows the focus on <button style="outline: none"></button> b'],
    ),
    "a trap": (
        '<a href="/">a</a> <textarea autocomplete="off"></textarea> <a href="/b">b</a>',
        [
            'is not left by Tab, which stays at <textarea autocomplete="off"></textarea> ',
            'Tab does not reach <a href="/b"></a> b',
        ],
    ),
}
TRAP = "document.querySelector('textarea')?.addEventListener('keydown', (event) => event.preventDefault())"


@pytest.mark.parametrize(("html", "faults"), PAGES.values(), ids=PAGES)
def test_what_is_wrong_is_found(html: str, faults: list[str], window: OpenWindow) -> None:
    page = window().page
    page.set_content(html)
    page.evaluate(TRAP)
    assert faults_by_keyboard(page) == faults
