"""What founders are told about the supporter whom they meet: the name, and what the supporter agreed to."""

from dataclasses import dataclass

from mediso.files.models import StoredFile
from mediso.files.policies import may_be_served
from supporters.models import Supporter


@dataclass(frozen=True, slots=True)
class Introduction:
    """`profile` is empty and `has_photo` false without consent, and while a photo waits for its virus check."""

    supporter_id: int
    name: str
    profile: str
    has_photo: bool


def introduction_of(supporter: Supporter) -> Introduction:
    """Reads nothing where `photo` was fetched along."""
    return Introduction(
        supporter_id=supporter.pk,
        name=supporter.name,
        profile=supporter.profile if supporter.profile_agreed_at else "",
        has_photo=photo_for_founders(supporter) is not None,
    )


def photo_for_founders(supporter: Supporter) -> StoredFile | None:
    photo: StoredFile | None = supporter.photo
    return photo if photo and supporter.photo_agreed_at and may_be_served(photo) else None
