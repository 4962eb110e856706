import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mediso.mailbox.flowed import unflowed
from mediso.mailbox.folding import fold
from tests.mediso.mailbox.corpus import SAMPLES, Sample


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_what_the_person_wrote_is_the_text(sample: Sample) -> None:
    folds = fold(sample.body)
    assert folds.text == sample.text
    assert folds.folded.startswith(sample.folds_from)
    assert bool(folds.folded) == bool(sample.folds_from)


MARKS = st.sampled_from(
    [
        "> ",
        "-- ",
        "--",
        "",
        "差出人: a",
        "件名: b",
        "宛先: c",
        "On 2026-11-21 a wrote:",
        "━" * 8,
        "a@example.jp",
        "本文。",
    ]
)


@given(st.lists(st.one_of(MARKS, st.text(max_size=20)), max_size=30).map("\n".join))
@example("\n".join(sample.body for sample in SAMPLES))
def test_nothing_is_lost(body: str) -> None:
    folds = fold(body)
    assert "".join((folds.text + folds.folded).split("\n")) == "".join(body.split("\n"))
    assert folds.text.strip() or not body.strip()


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("一行目が \n続きます。\n次の行", "一行目が 続きます。\n次の行"),
        ("> quoted \n> on\nmine", "> quoted on\nmine"),
        ("text \n-- \nname", "text \n-- \nname"),
        (" from a stuffed line", "from a stuffed line"),
        (">> deep \n> less", ">> deep \n> less"),
    ],
)
def test_lines_broken_for_the_way_are_joined(sent: str, read: str) -> None:
    assert unflowed(sent, deletes_blank=False) == read


def test_the_blank_of_a_soft_line_end_goes_where_the_mail_says_so() -> None:
    assert unflowed("日本語の \n文です。", deletes_blank=True) == "日本語の文です。"
