from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Replace
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.corporate_number import validate_corporate_number
from accounts.enums import OrganisationKind, Prefecture
from accounts.models.user import User
from accounts.sounds import FOREIGN_V, LETTERS_FROM, LETTERS_TO, SILENT


def sound_of(column: str) -> models.Func:
    """`accounts.sounds.sound_key` of a column, as the database works it out."""
    sound: models.Expression = models.F(column)  # type: ignore[assignment]  # an F becomes an expression in its place
    for written, heard in FOREIGN_V:
        sound = Replace(sound, models.Value(written), models.Value(heard))
    return models.Func(sound, models.Value(LETTERS_FROM + SILENT), models.Value(LETTERS_TO), function="TRANSLATE")


class Organisation(models.Model):
    """事業者: the venture, university, company or person who asks.

    `normalised_name` is `accounts.names.normalise_organisation_name(name)`, kept by the services that write a name; it
    finds an organisation again and feeds the conflict check. `sound_key` follows from it and finds what is perhaps the
    same. None of them nor the corporate number is unique: two founders may name the same company without learning of
    each other, until staff find that they are one and merge them. A merged row (`merged_into`) is offered nowhere; its
    name goes on finding the row that was kept. The database refuses to merge into a merged row (migration 0003).
    """

    name = models.CharField(_("name"), max_length=200)
    normalised_name = models.CharField(max_length=200, db_index=True, editable=False)
    sound_key = models.GeneratedField(
        expression=sound_of("normalised_name"), output_field=models.CharField(max_length=200), db_persist=True
    )
    kind = models.CharField(_("kind"), max_length=20, choices=OrganisationKind)
    prefecture = models.CharField(_("location"), max_length=2, choices=Prefecture)
    corporate_number = models.CharField(
        _("corporate number"),
        max_length=13,
        null=True,
        blank=True,
        db_index=True,
        validators=[validate_corporate_number],
    )
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="merged_rows",
        editable=False,
        verbose_name=_("merged into"),
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        constraints = [
            models.CheckConstraint(
                condition=Q(corporate_number=None) | Q(corporate_number__regex=r"^\d{13}$"),
                name="corporate_number_has_13_digits",
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")), name="organisation_not_merged_into_itself"
            ),
        ]
        # For whole keys and for beginnings, under any collation.
        indexes = [models.Index(fields=["sound_key"], opclasses=["varchar_pattern_ops"], name="organisation_sound")]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A founder belongs to an organisation. It lets them ask in its name; it shows them no colleague's case."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    since = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "organisation"], name="member_once")]

    def __str__(self) -> str:
        return f"{self.user} – {self.organisation}"
