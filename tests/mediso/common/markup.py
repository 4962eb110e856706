"""Reads a page as a browser does, as far as tests need: tags with their attributes, and the words."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

# Elements without an end tag.
VOID = {"input", "br", "hr", "img", "link", "meta", "path", "rect", "circle"}


@dataclass
class Tag:
    name: str
    attributes: dict[str, str]
    text: str = ""

    def __getitem__(self, name: str) -> str:
        return self.attributes[name]

    def __contains__(self, name: str) -> bool:
        return name in self.attributes


@dataclass
class Markup(HTMLParser):
    source: str
    tags: list[Tag] = field(default_factory=list)

    def __post_init__(self) -> None:
        HTMLParser.__init__(self)
        self._open: list[Tag] = []
        self.feed(self.source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = Tag(tag, {name: value or "" for name, value in attrs})
        self.tags.append(found)
        if tag not in VOID:
            self._open.append(found)

    def handle_endtag(self, tag: str) -> None:
        while self._open:
            if self._open.pop().name == tag:
                return

    def handle_data(self, data: str) -> None:
        for tag in self._open:
            tag.text += data

    def all(self, name: str, /, **wanted: str) -> list[Tag]:
        """Tags of that name whose attributes are as wanted; a class need only be among the tag's classes."""
        return [tag for tag in self.tags if tag.name == name and all(_fits(tag, *pair) for pair in wanted.items())]

    def one(self, name: str, /, **wanted: str) -> Tag:
        found = self.all(name, **wanted)
        assert len(found) == 1, f"{len(found)} × <{name} {wanted}> in {self.source}"
        return found[0]

    def ids(self) -> set[str]:
        return {tag["id"] for tag in self.tags if "id" in tag}


def _fits(tag: Tag, name: str, value: str) -> bool:
    if name == "class_":
        return value in tag.attributes.get("class", "").split()
    return tag.attributes.get(name.replace("_", "-")) == value
