"""Closed months with their cases, and the reports that go out by themselves."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("reports", "0001_monthly_closes"), ("reports", "0020_reports")]

    initial = True

    dependencies = [
        ("accounts", "0001_people_and_organisations"),
        ("cases", "0001_consultations_and_cases"),
        ("desks", "0001_desks_and_what_they_sort_by"),
        ("files", "0001_kept_files"),
        ("outbox", "0004_attachments"),  # by its old name: ADR 18
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="MonthlyClose",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "desk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="closes",
                        to="desks.desk",
                        verbose_name="desk",
                    ),
                ),
                ("month", models.DateField(verbose_name="month")),
                ("edition", models.PositiveSmallIntegerField(default=1, verbose_name="edition")),
                ("is_current", models.BooleanField(default=True, editable=False)),
                (
                    "closed_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="closed at"),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="closed by",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="reason")),
                ("figures", models.JSONField(default=dict, editable=False)),
                ("follows", models.CharField(blank=True, editable=False, max_length=64)),
                ("sha256", models.CharField(blank=True, editable=False, max_length=64)),
            ],
            options={
                "verbose_name": "monthly close",
                "verbose_name_plural": "monthly closes",
                "ordering": ["-month", "desk", "-edition"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("month__day", 1)), name="close_names_a_month"),
                    models.CheckConstraint(
                        condition=models.Q(("edition__gte", 1)), name="close_editions_begin_with_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("edition", 1), models.Q(("reason", ""), _negated=True), _connector="OR"),
                        name="later_edition_has_a_reason",
                    ),
                    models.UniqueConstraint(fields=("desk", "month", "edition"), name="one_close_an_edition"),
                    models.UniqueConstraint(
                        condition=models.Q(("is_current", True)), fields=("desk", "month"), name="one_current_close"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ClosedCase",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "close",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases",
                        to="reports.monthlyclose",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                    ),
                ),
                (
                    "desk",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="desks.desk"
                    ),
                ),
                ("received_on", models.DateField(verbose_name="received on")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                        verbose_name="organisation",
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
                    "language",
                    models.CharField(
                        choices=[("ja", "Japanese"), ("en", "English")], max_length=2, verbose_name="language"
                    ),
                ),
                (
                    "product_type",
                    models.ForeignKey(
                        db_index=False,
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
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="desks.topicset",
                        verbose_name="topics",
                    ),
                ),
            ],
            options={
                "verbose_name": "case of a monthly close",
                "verbose_name_plural": "cases of monthly closes",
                "ordering": ["close_id", "case_id"],
                "indexes": [
                    models.Index(
                        fields=["desk", "received_on", "product_type", "topic_set"], name="closed_case_figures"
                    )
                ],
                "constraints": [models.UniqueConstraint(fields=("close", "case"), name="closed_case_counts_once")],
            },
        ),
        migrations.CreateModel(
            name="ClosingRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "desk",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="desks.desk"),
                ),
                ("until", models.DateField()),
                ("months", models.PositiveSmallIntegerField()),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("due_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("attempts", models.PositiveSmallIntegerField(default=0, editable=False)),
                ("finished_at", models.DateTimeField(editable=False, null=True)),
                ("failed", models.BooleanField(default=False, editable=False)),
            ],
            options={
                "ordering": ["-pk"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("until__day", 1)), name="run_names_a_month"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("failed", False), models.Q(("finished_at", None), _negated=True), _connector="OR"
                        ),
                        name="failed_run_is_finished",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("finished_at", None)), fields=("desk",), name="one_closing_run_a_desk"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportDefinition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "desk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="desks.desk",
                        verbose_name="desk",
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="name")),
                (
                    "figures",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=80), size=None, verbose_name="figures"
                    ),
                ),
                (
                    "period_kind",
                    models.CharField(
                        choices=[
                            ("month", "The closed month"),
                            ("quarter", "The quarter up to the closed month"),
                            ("fiscal_year", "The fiscal year up to the closed month"),
                            ("whole", "Everything up to the closed month"),
                        ],
                        default="month",
                        max_length=12,
                        verbose_name="period",
                    ),
                ),
                ("conditions", models.JSONField(blank=True, default=list, verbose_name="conditions")),
                (
                    "basis",
                    models.CharField(
                        choices=[("published", "As published"), ("known", "As known when the report is made")],
                        default="published",
                        max_length=10,
                        verbose_name="state of the data",
                    ),
                ),
                (
                    "recipients",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.EmailField(max_length=254),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="recipients",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("ja", "Japanese"), ("en", "English")],
                        default="ja",
                        max_length=2,
                        verbose_name="language of the mail",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="made after each close")),
                ("active_since", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("changed_at", models.DateTimeField(editable=False, null=True)),
                (
                    "changed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "report definition",
                "verbose_name_plural": "report definitions",
                "ordering": ["desk", "name", "pk"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="report_has_a_name"),
                    models.CheckConstraint(condition=models.Q(("figures__len__gte", 1)), name="report_has_figures"),
                    models.CheckConstraint(
                        condition=models.Q(("period_kind__in", ["month", "quarter", "fiscal_year", "whole"])),
                        name="report_period_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("basis__in", ["published", "known"])), name="report_basis_is_known"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportIssue",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "definition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="issues",
                        to="reports.reportdefinition",
                    ),
                ),
                (
                    "close",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="issues", to="reports.monthlyclose"
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("due_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("failed", models.BooleanField(default=False)),
                ("last_error", models.CharField(blank=True, max_length=500)),
                ("made_at", models.DateTimeField(null=True)),
                ("title", models.CharField(blank=True, max_length=200)),
                ("first_day", models.DateField(null=True)),
                ("last_day", models.DateField(null=True)),
                (
                    "pdf",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.storedfile"
                    ),
                ),
                (
                    "workbook",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.storedfile"
                    ),
                ),
                ("mails", models.ManyToManyField(related_name="+", to="outbox.outboxmail")),
            ],
            options={
                "verbose_name": "report",
                "verbose_name_plural": "reports",
                "ordering": ["-close__month", "-close__edition", "-pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("failed", False), ("made_at", None)),
                        fields=["due_at"],
                        name="report_to_make",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("definition", "close"), name="report_once_a_close"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("made_at", None), ("pdf", None), ("workbook", None)),
                            models.Q(
                                ("last_day__isnull", False),
                                ("made_at__isnull", False),
                                ("pdf__isnull", False),
                                ("workbook__isnull", False),
                                models.Q(("title", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="made_report_is_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("failed", False), ("made_at", None), _connector="OR"),
                        name="made_report_has_not_failed",
                    ),
                ],
            },
        ),
    ]
