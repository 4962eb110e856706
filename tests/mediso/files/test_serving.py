import pytest
from csp.middleware import CSPMiddleware
from django.http import FileResponse
from django.middleware.security import SecurityMiddleware
from django.test import RequestFactory
from django.utils import timezone, translation
from pytest_django import Settings

from mediso.common.errors import ActionRefused
from mediso.files.enums import FileState
from mediso.files.policies import may_be_served
from mediso.files.serving import file_response
from tests.mediso.files import samples
from tests.mediso.files.conftest import Keep
from tests.support.clamd import Clamd

CHECKING = "This file is being checked for viruses. Please try again in a few minutes."
REMOVED = "This file had a virus and was removed. Whoever sent it is asked to send another."


def body(response: FileResponse) -> bytes:
    content = b"".join(response.streaming_content)  # type: ignore[arg-type]
    response.close()
    return content


def test_a_file_is_there_to_be_saved_and_for_nothing_else(keep: Keep) -> None:
    response = file_response(keep())
    assert dict(response.items()) == {
        "Content-Type": "application/pdf",
        "Content-Length": str(len(samples.PDF)),
        "Content-Disposition": "attachment; filename*=utf-8''%E8%A8%88%E7%94%BB.pdf",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Cache-Control": "private, no-store",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    assert body(response) == samples.PDF


def test_the_pages_own_policy_does_not_replace_the_files(keep: Keep) -> None:
    stored = keep()
    response = SecurityMiddleware(CSPMiddleware(lambda _request: file_response(stored)))(RequestFactory().get("/"))
    assert isinstance(response, FileResponse)
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["X-Content-Type-Options"] == "nosniff"
    response.close()


@pytest.mark.parametrize(
    ("name", "content", "content_type"),
    [
        ("a.txt", samples.TEXT.encode(), "text/plain; charset=utf-8"),
        ("a.txt", samples.TEXT.encode("cp932"), "text/plain; charset=shift_jis"),
        ("a.csv", samples.TEXT.encode("iso2022_jp"), "text/csv; charset=iso-2022-jp"),
        ("a.docx", samples.office(samples.WORD), f"{samples.OFFICE}.wordprocessingml.document"),
    ],
)
def test_the_type_is_that_of_the_table(name: str, content: bytes, content_type: str, keep: Keep) -> None:
    response = file_response(keep(name, content))
    assert response["Content-Type"] == content_type
    assert body(response) == content


def test_a_type_that_left_the_table_is_no_type(keep: Keep) -> None:
    response = file_response(keep(content_type="text/html", charset="utf-8"))
    assert response["Content-Type"] == "application/octet-stream"
    response.close()


def test_quotes_and_line_ends_stay_inside_the_name(keep: Keep) -> None:
    response = file_response(keep('a"; filename=b.exe\r\nX: y.pdf'))
    assert response["Content-Disposition"] == 'attachment; filename="a_; filename=b.exeX_ y.pdf"'
    response.close()


# state, with a scanner → the reason, or none
SERVED = [
    (FileState.UNSCANNED, False, ""),
    (FileState.WAITING, False, CHECKING),
    (FileState.CLEAN, False, ""),
    (FileState.INFECTED, False, REMOVED),
    (FileState.UNSCANNED, True, CHECKING),
    (FileState.WAITING, True, CHECKING),
    (FileState.CLEAN, True, ""),
    (FileState.INFECTED, True, REMOVED),
    (FileState.MADE, False, ""),
    (FileState.MADE, True, ""),
]


@pytest.mark.parametrize(
    ("state", "with_scanner", "reason"), SERVED, ids=[f"{state}-{scanner}" for state, scanner, _ in SERVED]
)
def test_what_may_be_served(
    state: FileState, with_scanner: bool, reason: str, keep: Keep, settings: Settings, english: None
) -> None:
    scanned_at = timezone.now() if state in {FileState.CLEAN, FileState.INFECTED} else None
    gone: dict[str, object] = {"place": ""} if state == FileState.INFECTED else {}
    stored = keep(state=state, scanned_at=scanned_at, **gone)
    settings.CLAMAV_ADDRESS = "tcp://127.0.0.1:1" if with_scanner else ""
    decision = may_be_served(stored)
    assert (decision.allowed, str(decision.reason)) == (reason == "", reason)
    if reason:
        with pytest.raises(ActionRefused, match=reason):
            file_response(stored)
    else:
        file_response(stored).close()


def test_the_reason_is_said_in_japanese(keep: Keep, scanner: Clamd) -> None:
    with translation.override("ja"):
        assert str(may_be_served(keep()).reason) == (
            "このファイルはウイルス検査中です。数分後にもう一度お試しください。"
        )
