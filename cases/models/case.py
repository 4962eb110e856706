from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.enums import OrganisationKind, Prefecture
from accounts.models import Contact, Organisation
from cases.enums import Awaits, Channel, Clock, DevelopmentStage, DeviceClass, Modality, State
from cases.models.consultation import Consultation
from cases.models.facts import COUNTED, READ_BY_FIGURES, CountedFacts
from mediso.desks.models import Desk, ProductType, TopicSet


class Case(CountedFacts):
    """案件: the desk's handling of one consultation.

    `state`, `awaits`, `returns_to`, `version`, `due_on` and `due_clock` are written by `cases/services/gate.py`
    alone. `received_on` is
    the date of receipt in Japan time (受付日), on which every figure counts the case once. The fields from
    `organisation` to `device_class` are the desk's own record, changed on the chart; the asker's stay on the
    consultation. `product_type` and `topic_set` may be empty until the case is classified.

    `responsible` is the staff member in charge (事務局担当). `due_on` is the date, in Japan time, by which the clock
    `due_clock` wants the desk's next step (docs/clocks.md); both are empty while no clock runs. `unanswered_since` is
    when the founder wrote the first message that the desk has not answered; empty when there is none.
    """

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="cases", verbose_name=_("desk"))
    number = models.CharField(_("number"), max_length=20, unique=True)
    consultation = models.OneToOneField(Consultation, on_delete=models.PROTECT, related_name="case")
    channel = models.CharField(_("channel"), max_length=20, choices=Channel)
    received_on = models.DateField(_("received on"))
    closed_on = models.DateField(_("closed on"), null=True)

    state = models.CharField(_("state"), max_length=20, choices=State)
    awaits = models.CharField(_("whose move"), max_length=20, choices=Awaits)
    returns_to = models.CharField(max_length=20, choices=State, blank=True)
    version = models.PositiveIntegerField(default=1)
    due_on = models.DateField(_("due on"), null=True, editable=False)
    due_clock = models.CharField(max_length=20, choices=Clock, blank=True, editable=False)
    unanswered_since = models.DateTimeField(null=True, editable=False)
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("in charge"),
    )

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="cases", verbose_name=_("organisation")
    )
    contact = models.ForeignKey(
        Contact, on_delete=models.PROTECT, null=True, blank=True, related_name="cases", verbose_name=_("contact")
    )
    organisation_kind = models.CharField(_("kind of organisation"), max_length=20, choices=OrganisationKind)
    prefecture = models.CharField(_("location"), max_length=2, choices=Prefecture)
    development_stage = models.CharField(_("stage of development"), max_length=30, choices=DevelopmentStage, blank=True)
    channel_note = models.CharField(_("which event, or referred by whom"), max_length=200, blank=True)
    product_type = models.ForeignKey(
        ProductType, on_delete=models.PROTECT, null=True, related_name="cases", verbose_name=_("product type")
    )
    topic_set = models.ForeignKey(
        TopicSet, on_delete=models.PROTECT, null=True, related_name="cases", verbose_name=_("topics")
    )
    classified_at = models.DateTimeField(_("classified at"), null=True)
    summary = models.TextField(_("the desk's summary"), max_length=5_000, blank=True)
    product_name = models.CharField(_("product or technology"), max_length=200, blank=True)
    target_disease = models.CharField(_("target disease"), max_length=200, blank=True)
    modality = models.CharField(_("modality"), max_length=20, choices=Modality, blank=True)
    device_class = models.CharField(_("device class"), max_length=10, choices=DeviceClass, blank=True)

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        ordering = ["-received_on", "-number"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="case_state_is_known"),
            models.CheckConstraint(condition=Q(awaits__in=Awaits.values), name="case_awaits_is_known"),
            models.CheckConstraint(
                condition=Q(state=State.AWAITING_FOUNDER) & ~Q(returns_to="")
                | ~Q(state=State.AWAITING_FOUNDER) & Q(returns_to=""),
                name="only_a_waiting_case_returns",
            ),
            models.CheckConstraint(
                condition=Q(state=State.CLOSED, closed_on__isnull=False)
                | ~Q(state=State.CLOSED) & Q(closed_on__isnull=True),
                name="a_closed_case_has_its_date",
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=F("received_on")), name="case_closed_after_receipt"
            ),
            models.CheckConstraint(
                condition=Q(classified_at=None) | Q(product_type__isnull=False, topic_set__isnull=False),
                name="classified_case_is_sorted",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_untriaged=False) | Q(state=State.WITHDRAWN),
                name="only_a_withdrawn_case_is_left_out",
            ),
            models.CheckConstraint(
                condition=Q(due_on=None, due_clock="") | Q(due_on__isnull=False) & ~Q(due_clock=""),
                name="case_is_due_by_a_clock",
            ),
        ]
        indexes = [
            models.Index(fields=["desk", "due_on"], name="case_desk_due", condition=Q(due_on__isnull=False)),
            # The inbox: what is open, late first.
            models.Index(
                fields=["desk", "due_on", "received_on", "number"],
                name="case_open_late_first",
                condition=Q(awaits__in=[Awaits.STAFF, Awaits.SUPPORTER, Awaits.FOUNDER]),
            ),
            models.Index(
                fields=["desk", "unanswered_since"],
                name="case_unanswered",
                condition=Q(unanswered_since__isnull=False),
            ),
            models.Index(fields=["desk", "-received_on", "-number"], name="case_desk_newest"),
            models.Index(fields=["desk", "awaits", "-received_on"], name="case_desk_awaits"),
            *(
                models.Index(fields=["desk", *columns], name=name, condition=COUNTED)
                for name, columns in READ_BY_FIGURES
            ),
        ]

    def __str__(self) -> str:
        return self.number
