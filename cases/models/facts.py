"""What figures count of a case, on the row they count (docs/adr/0015)."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

SCORES = range(1, 6)

COUNTED = Q(withdrawn_untriaged=False)

# What figures read together, from indexes that hold nothing else (docs/adr/0017): few columns, and as keys, so that
# PostgreSQL keeps what is alike once.
# Of few days the first reads what is else read from an index for each two columns.
READ_BY_FIGURES = (
    (
        "case_by_day",
        (
            *("received_on", "product_type", "organisation_kind", "development_stage", "topic_set"),
            *("channel", "prefecture", "language"),
            *("first_contact_kept", "triage_kept", "proposal_kept", "answer_kept"),
        ),
    ),
    ("case_figures", ("received_on", "product_type", "topic_set")),
    ("case_product_topics", ("product_type", "topic_set")),
    ("case_kind_topics", ("organisation_kind", "topic_set")),
    ("case_stage_topics", ("development_stage", "topic_set")),
    ("case_product_kind", ("product_type", "organisation_kind")),
    ("case_prefecture", ("prefecture",)),
    ("case_channel", ("channel",)),
    ("case_language", ("language",)),
    ("case_of_organisation", ("organisation", "received_on", "id")),
    ("case_steps", ("received_on", "preliminary_on", "interviewed_on", "followed_up_on")),
    ("case_targets", ("first_contact_kept", "triage_kept", "proposal_kept", "answer_kept")),
    ("case_month_ends", ("closed_on", "received_on", "awaits", "month_end_moves")),
    ("case_satisfaction", ("received_on", "satisfaction")),
)


class CountedFacts(models.Model):
    """Facts that follow from the history of the case, written with the change they follow from, by the same service.

    Figures would have to read all events of a million cases for them. A test goes through random histories and holds
    each against the history itself.

    `language` is the one in which the consultation was handed in. `withdrawn_untriaged` marks what was taken back
    before the desk began with it: no figure counts that. The three days are those of the first interview of each kind,
    in Japan time. The four `…_kept` say whether the clock was met by its due date, judged when it was met, by the
    desk's targets and calendar of that day; None while it is not met, and for a case without clocks. `satisfaction`
    is the founder's score.

    `month_end_moves` has one letter for each end of a month that the case has lived through since its receipt, the
    month of receipt first: whose move it was then (`MONTH_END_LETTERS`). The ends since its last move are not written:
    they have the letter of `awaits`.
    """

    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="ja")
    withdrawn_untriaged = models.BooleanField(default=False, editable=False)
    preliminary_on = models.DateField(_("preliminary interview on"), null=True, editable=False)
    interviewed_on = models.DateField(_("supporter interview on"), null=True, editable=False)
    followed_up_on = models.DateField(_("followed up on"), null=True, editable=False)
    first_contact_kept = models.BooleanField(null=True, editable=False)
    triage_kept = models.BooleanField(null=True, editable=False)
    proposal_kept = models.BooleanField(null=True, editable=False)
    answer_kept = models.BooleanField(null=True, editable=False)
    satisfaction = models.PositiveSmallIntegerField(
        _("satisfaction"),
        null=True,
        editable=False,
        validators=[MinValueValidator(SCORES[0]), MaxValueValidator(SCORES[-1])],
    )
    month_end_moves = models.CharField(max_length=1_200, blank=True, default="", editable=False)

    class Meta:
        abstract = True
