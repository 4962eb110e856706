"""What a person does in a browser window, in the words they read there, and what every page is held to."""

import gzip
import re
from collections.abc import Iterable
from functools import cache
from itertools import dropwhile
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Locator, Page, Response, expect

WIDE, PHONE = 1280, 320
HEAVIEST = 150_000
"""Bytes of a page's first load, compressed, without fonts."""

# A refused form is an answer, not a fault of the page; the browser logs it all the same.
ANSWERS = re.compile(r"status of (403|404|409|422) ")

AXE: str = Axe().axe_script
RUN_AXE = """() => axe.run({resultTypes: ['violations'], preload: false}).then((results) =>
  results.violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.html}`)))"""

BEYOND = "(width) => Math.max(document.documentElement.scrollWidth - innerWidth, innerWidth - width)"

TABS = 60
FOCUSED = "(document.activeElement.labels?.[0] ?? document.activeElement).textContent"
HAS_OUTLINE = "getComputedStyle(document.activeElement).outlineStyle !== 'none'"


class Window:
    def __init__(self, page: Page) -> None:
        self.page = page
        self.complaints: list[str] = []
        self._listening = True
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _heard(self, message: ConsoleMessage) -> None:
        if self._listening and message.type in {"error", "warning"} and not ANSWERS.search(message.text):
            self.complaints.append(f"{message.page and message.page.url}: {message.text}")

    # What a person does.

    def go(self, path: str) -> None:
        self.page.goto(path)

    def load(self, path: str) -> list[Response]:
        """Go there as for the first time, and give everything that the page is made of."""
        self.page.context.new_cdp_session(self.page).send("Network.setCacheDisabled", {"cacheDisabled": True})
        loaded: list[Response] = []

        def note(response: Response) -> None:
            loaded.append(response)

        self.page.on("response", note)
        self.go(path)
        self.page.remove_listener("response", note)
        # What comes before the page itself still belongs to the one that was left.
        return list(dropwhile(lambda one: not one.request.is_navigation_request(), loaded))

    def sign_in(self, email: str, password: str) -> None:
        self.go("/")
        self.write("メールアドレス", email)
        self.write("パスワード", password)
        self.press("ログイン")

    def write(self, label: str, text: str) -> None:
        self.field(label).fill(text)

    def choose(self, label: str, option: str) -> None:
        self.field(label).select_option(label=option)

    def tick(self, *names: str) -> None:
        for name in names:
            self.page.get_by_label(name, exact=True).check()

    def untick(self, name: str) -> None:
        self.page.get_by_label(name, exact=True).uncheck()

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def follow(self, name: str) -> None:
        self.page.get_by_role("main").get_by_role("link", name=name, exact=True).click()

    def menu(self, name: str) -> None:
        menu = self.page.get_by_role("navigation", name="メインメニュー")
        menu.get_by_role("link", name=name, exact=True).click()

    # What a person does without a mouse.

    def type_into(self, label: str, text: str) -> None:
        self._tab_to(label)
        self.page.keyboard.type(text)

    def tick_by_key(self, name: str) -> None:
        self._tab_to(name)
        self.page.keyboard.press("Space")

    def press_by_key(self, name: str) -> None:
        self._tab_to(name)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def _tab_to(self, name: str) -> None:
        for _ in range(TABS):
            self.page.keyboard.press("Tab")
            assert self.page.evaluate(HAS_OUTLINE), f"{self.focused()} has the focus and does not show it"
            if self.focused().removesuffix(" ※必須") == name:
                return
        raise AssertionError(f"{name} is not reached by {TABS} tabs on {self.page.url}")

    def focused(self) -> str:
        """The words of what has the focus: a field's label, or the text of a button or link."""
        words: str = self.page.evaluate(FOCUSED)
        return " ".join(words.split())

    # What a person sees.

    def field(self, label: str) -> Locator:
        """By its label, with or without the word that it is required."""
        return self.page.get_by_label(re.compile(rf"^\s*{re.escape(label)}(\s*※必須)?\s*$"))

    def sees(self, *texts: str) -> None:
        for text in texts:
            expect(self.page.get_by_text(text).filter(visible=True).first).to_be_visible()

    def sees_nothing_of(self, *texts: str) -> None:
        for text in texts:
            expect(self.page.get_by_text(text)).to_have_count(0)

    def heading(self) -> Locator:
        return self.page.get_by_role("heading", level=1)

    def row_of(self, text: str) -> Locator:
        return self.page.get_by_role("row").filter(has_text=text)

    # What every page is held to.

    def look(self) -> None:
        """axe finds nothing and nothing scrolls sideways, on a phone and on a desk."""
        self.page.evaluate(AXE)
        for width in (PHONE, WIDE):
            self.page.set_viewport_size({"width": width, "height": 800})
            beyond = self._beyond(width)
            assert beyond <= 0, f"{self.page.url} is {beyond} px wider than {width}"
            found = self._violations()
            assert not found, "\n".join([f"{self.page.url} at {width}", *found])

    def picture(self, folder: Path, name: str) -> None:
        """The whole page as a file, on a phone and on a desk."""
        plain = re.sub(r"[^\w-]", "_", name)
        for width in (PHONE, WIDE):
            self.page.set_viewport_size({"width": width, "height": 800})
            self._beyond(width)
            self.page.screenshot(path=folder / f"{width}-{plain}.png", full_page=True)

    def _beyond(self, width: int) -> int:
        """By how many px the page is wider than the window, once it has taken the new width."""
        beyond = 0
        for _moment in range(20):
            beyond = self.page.evaluate(BEYOND, width)
            if beyond <= 0:
                break
            self.page.wait_for_timeout(100)
        return beyond

    def _violations(self) -> list[str]:
        """axe tries styles that the security policy refuses: the page is not to blame for those."""
        self._listening = False
        found: list[str] = self.page.evaluate(RUN_AXE)
        self._listening = True
        return found


def weight_of(responses: Iterable[Response]) -> int:
    """Bytes as a compressing server would send them."""
    return sum(_compressed(one.body()) for one in responses if one.request.resource_type != "font")


@cache
def _compressed(body: bytes) -> int:
    """Bytes; each page brings the same styles and scripts."""
    return len(gzip.compress(body))
