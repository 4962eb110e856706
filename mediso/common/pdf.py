"""PDFs and pictures from typst templates of our own (`templates/typst/`).

What people typed is never part of a template's source: it goes in as data and comes out letter by letter. A template
reads no file outside its folder, and none of them names a package, so nothing is fetched.
"""

import json
import warnings
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import typst
from django.conf import settings

TEMPLATES = settings.BASE_DIR / "templates" / "typst"
POINTS_PER_INCH = 72
FONTS = ("noto_cjk_sans_jp_regular", "noto_cjk_sans_jp_bold")


def render_pdf(template: str, data: Mapping[str, object]) -> bytes:
    """The pages of a template filled with `data`, which it reads as JSON in `sys.inputs.data`.

    Equal data give equal bytes: no clock is read. A letter that no font has, such as an emoji, is drawn as a crossed
    box; who copies it out of the PDF still gets the letter. Raises `typst.TypstError` where data and template do
    not fit.
    """
    return _compiled(template, data, format="pdf", timestamp=0)


def render_png(template: str, data: Mapping[str, object], *, dots_per_point: int) -> bytes:
    """The one page of a template as a picture; else as `render_pdf`."""
    return _compiled(template, data, format="png", ppi=POINTS_PER_INCH * dots_per_point)


def _compiled(template: str, data: Mapping[str, object], **how: Any) -> bytes:
    made, complaints = compiler_of(template).compile_with_warnings(sys_inputs={"data": json.dumps(data)}, **how)
    for complaint in complaints:
        warnings.warn(complaint, stacklevel=3)
    if not isinstance(made, bytes):
        raise TypeError(made)
    return made


def compiler_of(template: str) -> typst.Compiler:
    """One for each document: a compiler is not for two threads at once."""
    return typst.Compiler(TEMPLATES / template, root=TEMPLATES, font_paths=_fonts(), ignore_system_fonts=True)


@cache
def _fonts() -> typst.Fonts:
    """Noto Sans CJK JP, and for letters that it lacks the fonts inside typst; none of the machine's own."""
    folders = [str(files(package)) for package in FONTS]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=folders)
