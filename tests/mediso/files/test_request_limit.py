from pathlib import Path

import pytest
from django.conf import settings as project
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from pytest_django import Settings

from mediso.files.middleware import RequestLimit, most_bytes
from tests.mediso.common.markup import Markup

MOST = 50 * 1024 * 1024 + 2_621_440


class Unread:
    """A body that fails whoever reads it."""

    def read(self, *_sizes: int) -> bytes:
        raise AssertionError("the body was read")

    readline = read


def answer(**meta: str) -> HttpResponse:
    request = RequestFactory().post("/")
    request.META.pop("CONTENT_LENGTH")
    request.META |= {"wsgi.input": Unread()} | meta
    response = RequestLimit(lambda _request: HttpResponse("page"))(request)
    assert isinstance(response, HttpResponse)
    return response


@pytest.mark.parametrize("length", ["", "0", str(MOST), "-1", "1e99", "٣"])
def test_what_is_not_too_large_goes_on(length: str) -> None:
    assert answer(CONTENT_LENGTH=length).content == b"page"


@pytest.mark.parametrize("length", [MOST + 1, 2_147_483_648, 10**30])
def test_what_is_too_large_is_answered_without_being_read(length: int) -> None:
    assert most_bytes() == MOST
    assert answer(CONTENT_LENGTH=str(length)).status_code == 413


def test_a_body_without_a_length_is_answered_without_being_read() -> None:
    assert answer(HTTP_TRANSFER_ENCODING="chunked").status_code == 411


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "heading", "sentence"),
    [
        ("ja", "送信されたデータが大きすぎます", "一度に送信できるのは合計 50 MB までです。何も保存していません。"),
        ("en", "What was sent is too large", "At most 50 MB can be sent at once. Nothing was saved."),
    ],
)
def test_the_page_says_what_the_limit_is(client: Client, language: str, heading: str, sentence: str) -> None:
    response = client.generic(
        "POST", "/accounts/login/", headers={"Accept-Language": language}, CONTENT_LENGTH=str(MOST + 1)
    )
    page = Markup(response.content.decode())
    assert response.status_code == 413
    assert page.one("html")["lang"] == language
    assert page.one("h1").text.strip() == heading
    assert sentence in " ".join(page.one("main").text.split())
    assert "default-src 'none'" in response["Content-Security-Policy"]


def test_it_stands_before_whatever_reads_the_body() -> None:
    assert project.MIDDLEWARE.index("mediso.files.middleware.RequestLimit") < project.MIDDLEWARE.index(
        "django.middleware.csrf.CsrfViewMiddleware"
    )


def test_files_wait_on_the_disk(settings: Settings, tmp_path: Path) -> None:
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    request: HttpRequest = RequestFactory().post("/", {"file": SimpleUploadedFile("../a.pdf", b"small")})
    upload = request.FILES["file"]
    assert isinstance(upload, TemporaryUploadedFile)
    assert Path(upload.temporary_file_path()).parent == tmp_path
    upload.close()
