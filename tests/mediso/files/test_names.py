import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediso.files.allowed import CSV, DOCX, JPEG, PDF, TEXT, AllowedType
from mediso.files.names import LONGEST, harmless_name, named_as

LETTERS = st.one_of(
    st.text(),
    st.text(
        alphabet=st.sampled_from(
            list("./\\: ab\u202e\u2066\u200b\u200d\ufeff\x00\x7f\ud800\u3000が\u304b\u3099\u0301C")
        )
    ),
    st.text(alphabet=st.characters(), min_size=100, max_size=400),
)
MISLEADING = set(
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\u200c\u200d\u200e\u200f\u2028\u2029\ufeff\u00ad"
)


@pytest.mark.parametrize(
    ("given_name", "harmless"),
    [
        ("見積書 (最終版).pdf", "見積書 (最終版).pdf"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\windows\\system32\\cmd.exe", "cmd.exe"),
        ("C:\\Users\\me\\計画.docx", "計画.docx"),
        ("C:計画.docx", "計画.docx"),
        ("/", "file"),
        ("", "file"),
        ("...", "file"),
        (" . ", "file"),
        (".htaccess", "htaccess"),
        ("..config.txt", "config.txt"),
        ("report.pdf. . ", "report.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("a\u200bb\ufeffc\u00ad.pdf", "abc.pdf"),
        ("a\x00.pdf", "a.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie_ x.pdf"),
        ('a<b>:"|?*c.pdf', "a_b______c.pdf"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("com1.tar.gz", "_com1.tar.gz"),
        ("COM\u00b9.txt", "_COM\u00b9.txt"),
        ("console.txt", "console.txt"),
        ("か\u3099.txt", "が.txt"),
        ("①㈱ＡＢＣ.pdf", "①㈱ＡＢＣ.pdf"),
        ("資料　第1版.pdf", "資料　第1版.pdf"),
        ("folder/", "folder"),
        ("a\u037e.txt", "a;.txt"),
    ],
)
def test_a_name_is_made_harmless(given_name: str, harmless: str) -> None:
    assert harmless_name(given_name) == harmless


@pytest.mark.parametrize("letter", ["a", "漢", "𠮷"])
def test_a_name_of_300_characters_keeps_its_extension(letter: str) -> None:
    assert harmless_name(letter * 300 + ".pdf") == letter * 116 + ".pdf"


def test_what_is_too_long_for_an_extension_is_cut_too() -> None:
    assert harmless_name("a." + "b" * 300) == "a." + "b" * 118


@given(LETTERS)
def test_no_name_is_a_path_or_misleads(name: str) -> None:
    harmless = harmless_name(name)
    assert 1 <= len(harmless) <= LONGEST
    assert not set(harmless) & (MISLEADING | set('/\\<>:"|?*'))
    assert not {unicodedata.category(char) for char in harmless} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert harmless[0] not in ". \u3000"
    assert harmless[-1] not in ". \u3000"
    assert unicodedata.is_normalized("NFC", harmless)
    harmless.encode("utf-8")


@given(LETTERS)
def test_a_harmless_name_stays_as_it_is(name: str) -> None:
    assert harmless_name(harmless_name(name)) == harmless_name(name)


@given(LETTERS)
def test_the_extension_is_kept(stem: str) -> None:
    assert harmless_name(f"{stem}x.pdf").endswith("x.pdf") or len(stem) > 100


@given(LETTERS, st.sampled_from([PDF, CSV, DOCX]))
def test_the_name_of_a_kind_has_its_extension_and_stays(name: str, kind: AllowedType) -> None:
    named = named_as(harmless_name(name), kind)
    assert named.lower().endswith(kind.extensions)
    assert harmless_name(named) == named
    assert named_as(named, kind) == named


@pytest.mark.parametrize(
    ("name", "kind", "named"),
    [
        ("報告.pdf", PDF, "報告.pdf"),
        ("報告.PDF", PDF, "報告.PDF"),
        ("報告.txt", PDF, "報告.pdf"),
        ("報告", PDF, "報告.pdf"),
        ("Ver1.2", PDF, "Ver1.2.pdf"),
        ("notes.md", TEXT, "notes.md.txt"),
        ("photo.jpeg", JPEG, "photo.jpeg"),
        ("photo.png", JPEG, "photo.jpg"),
        ("a" * 120, PDF, "a" * 116 + ".pdf"),
    ],
)
def test_a_name_gets_the_extension_of_its_content(name: str, kind: AllowedType, named: str) -> None:
    assert named_as(name, kind) == named
