"""A page as its reader meets it: words, links, fields with their values, errors. HTML that is not well-formed fails."""

from collections.abc import Iterator
from typing import Any

from django.http.response import HttpResponseBase
from django.test.html import Element, RootElement, parse_html

Node = Element | RootElement | str


class Page:
    def __init__(self, response: HttpResponseBase) -> None:
        self.status = response.status_code
        self.html = response.getvalue().decode()
        self.root = parse_html(self.html)

    @property
    def text(self) -> str:
        """The words of the main part, or of the whole where there is none, as of a fragment."""
        return text_of(next(self.all("main"), self.root))

    def all(self, tag: str = "", **attributes: str) -> Iterator[Element]:
        """Every element with these attributes; `class_` asks for one of its classes."""
        for element in elements(self.root):
            has = dict(element.attributes)
            wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
            class_ = wanted.pop("class", None)
            if (
                (not tag or element.name == tag)
                and all(has.get(name) == value for name, value in wanted.items())
                and (class_ is None or class_ in (has.get("class") or "").split())
            ):
                yield element

    def texts(self, tag: str = "", **attributes: str) -> list[str]:
        return [text_of(element) for element in self.all(tag, **attributes)]

    @property
    def links(self) -> dict[str, str]:
        """The words of each link of the main part and where it leads."""
        main = next(self.all("main"), self.root)
        return {text_of(one): dict(one.attributes).get("href") or "" for one in elements(main) if one.name == "a"}

    @property
    def values(self) -> dict[str, list[str]]:
        """What would be sent: every field with its values, whitespace folded; of several forms all together."""
        found: dict[str, list[str]] = {}
        for field in elements(self.root):
            has = dict(field.attributes)
            name = has.get("name")
            if not name or field.name not in {"input", "textarea", "select"}:
                continue
            found.setdefault(name, []).extend(_values(field, has))
        return found

    @property
    def errors(self) -> dict[str, list[str]]:
        """The errors under each field, by the id of the field."""
        return {
            (dict(one.attributes)["id"] or "").removesuffix("_error"): [
                text_of(item).removeprefix("Error: ") for item in elements(one) if item.name == "li"
            ]
            for one in self.all("ul", class_="field-errors")
        }

    @property
    def summary(self) -> list[str]:
        """Everything wrong, as the list above the form says it."""
        return [
            text_of(item)
            for box in self.all("div", class_="error-summary")
            for item in elements(box)
            if item.name == "li"
        ]

    @property
    def repeated_ids(self) -> list[str]:
        ids = [value for element in elements(self.root) for name, value in element.attributes if name == "id" and value]
        return sorted({one for one in ids if ids.count(one) > 1})


def elements(node: Node) -> Iterator[Element]:
    """The element and everything in it, in the order of the page."""
    if isinstance(node, str):
        return
    if isinstance(node, Element) and node.name is not None:
        yield node
    for child in node.children:
        yield from elements(child)


def text_of(node: Node) -> str:
    return " ".join(" ".join(_strings(node)).split())


def _strings(node: Node) -> Iterator[str]:
    if isinstance(node, str):
        yield node
        return
    for child in node.children:
        yield from _strings(child)


def _values(field: Element, has: dict[str, Any]) -> list[str]:
    if field.name == "textarea":
        return [text_of(field)]
    if field.name == "select":
        return [
            dict(option.attributes).get("value") or ""
            for option in elements(field)
            if option.name == "option" and "selected" in dict(option.attributes)
        ]
    if has.get("type") in {"radio", "checkbox"}:
        return [has.get("value") or "on"] if "checked" in has else []
    return [has.get("value") or ""]
