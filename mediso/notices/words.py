"""The words of a notice: where they come from, how variables are put in, and what is wrong with them.

Plain text on plain values: what staff type is never a template, and what a person typed is never looked at again.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from mediso.desks.models import LONGEST_SUBJECT
from mediso.notices.table import Notice

NAMED = re.compile(r"\{([a-z_]+)\}")
BRACED = re.compile(r"\{([^{}\n]*)\}")
WIDE = re.compile(r"｛([^｛｝\n]*)｝")
BRACES = frozenset("{}｛｝")


@dataclass(frozen=True, slots=True)
class NoticeWords:
    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with `field`, `subject` or `body`, in the reader's language."""

    field: str
    said: str


def default_words(notice: Notice, language: str) -> NoticeWords:
    """The template with each variable standing for itself: what staff see is what is sent."""
    themselves = {name: f"{{{name}}}" for name in notice.variables}
    with translation.override(language):
        subject, body = (render_to_string(f"mail/{notice.kind}.{part}.txt", themselves) for part in ("subject", "body"))
    return NoticeWords(subject.strip(), body.strip())


def filled(text: str, values: Mapping[str, str]) -> str:
    """Each variable once, all at the same time: a value that looks like a variable stays as it is, as do others."""
    return NAMED.sub(lambda found: values.get(found[1], found[0]), text)


def faults_of(words: NoticeWords, notice: Notice) -> list[Fault]:
    """Everything that keeps these words from being sent; empty when they may."""
    return [Fault(field, said) for field, text in _fields(words) for said in _faults(field, text, notice)]


def _fields(words: NoticeWords) -> tuple[tuple[str, str], ...]:
    return ("subject", words.subject), ("body", words.body)


def _faults(field: str, text: str, notice: Notice) -> Iterator[str]:
    if not text.strip():
        yield _("Write something, or use the default words again.")
        return
    yield from _misnamed(text, notice)
    if BRACES & set(WIDE.sub("", BRACED.sub("", text))):
        yield _("A brace has no partner. Write each variable as {name}, and no other braces.")
    if field == "body":
        for name in notice.required:
            if f"{{{name}}}" not in text:
                yield _("{%(name)s} is missing: without it the notice is of no use.") % {"name": name}
        return
    if "\n" in text.strip() or "\r" in text.strip():
        yield _("Keep the subject on one line.")
    if len(text) > LONGEST_SUBJECT:
        yield _("Keep the subject to %(most)d characters.") % {"most": LONGEST_SUBJECT}


def _misnamed(text: str, notice: Notice) -> Iterator[str]:
    for name in dict.fromkeys(WIDE.findall(text)):
        yield _("Write the braces of %(name)s half-width: { and }.") % {"name": name}
    for name in dict.fromkeys(BRACED.findall(text)):
        if name in notice.variables:
            continue
        near = get_close_matches(name.strip().lower(), notice.variables, n=1, cutoff=0)
        yield _("{%(name)s} is no variable of this notice. Do you mean {%(near)s}?") % {"name": name, "near": near[0]}
