"""Wrong arguments of our commands, refused in Japanese."""

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

from mediso.common.commands import in_our_words


@pytest.mark.parametrize(
    ("command", "arguments", "expected"),
    [
        pytest.param("import_register", [], "Error: FILEを指定してください。", id="needed"),
        pytest.param("figures", ["--form", "csv", "--x"], "Error: --xは使えません。", id="unknown"),
        pytest.param("figures", ["--from"], "Error: --fromには値が必要です。", id="no value"),
        pytest.param(
            "generate_cases", ["ten"], "Error: COUNTは整数で指定してください（入力: 'ten'）。", id="no number"
        ),
        pytest.param(
            "figures",
            ["--verbosity", "9"],
            "Error: -v/--verbosityに9は使えません。次の中から選んでください: 0, 1, 2, 3",
            id="no choice",
        ),
    ],
)
def test_wrong_arguments_are_refused_in_japanese(command: str, arguments: list[str], expected: str) -> None:
    with override("ja"), pytest.raises(CommandError) as refusal:
        call_command(command, *arguments)
    assert str(refusal.value) == expected


def test_what_argparse_says_otherwise_is_passed_on() -> None:
    assert in_our_words("something new") == "something new"
