"""A photo is a JPEG or PNG by its content; founders see it while the supporter agrees."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import User
from mediso.common.errors import ActionRefused
from mediso.files.models import StoredFile
from mediso.files.refusals import FileRefused
from supporters.enums import RosterPart
from supporters.models import Supporter, SupporterChange
from supporters.selectors.entry import last_change_id
from supporters.services.entry import photo
from tests.mediso.files import samples
from tests.support.people import row_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def row(supporter: User) -> Supporter:
    return row_of(supporter)


def save(
    row: Supporter,
    actor: User,
    content: bytes = b"",
    name: str = "顔.png",
    *,
    remove: bool = False,
    agreed: bool = True,
) -> SupporterChange | None:
    upload = SimpleUploadedFile(name, content) if content else None
    seen = last_change_id(row.pk, RosterPart.PHOTO)
    change = photo.save_photo(
        supporter_id=row.pk, actor=actor, seen=seen, upload=upload, remove=remove, photo_agreed=True
    )
    row.refresh_from_db()
    return change


def shown(row: Supporter) -> tuple[str | None, bool]:
    return row.photo.content_type if row.photo else None, row.photo_agreed_at is not None


def test_another_photo_takes_the_place_of_the_first(row: Supporter, supporter: User) -> None:
    first = save(row, supporter, samples.PNG)
    assert first is not None
    assert first.before == {"photo": None, "photo_agreed": False}
    assert first.after["photo"]["name"] == "顔.png"
    save(row, supporter, samples.JPEG, "face.jpg")
    assert StoredFile.objects.get() == row.photo
    assert shown(row) == ("image/jpeg", True)
    save(row, supporter, remove=True)
    assert shown(row) == (None, False)
    assert not StoredFile.objects.exists()


def test_consent_is_the_supporter_s_and_another_photo_by_staff_ends_it(
    row: Supporter, supporter: User, staff: User
) -> None:
    save(row, staff, samples.PNG)
    assert shown(row) == ("image/png", False)
    save(row, supporter)
    assert shown(row) == ("image/png", True)
    save(row, staff, samples.JPEG, "face.jpg")
    assert shown(row) == ("image/jpeg", False)


@pytest.mark.parametrize(
    ("content", "said"),
    [(samples.PDF, "is no JPEG and no PNG"), (samples.WEBP, "is no JPEG and no PNG"), (samples.EXE, "is a program")],
    ids=["pdf", "webp", "program"],
)
def test_what_is_no_photo_is_refused_by_its_content(content: bytes, said: str, row: Supporter, supporter: User) -> None:
    with pytest.raises(ActionRefused, match=said):
        save(row, supporter, content)
    assert (StoredFile.objects.count(), SupporterChange.objects.count()) == (0, 0)


def test_a_photo_that_is_too_large_is_refused(row: Supporter, supporter: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(photo, "PHOTO_MOST_MEGABYTES", 1)
    with pytest.raises(FileRefused, match="at most 1 MB"):
        save(row, supporter, samples.PNG + bytes(1024 * 1024))
    assert not StoredFile.objects.exists()
