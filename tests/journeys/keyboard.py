"""A page by keyboard alone: Tab reaches everything that can be used, shows where it is, and comes out at the end."""

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page

LAPS = 3
"""A page is left within so many times the presses it should take, or never."""

# What can be used, and each group of radio buttons as the one stop that it is. Fields of a date are several stops.
LISTEN = """() => {
  const USED = 'a[href], button:enabled, input:enabled:not([type=hidden]), select:enabled, textarea:enabled, ' +
    'summary, [tabindex="0"]';
  const stop = (one) => one.type === 'radio' ? [...document.getElementsByName(one.name)].find(
    (other) => other.form === one.form) : one;
  const told = (one) => `${one.cloneNode(false).outerHTML} ${one.textContent.trim().slice(0, 30)}`;
  // What is hidden from everybody is there for the Enter key alone: the button that a form takes as its first.
  const seen = (one) => one.checkVisibility({visibilityProperty: true}) && !one.closest('[aria-hidden=true]');
  const walk = window.deskWalk = {order: [], unmarked: [], left: 0};
  walk.used = [...new Set([...document.querySelectorAll(USED)].filter(seen).map(stop))];
  const parts = walk.used.filter((one) => ['date', 'time', 'month'].includes(one.type)).length;
  document.addEventListener('focusin', (event) => {
    const style = getComputedStyle(event.target);
    if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) === 0) walk.unmarked.push(told(event.target));
    walk.order.push(stop(event.target));
  });
  walk.report = () => ({
    left: walk.order.lastIndexOf(walk.order[0]) > 0,
    missed: walk.used.filter((one) => one.isConnected && !walk.order.includes(one)).map(told),
    unmarked: [...new Set(walk.unmarked)],
    focused: told(document.activeElement),
  });
  return walk.used.length + 4 * parts + 2;
}"""
REPORT = "() => window.deskWalk.report()"


@dataclass(frozen=True, slots=True)
class Walk:
    left: bool
    """The focus came out of the page at its end, and in again at its beginning."""
    missed: list[str]
    unmarked: list[str]
    """Had the focus without an outline."""
    focused: str


def tab_through(page: Page) -> Walk:
    presses: int = page.evaluate(LISTEN)
    for _ in range(LAPS):
        for _ in range(presses):
            page.keyboard.press("Tab")
        found: dict[str, Any] = page.evaluate(REPORT)
        if found["left"]:
            break
    return Walk(**found)


def faults_by_keyboard(page: Page) -> list[str]:
    walk = tab_through(page)
    return [
        *([] if walk.left else [f"is not left by Tab, which stays at {walk.focused}"]),
        *(f"Tab does not reach {one}" for one in walk.missed),
        *(f"no outline shows the focus on {one}" for one in walk.unmarked),
    ]
