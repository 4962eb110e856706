"""Consultations, the cases they open, and what happened to these."""

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("cases", "0001_initial"),
        ("cases", "0004_figures_index_by_desk"),
        ("cases", "0009_contacts"),
        ("cases", "0011_inbox_index"),
        ("cases", "0012_typed_steps"),
        ("cases", "0018_reply_days"),
        ("cases", "0022_facts_that_figures_count"),
        ("cases", "0023_indexes_of_figures"),
    ]

    initial = True

    dependencies = [
        ("accounts", "0001_people_and_organisations"),
        ("desks", "0001_desks_and_what_they_sort_by"),
        ("desks", "0002_rules_of_a_desk"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="NumberSequence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "desk",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="desks.desk"),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("last", models.PositiveIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("desk", "year"), name="one_sequence_per_desk_and_year")
                ],
            },
        ),
        migrations.CreateModel(
            name="Consultation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "desk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="desks.desk",
                        verbose_name="desk",
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consultations",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consultations",
                        to="accounts.organisation",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.contact",
                        verbose_name="contact",
                    ),
                ),
                (
                    "product_type",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="desks.producttype",
                        verbose_name="product type",
                    ),
                ),
                (
                    "topic_set",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="desks.topicset",
                        verbose_name="topics",
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=200, verbose_name="title")),
                ("text", models.TextField(blank=True, max_length=10000, verbose_name="what you would like to ask")),
                ("product_name", models.CharField(blank=True, max_length=200, verbose_name="product or technology")),
                ("target_disease", models.CharField(blank=True, max_length=200, verbose_name="target disease")),
                (
                    "development_stage",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("basic_research", "Basic research"),
                            ("non_clinical", "Non-clinical"),
                            ("trial_preparation", "Preparing clinical trials"),
                            ("clinical_trial", "In clinical trials"),
                            ("approval_application", "Applying for approval"),
                            ("concept", "Concept"),
                            ("prototype", "Prototype"),
                            ("demonstration", "Demonstration"),
                            ("certification", "Applying for approval or certification"),
                            ("commercialisation", "Commercialisation"),
                            ("on_market", "On the market"),
                        ],
                        max_length=30,
                        verbose_name="stage of development",
                    ),
                ),
                (
                    "modality",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("small_molecule", "Small molecule"),
                            ("protein", "Protein or antibody"),
                            ("nucleic_acid", "Nucleic acid"),
                            ("vaccine", "Vaccine"),
                            ("cell_therapy", "Cell therapy"),
                            ("gene_therapy", "Gene therapy"),
                            ("device", "Device (hardware)"),
                            ("software", "Software as a medical device"),
                            ("diagnostic", "In vitro diagnostic"),
                            ("other", "Other"),
                        ],
                        max_length=20,
                        verbose_name="modality",
                    ),
                ),
                (
                    "device_class",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("1", "Class I (general)"),
                            ("2", "Class II (controlled)"),
                            ("3", "Class III (specially controlled)"),
                            ("4", "Class IV (specially controlled)"),
                            ("unknown", "Not known yet"),
                        ],
                        max_length=10,
                        verbose_name="device class",
                    ),
                ),
                (
                    "product_type_unsure",
                    models.BooleanField(default=False, verbose_name="I do not know the product type"),
                ),
                ("topics_unsure", models.BooleanField(default=False, verbose_name="I do not know the topics")),
                ("collaborators", models.JSONField(blank=True, default=list, verbose_name="collaborators")),
                (
                    "terms",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="desks.terms",
                    ),
                ),
                ("consented_at", models.DateTimeField(editable=False, null=True)),
                (
                    "taken_in_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("started_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("saved_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("submitted_at", models.DateTimeField(editable=False, null=True)),
            ],
            options={
                "verbose_name": "consultation",
                "verbose_name_plural": "consultations",
                "ordering": ["-saved_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("submitted_at", None),
                            models.Q(
                                ("organisation__isnull", False),
                                models.Q(
                                    ("product_type__isnull", False), ("product_type_unsure", True), _connector="OR"
                                ),
                                models.Q(("topic_set__isnull", False), ("topics_unsure", True), _connector="OR"),
                                models.Q(("title", ""), _negated=True),
                                models.Q(("text", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="submitted_consultation_is_complete",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Case",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "language",
                    models.CharField(
                        choices=[("ja", "Japanese"), ("en", "English")],
                        default="ja",
                        max_length=2,
                        verbose_name="language",
                    ),
                ),
                ("withdrawn_untriaged", models.BooleanField(default=False, editable=False)),
                (
                    "preliminary_on",
                    models.DateField(editable=False, null=True, verbose_name="preliminary interview on"),
                ),
                ("interviewed_on", models.DateField(editable=False, null=True, verbose_name="supporter interview on")),
                ("followed_up_on", models.DateField(editable=False, null=True, verbose_name="followed up on")),
                ("first_contact_kept", models.BooleanField(editable=False, null=True)),
                ("triage_kept", models.BooleanField(editable=False, null=True)),
                ("proposal_kept", models.BooleanField(editable=False, null=True)),
                ("answer_kept", models.BooleanField(editable=False, null=True)),
                (
                    "satisfaction",
                    models.PositiveSmallIntegerField(
                        editable=False,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ],
                        verbose_name="satisfaction",
                    ),
                ),
                ("month_end_moves", models.CharField(blank=True, default="", editable=False, max_length=1200)),
                (
                    "desk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases",
                        to="desks.desk",
                        verbose_name="desk",
                    ),
                ),
                ("number", models.CharField(max_length=20, unique=True, verbose_name="number")),
                (
                    "consultation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="case", to="cases.consultation"
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("portal", "Portal"),
                            ("mail", "Mail"),
                            ("phone", "Phone"),
                            ("open_hours", "Open Hours"),
                            ("referral", "Referral by another body"),
                            ("event", "Event"),
                        ],
                        max_length=20,
                        verbose_name="channel",
                    ),
                ),
                ("received_on", models.DateField(verbose_name="received on")),
                ("closed_on", models.DateField(null=True, verbose_name="closed on")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("submitted", "Received"),
                            ("triaging", "In triage"),
                            ("matching", "Finding supporters"),
                            ("supporting", "Being supported"),
                            ("awaiting_founder", "Waiting for the founder"),
                            ("closed", "Closed"),
                            ("referred", "Referred elsewhere"),
                            ("declined", "Out of scope"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                (
                    "awaits",
                    models.CharField(
                        choices=[
                            ("staff", "the desk"),
                            ("supporter", "the supporter"),
                            ("founder", "the founder"),
                            ("nobody", "nobody"),
                        ],
                        max_length=20,
                        verbose_name="whose move",
                    ),
                ),
                (
                    "returns_to",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("submitted", "Received"),
                            ("triaging", "In triage"),
                            ("matching", "Finding supporters"),
                            ("supporting", "Being supported"),
                            ("awaiting_founder", "Waiting for the founder"),
                            ("closed", "Closed"),
                            ("referred", "Referred elsewhere"),
                            ("declined", "Out of scope"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        max_length=20,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("due_on", models.DateField(editable=False, null=True, verbose_name="due on")),
                (
                    "due_clock",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("first_contact", "First contact"),
                            ("triage", "Triage"),
                            ("proposal", "Proposal"),
                            ("answer", "Answer"),
                        ],
                        editable=False,
                        max_length=20,
                    ),
                ),
                ("unanswered_since", models.DateTimeField(editable=False, null=True)),
                (
                    "responsible",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="in charge",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases",
                        to="accounts.organisation",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases",
                        to="accounts.contact",
                        verbose_name="contact",
                    ),
                ),
                (
                    "organisation_kind",
                    models.CharField(
                        choices=[
                            ("venture", "Venture company"),
                            ("academia", "Academia"),
                            ("sme", "Small or medium-sized company"),
                            ("individual", "Individual"),
                            ("large", "Large company"),
                            ("other", "Other"),
                        ],
                        max_length=20,
                        verbose_name="kind of organisation",
                    ),
                ),
                (
                    "prefecture",
                    models.CharField(
                        choices=[
                            ("01", "Hokkaido"),
                            ("02", "Aomori"),
                            ("03", "Iwate"),
                            ("04", "Miyagi"),
                            ("05", "Akita"),
                            ("06", "Yamagata"),
                            ("07", "Fukushima"),
                            ("08", "Ibaraki"),
                            ("09", "Tochigi"),
                            ("10", "Gunma"),
                            ("11", "Saitama"),
                            ("12", "Chiba"),
                            ("13", "Tokyo"),
                            ("14", "Kanagawa"),
                            ("15", "Niigata"),
                            ("16", "Toyama"),
                            ("17", "Ishikawa"),
                            ("18", "Fukui"),
                            ("19", "Yamanashi"),
                            ("20", "Nagano"),
                            ("21", "Gifu"),
                            ("22", "Shizuoka"),
                            ("23", "Aichi"),
                            ("24", "Mie"),
                            ("25", "Shiga"),
                            ("26", "Kyoto"),
                            ("27", "Osaka"),
                            ("28", "Hyogo"),
                            ("29", "Nara"),
                            ("30", "Wakayama"),
                            ("31", "Tottori"),
                            ("32", "Shimane"),
                            ("33", "Okayama"),
                            ("34", "Hiroshima"),
                            ("35", "Yamaguchi"),
                            ("36", "Tokushima"),
                            ("37", "Kagawa"),
                            ("38", "Ehime"),
                            ("39", "Kochi"),
                            ("40", "Fukuoka"),
                            ("41", "Saga"),
                            ("42", "Nagasaki"),
                            ("43", "Kumamoto"),
                            ("44", "Oita"),
                            ("45", "Miyazaki"),
                            ("46", "Kagoshima"),
                            ("47", "Okinawa"),
                            ("00", "Outside Japan"),
                        ],
                        max_length=2,
                        verbose_name="location",
                    ),
                ),
                (
                    "development_stage",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("basic_research", "Basic research"),
                            ("non_clinical", "Non-clinical"),
                            ("trial_preparation", "Preparing clinical trials"),
                            ("clinical_trial", "In clinical trials"),
                            ("approval_application", "Applying for approval"),
                            ("concept", "Concept"),
                            ("prototype", "Prototype"),
                            ("demonstration", "Demonstration"),
                            ("certification", "Applying for approval or certification"),
                            ("commercialisation", "Commercialisation"),
                            ("on_market", "On the market"),
                        ],
                        max_length=30,
                        verbose_name="stage of development",
                    ),
                ),
                (
                    "channel_note",
                    models.CharField(blank=True, max_length=200, verbose_name="which event, or referred by whom"),
                ),
                (
                    "product_type",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases",
                        to="desks.producttype",
                        verbose_name="product type",
                    ),
                ),
                (
                    "topic_set",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases",
                        to="desks.topicset",
                        verbose_name="topics",
                    ),
                ),
                ("classified_at", models.DateTimeField(null=True, verbose_name="classified at")),
                ("summary", models.TextField(blank=True, max_length=5000, verbose_name="the desk's summary")),
                ("product_name", models.CharField(blank=True, max_length=200, verbose_name="product or technology")),
                ("target_disease", models.CharField(blank=True, max_length=200, verbose_name="target disease")),
                (
                    "modality",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("small_molecule", "Small molecule"),
                            ("protein", "Protein or antibody"),
                            ("nucleic_acid", "Nucleic acid"),
                            ("vaccine", "Vaccine"),
                            ("cell_therapy", "Cell therapy"),
                            ("gene_therapy", "Gene therapy"),
                            ("device", "Device (hardware)"),
                            ("software", "Software as a medical device"),
                            ("diagnostic", "In vitro diagnostic"),
                            ("other", "Other"),
                        ],
                        max_length=20,
                        verbose_name="modality",
                    ),
                ),
                (
                    "device_class",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("1", "Class I (general)"),
                            ("2", "Class II (controlled)"),
                            ("3", "Class III (specially controlled)"),
                            ("4", "Class IV (specially controlled)"),
                            ("unknown", "Not known yet"),
                        ],
                        max_length=10,
                        verbose_name="device class",
                    ),
                ),
            ],
            options={
                "verbose_name": "case",
                "verbose_name_plural": "cases",
                "ordering": ["-received_on", "-number"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("due_on__isnull", False)), fields=["desk", "due_on"], name="case_desk_due"
                    ),
                    models.Index(
                        condition=models.Q(("awaits__in", ["staff", "supporter", "founder"])),
                        fields=["desk", "due_on", "received_on", "number"],
                        name="case_open_late_first",
                    ),
                    models.Index(
                        condition=models.Q(("unanswered_since__isnull", False)),
                        fields=["desk", "unanswered_since"],
                        name="case_unanswered",
                    ),
                    models.Index(fields=["desk", "-received_on", "-number"], name="case_desk_newest"),
                    models.Index(fields=["desk", "awaits", "-received_on"], name="case_desk_awaits"),
                    models.Index(
                        condition=models.Q(("withdrawn_untriaged", False)),
                        fields=["desk", "received_on", "product_type", "topic_set"],
                        name="case_figures",
                    ),
                    models.Index(
                        condition=models.Q(("withdrawn_untriaged", False)),
                        fields=["desk", "product_type", "topic_set"],
                        name="case_product_topics",
                    ),
                    models.Index(
                        condition=models.Q(("withdrawn_untriaged", False)),
                        fields=["desk", "organisation_kind", "topic_set"],
                        name="case_kind_topics",
                    ),
                    models.Index(
                        condition=models.Q(("withdrawn_untriaged", False)),
                        fields=["desk", "development_stage", "topic_set"],
                        name="case_stage_topics",
                    ),
                    models.Index(
                        condition=models.Q(("withdrawn_untriaged", False)),
                        fields=["desk", "product_type", "organisation_kind"],
                        name="case_product_kind",
                    ),
                    models.Index(
                        condition=models.Q(("withdrawn_untriaged", False)),
                        fields=["desk", "prefecture"],
                        name="case_prefecture",
                    ),
                    models.Index(
                        condition=models.Q(("withdrawn_untriaged", False)),
                        fields=["desk", "channel"],
                        name="case_channel",
                    ),
                    models.Index(
                        condition=models.Q(("withdrawn_untriaged", False)),
                        fields=["desk", "language"],
                        name="case_language",
                    ),
                    models.Index(
                        condition=models.Q(("withdrawn_untriaged", False)),
                        fields=["desk", "organisation"],
                        name="case_organisations",
                    ),
                    models.Index(
                        condition=models.Q(("withdrawn_untriaged", False)),
                        fields=["desk", "organisation", "received_on", "id"],
                        name="case_of_organisation",
                    ),
                    models.Index(
                        condition=models.Q(("withdrawn_untriaged", False)),
                        fields=["desk", "received_on", "preliminary_on", "interviewed_on", "followed_up_on"],
                        name="case_steps",
                    ),
                    models.Index(
                        condition=models.Q(("withdrawn_untriaged", False)),
                        fields=["desk", "first_contact_kept", "triage_kept", "proposal_kept", "answer_kept"],
                        name="case_targets",
                    ),
                    models.Index(
                        condition=models.Q(("withdrawn_untriaged", False)),
                        fields=["desk", "received_on", "awaits", "month_end_moves"],
                        name="case_month_ends",
                    ),
                    models.Index(
                        condition=models.Q(("withdrawn_untriaged", False)),
                        fields=["desk", "received_on", "satisfaction"],
                        name="case_satisfaction",
                    ),
                    models.Index(
                        condition=models.Q(("withdrawn_untriaged", False)),
                        fields=["desk", "closed_on"],
                        name="case_closed",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "submitted",
                                    "triaging",
                                    "matching",
                                    "supporting",
                                    "awaiting_founder",
                                    "closed",
                                    "referred",
                                    "declined",
                                    "withdrawn",
                                ],
                            )
                        ),
                        name="case_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("awaits__in", ["staff", "supporter", "founder", "nobody"])),
                        name="case_awaits_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "awaiting_founder"), models.Q(("returns_to", ""), _negated=True)),
                            models.Q(models.Q(("state", "awaiting_founder"), _negated=True), ("returns_to", "")),
                            _connector="OR",
                        ),
                        name="only_a_waiting_case_returns",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_on__isnull", False), ("state", "closed")),
                            models.Q(models.Q(("state", "closed"), _negated=True), ("closed_on__isnull", True)),
                            _connector="OR",
                        ),
                        name="a_closed_case_has_its_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_on", None), ("closed_on__gte", models.F("received_on")), _connector="OR"
                        ),
                        name="case_closed_after_receipt",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("classified_at", None),
                            models.Q(("product_type__isnull", False), ("topic_set__isnull", False)),
                            _connector="OR",
                        ),
                        name="classified_case_is_sorted",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("withdrawn_untriaged", False), ("state", "withdrawn"), _connector="OR"),
                        name="only_a_withdrawn_case_is_left_out",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("due_clock", ""), ("due_on", None)),
                            models.Q(("due_on__isnull", False), models.Q(("due_clock", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="case_is_due_by_a_clock",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="consultation",
            name="continues",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="cases.case",
                verbose_name="continues",
            ),
        ),
        migrations.CreateModel(
            name="CaseEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="events", to="cases.case"
                    ),
                ),
                ("kind", models.CharField(max_length=40)),
                (
                    "source",
                    models.CharField(
                        choices=[("desk", "at the desk"), ("import", "imported from the register")],
                        default="desk",
                        max_length=10,
                    ),
                ),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("from_state", models.CharField(blank=True, max_length=20)),
                ("to_state", models.CharField(blank=True, max_length=20)),
                ("occurred_on", models.DateField(default=django.utils.timezone.localdate)),
                ("recorded_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("payload", models.JSONField(blank=True, default=dict)),
            ],
            options={
                "ordering": ["occurred_on", "pk"],
                "indexes": [models.Index(fields=["case", "occurred_on", "id"], name="event_case_order")],
            },
        ),
        migrations.CreateModel(
            name="TypedStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "consultation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="typed_steps", to="cases.consultation"
                    ),
                ),
                ("step", models.CharField(max_length=20)),
                ("is_behind", models.BooleanField(default=False)),
                ("data", models.TextField(max_length=500000)),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("consultation", "step", "is_behind"), name="typed_once_per_step"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("data", ""), _negated=True),
                            django.db.models.lookups.LessThanOrEqual(
                                django.db.models.functions.text.Length("data"), 500000
                            ),
                        ),
                        name="typed_is_bounded",
                    ),
                ],
            },
        ),
    ]
