"""What the desk keeps beside a case: who works with the asker, other cases, other bodies, what came of it."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.corporate_number import validate_corporate_number
from cases.enums import ConsentForm, LinkKind, OrganisationTie, OutcomeKind
from cases.models.case import Case


class Collaborator(models.Model):
    """共同研究者: who develops the product with the asker, as the desk knows it."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="collaborators")
    name = models.CharField(_("name"), max_length=100)
    affiliation = models.CharField(_("affiliation"), max_length=200, blank=True)
    role = models.CharField(_("part in the work"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("collaborator")
        verbose_name_plural = _("collaborators")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class RelatedOrganisation(models.Model):
    """関係組織: an organisation in whose favour or against whose interest the case is; feeds the conflict check.

    It need not have asked anything, so it is kept by name; `normalised_name` and, where given, `corporate_number`
    (法人番号) are matched with what supporters declared.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="related_organisations")
    kind = models.CharField(_("kind"), max_length=10, choices=OrganisationTie)
    name = models.CharField(_("name"), max_length=200)
    normalised_name = models.CharField(max_length=200, editable=False)
    corporate_number = models.CharField(
        _("corporate number"), max_length=13, blank=True, validators=[validate_corporate_number]
    )

    class Meta:
        verbose_name = _("related organisation")
        verbose_name_plural = _("related organisations")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=OrganisationTie.values), name="organisation_tie_is_known"),
            models.CheckConstraint(
                condition=Q(corporate_number="") | Q(corporate_number__regex=r"^\d{13}$"),
                name="related_number_has_13_digits",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CaseLink(models.Model):
    """Two cases that belong together; of a follow-on case, `later` goes on where `earlier` ended."""

    earlier = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="links_to_later")
    later = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="links_to_earlier")
    kind = models.CharField(_("kind"), max_length=10, choices=LinkKind)
    linked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    linked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["earlier", "later"], name="cases_linked_once"),
            models.CheckConstraint(condition=~Q(earlier=F("later")), name="case_not_linked_to_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.earlier} – {self.later}"


class Referral(models.Model):
    """他機関紹介: where the founder was sent, and what was handed over with whose consent.

    Nothing but the body's name is given without a consent, whose day (in Japan time) and form are kept.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="referrals")
    body = models.CharField(_("body referred to"), max_length=200)
    handed_over = models.TextField(_("handed over"), max_length=5_000, blank=True)
    consent_on = models.DateField(_("consent given on"), null=True, blank=True)
    consent_form = models.CharField(_("form of the consent"), max_length=10, choices=ConsentForm, blank=True)
    referred_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    referred_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("referral")
        verbose_name_plural = _("referrals")
        ordering = ["referred_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(consent_on=None, consent_form="", handed_over="")
                | Q(consent_on__isnull=False) & ~Q(consent_form=""),
                name="handed_over_with_consent",
            )
        ]

    def __str__(self) -> str:
        return f"{self.case}: {self.body}"


class Outcome(models.Model):
    """What came of the support, told by the founder or noted by the desk. `amount` is in yen."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="outcomes")
    kind = models.CharField(_("kind"), max_length=20, choices=OutcomeKind)
    occurred_on = models.DateField(_("date"))
    amount = models.PositiveBigIntegerField(
        _("amount in yen"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    description = models.TextField(_("what happened"), max_length=2_000, blank=True)
    told_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    told_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")
        ordering = ["occurred_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount=None) | Q(kind=OutcomeKind.FUNDS_RAISED, amount__gt=0),
                name="only_funds_have_an_amount",
            )
        ]

    def __str__(self) -> str:
        return f"{self.case}: {self.get_kind_display()}"


class FollowUpReminder(models.Model):
    """The day on which the desk asks a founder how it went on, `months` after the case was closed."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="reminders")
    months = models.PositiveSmallIntegerField(_("months after closing"))
    due_on = models.DateField(_("due on"))
    sent_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [models.UniqueConstraint(fields=["case", "due_on"], name="one_reminder_per_case_and_day")]
        indexes = [models.Index(fields=["due_on"], name="reminder_open", condition=Q(done_at=None))]

    def __str__(self) -> str:
        return f"{self.case}: {self.due_on}"
