"""What a desk publishes of its closed months."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("reports", "0010_open_data")]

    dependencies = [
        ("desks", "0001_desks_and_what_they_sort_by"),
        ("reports", "0001_closes_and_reports"),
        ("reports", "0020_reports"),  # by its old name: ADR 18
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Publication",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "desk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="publications",
                        to="desks.desk",
                        verbose_name="desk",
                    ),
                ),
                ("is_open", models.BooleanField(default=False, verbose_name="public page")),
                (
                    "figures",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="public figures",
                    ),
                ),
                (
                    "threshold",
                    models.PositiveSmallIntegerField(
                        default=5,
                        validators=[
                            django.core.validators.MinValueValidator(2),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="smallest number shown",
                    ),
                ),
                (
                    "licence",
                    models.CharField(
                        choices=[
                            ("CC-BY-4.0", "Creative Commons Attribution 4.0 International (CC BY 4.0)"),
                            ("PDL1.0", "Public Data License (Version 1.0) (PDL1.0)"),
                        ],
                        default="CC-BY-4.0",
                        max_length=20,
                        verbose_name="licence",
                    ),
                ),
                ("contact", models.CharField(blank=True, max_length=200, verbose_name="contact")),
                (
                    "changed_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="changed at"),
                ),
                (
                    "changed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="changed by",
                    ),
                ),
            ],
            options={
                "verbose_name": "publication settings",
                "verbose_name_plural": "publication settings",
                "ordering": ["-pk"],
                "indexes": [models.Index(fields=["desk", "-id"], name="publication_newest")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("threshold__range", (2, 100))), name="publication_threshold_is_2_to_100"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("licence__in", ["CC-BY-4.0", "PDL1.0"])),
                        name="publication_licence_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_open", False), models.Q(("contact", ""), _negated=True), _connector="OR"
                        ),
                        name="open_publication_has_a_contact",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Release",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "desk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="releases",
                        to="desks.desk",
                        verbose_name="desk",
                    ),
                ),
                ("first_day", models.DateField(verbose_name="first day")),
                ("last_day", models.DateField(verbose_name="last day")),
                ("edition", models.PositiveSmallIntegerField(default=1, verbose_name="edition")),
                ("is_current", models.BooleanField(default=True, editable=False)),
                (
                    "released_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="released at"),
                ),
                (
                    "released_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="released by",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="reason")),
                ("threshold", models.PositiveSmallIntegerField(verbose_name="smallest number shown")),
                (
                    "licence",
                    models.CharField(
                        choices=[
                            ("CC-BY-4.0", "Creative Commons Attribution 4.0 International (CC BY 4.0)"),
                            ("PDL1.0", "Public Data License (Version 1.0) (PDL1.0)"),
                        ],
                        max_length=20,
                        verbose_name="licence",
                    ),
                ),
                ("contact", models.CharField(max_length=200, verbose_name="contact")),
                ("data", models.JSONField(editable=False)),
                ("sha256", models.CharField(editable=False, max_length=64)),
            ],
            options={
                "verbose_name": "release",
                "verbose_name_plural": "releases",
                "ordering": ["desk", "-first_day", "-edition"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("last_day__gte", models.F("first_day"))),
                        name="release_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("first_day__day", 1)), name="release_begins_with_a_month"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("edition__gte", 1)), name="release_editions_begin_with_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("edition", 1), models.Q(("reason", ""), _negated=True), _connector="OR"),
                        name="later_release_has_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("licence__in", ["CC-BY-4.0", "PDL1.0"])), name="release_licence_is_known"
                    ),
                    models.UniqueConstraint(
                        fields=("desk", "first_day", "last_day", "edition"), name="one_release_an_edition"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_current", True)),
                        fields=("desk", "first_day", "last_day"),
                        name="one_current_release",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("edition", 1)),
                        expressions=[
                            (
                                models.Func(
                                    models.F("desk"),
                                    models.F("desk"),
                                    models.Value("[]"),
                                    function="int8range",
                                    output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField(),
                                ),
                                "&&",
                            ),
                            (
                                models.Func(
                                    models.F("first_day"),
                                    models.F("last_day"),
                                    models.Value("[]"),
                                    function="daterange",
                                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="releases_of_a_desk_do_not_overlap",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Withdrawal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "release",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="withdrawal", to="reports.release"
                    ),
                ),
                (
                    "withdrawn_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="withdrawn at"
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="withdrawn by",
                    ),
                ),
                ("reason", models.CharField(max_length=500, verbose_name="reason")),
            ],
            options={
                "verbose_name": "withdrawal",
                "verbose_name_plural": "withdrawals",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="withdrawal_has_a_reason"
                    )
                ],
            },
        ),
    ]
