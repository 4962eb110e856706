"""The text of a mail that was written as a page."""

import re
from html import unescape

from inscriptis.css_profiles import CSS_PROFILES
from inscriptis.html_engine import Inscriptis
from inscriptis.html_properties import Display
from inscriptis.model.config import ParserConfig
from inscriptis.model.html_element import HtmlElement
from lxml import html
from lxml.etree import ParserError

MOST_MARKUP = 500_000  # characters; what lies beyond stays in the mail as it was stored

ENCODING = re.compile(r"\A\s*<\?xml[^>]*\?>")
NO_ATTRIBUTES = ("style", "align", "valign", "width", "height")
DROPPED = ("script", "style", "head", "title", "template", "noscript", "object", "iframe")
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
# Tables hold the layout of a mail more often than figures. As blocks of text they read in order; drawn as tables, cells
# padded to one width, 0.6 MB of markup became 500 MB of text.
BLOCKS = {"table", "tbody", "thead", "tfoot", "tr"}
CELLS = {"td", "th"}
FOLLOWED = ("http://", "https://")
TAG = re.compile(r"<[^<>]*>")
SPOKEN_TO_MACHINES = re.compile(r"<(script|style|title)\b[^<>]*>[^<]*</\1>|<!--[^<>]*-->", re.IGNORECASE)
GIVEN_UP = "Excessive depth"
QUOTE = "blockquote"
MOST_QUOTES = 100


def text_of(markup: str) -> str:
    """The text of a page: blocks as lines, links with their addresses, quoted blocks with "> " before each line.

    Scripts, styles and what is hidden from the reader are left out.
    """
    source = ENCODING.sub("", markup[:MOST_MARKUP])
    tree = _tree(source)
    return _without_tags(source) if tree is None else _drawn(tree)


def _without_tags(source: str) -> str:
    """What is left of markup that the parser gives up: of nothing but comments, or nested beyond its 256 levels."""
    return unescape(TAG.sub(" ", SPOKEN_TO_MACHINES.sub("", source)))


def _tree(source: str) -> html.HtmlElement | None:
    parser = html.HTMLParser()
    try:
        tree = html.document_fromstring(source, parser, ensure_head_body=True)
    except ParserError:
        return None
    if any(GIVEN_UP in entry.message for entry in parser.error_log):
        return None
    for element in list(tree.iter()):
        if not isinstance(element.tag, str) or _unseen(element):
            if element.getparent() is not None:
                element.drop_tree()
        else:
            _plain(element)
    _mark_quotes(tree)
    return tree


def _unseen(element: html.HtmlElement) -> bool:
    return element.tag in DROPPED or "hidden" in element.attrib or HIDDEN.search(element.get("style", "")) is not None


def _plain(element: html.HtmlElement) -> None:
    """A sheet of the sender's may ask for a million empty lines: blocks keep the measures of `_config`."""
    for name in NO_ATTRIBUTES:
        element.attrib.pop(name, None)
    if element.tag in BLOCKS:
        element.tag = "div"
    elif element.tag in CELLS:
        element.tag = "span"
        element.tail = " " + (element.tail or "")
    elif element.tag == "a":
        address = element.get("href", "").strip()
        if address.lower().startswith(FOLLOWED) and address not in (element.text or ""):
            element.tail = f" <{address}>" + (element.tail or "")


def _mark_quotes(tree: html.HtmlElement) -> None:
    quotes = [one for one in tree.iter(QUOTE) if next(one.iterancestors(QUOTE), None) is None]
    for quote in quotes[:MOST_QUOTES]:
        tail, quote.tail = quote.tail, None
        lines = _drawn(quote).strip("\n").split("\n")
        quote.clear()
        quote.tag = "pre"
        quote.text = "\n".join(f"> {line}".rstrip() for line in lines)
        quote.tail = tail


def _config() -> ParserConfig:
    css = dict(CSS_PROFILES["strict"])
    for tag, element in css.items():
        if element.padding_inline:
            css[tag] = HtmlElement(display=Display.block, margin_before=1, margin_after=1)
    css["p"] = HtmlElement(display=Display.block, margin_before=1, margin_after=1)
    return ParserConfig(css=css)


def _drawn(tree: html.HtmlElement) -> str:
    return str(Inscriptis(tree, _config()).get_text())
