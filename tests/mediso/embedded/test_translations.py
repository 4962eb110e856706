import gettext
import os
from pathlib import Path

from mediso.embedded.translations import compile_stale

SOURCE = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "desk"\nmsgstr "%s"\n'


def _translated(folder: Path) -> str:
    with (folder / "ja" / "LC_MESSAGES" / "django.mo").open("rb") as file:
        return gettext.GNUTranslations(file).gettext("desk")


def test_only_stale_translations_are_compiled(tmp_path: Path) -> None:
    source = tmp_path / "ja" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text(SOURCE % "窓口", encoding="utf-8")
    assert compile_stale(tmp_path) == [source.with_suffix(".mo")]
    assert _translated(tmp_path) == "窓口"
    assert compile_stale(tmp_path) == []
    source.write_text(SOURCE % "相談窓口", encoding="utf-8")
    later = source.with_suffix(".mo").stat().st_mtime_ns + 1
    os.utime(source, ns=(later, later))
    assert compile_stale(tmp_path) == [source.with_suffix(".mo")]
    assert _translated(tmp_path) == "相談窓口"
    assert sorted(path.name for path in source.parent.iterdir()) == ["django.mo", "django.po"]
