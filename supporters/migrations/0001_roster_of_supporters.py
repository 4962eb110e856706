"""The roster: entries with their changes, interests, undertakings, leave."""

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import accounts.corporate_number


class Migration(migrations.Migration):
    replaces = [
        ("supporters", "0001_initial"),
        ("supporters", "0002_fold_old_characters"),
        ("supporters", "0003_roster"),
        ("supporters", "0005_kept_for_good"),
    ]

    initial = True

    dependencies = [
        ("accounts", "0001_people_and_organisations"),
        ("desks", "0001_desks_and_what_they_sort_by"),
        ("files", "0001_kept_files"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Supporter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "desk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="supporters",
                        to="desks.desk",
                        verbose_name="desk",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointments",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                (
                    "employment",
                    models.CharField(
                        choices=[("full_time", "full-time"), ("part_time", "part-time")],
                        max_length=10,
                        verbose_name="employment",
                    ),
                ),
                ("affiliation_kind", models.CharField(blank=True, max_length=50, verbose_name="kind of affiliation")),
                ("affiliation", models.CharField(blank=True, max_length=200, verbose_name="affiliation")),
                (
                    "languages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(choices=[("ja", "Japanese"), ("en", "English")], max_length=2),
                        size=None,
                        verbose_name="languages",
                    ),
                ),
                (
                    "modalities",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
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
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="modalities",
                    ),
                ),
                (
                    "regions",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("jp", "Japan (PMDA)"),
                                ("us", "United States (FDA)"),
                                ("eu", "European Union (EMA, CE marking)"),
                                ("uk", "United Kingdom (MHRA)"),
                                ("cn", "China (NMPA)"),
                                ("kr", "South Korea (MFDS)"),
                                ("other", "Other"),
                            ],
                            max_length=10,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="regions of regulation",
                    ),
                ),
                ("career", models.TextField(blank=True, max_length=5000, verbose_name="career")),
                ("profile", models.TextField(blank=True, max_length=2000, verbose_name="public profile")),
                ("profile_agreed_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "photo",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
                    ),
                ),
                ("photo_agreed_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("max_open_cases", models.PositiveSmallIntegerField(verbose_name="most open cases at a time")),
                ("hours_per_month", models.PositiveSmallIntegerField(verbose_name="hours a month")),
                (
                    "proposals_per_week",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="most proposals a week"),
                ),
                (
                    "honorarium_per_hour",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(1000000)],
                        verbose_name="honorarium an hour (yen)",
                    ),
                ),
                ("term_start", models.DateField(verbose_name="term begins")),
                ("term_end", models.DateField(blank=True, null=True, verbose_name="term ends")),
                (
                    "product_types",
                    models.ManyToManyField(
                        related_name="supporters", to="desks.producttype", verbose_name="product types"
                    ),
                ),
            ],
            options={
                "verbose_name": "supporter",
                "verbose_name_plural": "supporters",
                "ordering": ["employment", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("desk", "name"), name="supporter_name_once_per_desk"),
                    models.UniqueConstraint(fields=("desk", "user"), name="user_once_per_desk_roster"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("term_end", None), ("term_end__gte", models.F("term_start")), _connector="OR"
                        ),
                        name="term_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("employment__in", ["full_time", "part_time"])), name="employment_is_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "modalities__contained_by",
                                [
                                    "small_molecule",
                                    "protein",
                                    "nucleic_acid",
                                    "vaccine",
                                    "cell_therapy",
                                    "gene_therapy",
                                    "device",
                                    "software",
                                    "diagnostic",
                                    "other",
                                ],
                            )
                        ),
                        name="modalities_are_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("regions__contained_by", ["jp", "us", "eu", "uk", "cn", "kr", "other"])),
                        name="regions_are_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Expertise",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "supporter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="expertise", to="supporters.supporter"
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="desks.topic",
                        verbose_name="topic",
                    ),
                ),
                (
                    "level",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ],
                        verbose_name="level",
                    ),
                ),
            ],
            options={
                "verbose_name": "expertise",
                "verbose_name_plural": "expertise",
                "constraints": [
                    models.UniqueConstraint(fields=("supporter", "topic"), name="topic_once_per_supporter"),
                    models.CheckConstraint(condition=models.Q(("level__range", (1, 5))), name="level_is_1_to_5"),
                ],
            },
        ),
        migrations.AddField(
            model_name="supporter",
            name="topics",
            field=models.ManyToManyField(related_name="supporters", through="supporters.Expertise", to="desks.topic"),
        ),
        migrations.CreateModel(
            name="PossibleHours",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "supporter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="possible_hours",
                        to="supporters.supporter",
                    ),
                ),
                (
                    "weekday",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "Monday"),
                            (1, "Tuesday"),
                            (2, "Wednesday"),
                            (3, "Thursday"),
                            (4, "Friday"),
                            (5, "Saturday"),
                            (6, "Sunday"),
                        ],
                        verbose_name="weekday",
                    ),
                ),
                ("begins", models.TimeField(verbose_name="begins")),
                ("ends", models.TimeField(verbose_name="ends")),
            ],
            options={
                "verbose_name": "possible hours",
                "verbose_name_plural": "possible hours",
                "ordering": ["weekday", "begins", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("supporter", "weekday", "begins"), name="possible_hours_once"),
                    models.CheckConstraint(
                        condition=models.Q(("ends__gt", models.F("begins"))), name="possible_hours_end_after_they_begin"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("weekday__in", [0, 1, 2, 3, 4, 5, 6])), name="weekday_is_known"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Leave",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "supporter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="leaves", to="supporters.supporter"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("leave", "leave"), ("pause", "pause of proposals")],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("first_day", models.DateField(verbose_name="first day")),
                ("last_day", models.DateField(blank=True, null=True, verbose_name="last day")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="note")),
            ],
            options={
                "verbose_name": "leave",
                "verbose_name_plural": "leaves",
                "ordering": ["first_day", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("last_day", None), ("last_day__gte", models.F("first_day")), _connector="OR"
                        ),
                        name="leave_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["leave", "pause"])), name="leave_kind_is_known"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SupporterChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "supporter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="changes", to="supporters.supporter"
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
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("appointment", "appointment"),
                            ("profile", "profile"),
                            ("expertise", "expertise"),
                            ("capacity", "capacity"),
                            ("leave", "leave and pauses"),
                            ("hours", "possible hours"),
                            ("interests", "declared interests"),
                            ("undertakings", "undertakings"),
                            ("photo", "photo"),
                        ],
                        max_length=20,
                    ),
                ),
                ("before", models.JSONField(blank=True, default=dict)),
                ("after", models.JSONField(blank=True, default=dict)),
                ("seen_at", models.DateTimeField(null=True)),
                (
                    "seen_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-pk"],
                "indexes": [
                    models.Index(fields=["supporter", "-at", "-id"], name="supporter_change_newest"),
                    models.Index(
                        condition=models.Q(("actor__isnull", False), ("seen_at", None)),
                        fields=["supporter"],
                        name="supporter_change_waiting",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "part__in",
                                [
                                    "appointment",
                                    "profile",
                                    "expertise",
                                    "capacity",
                                    "leave",
                                    "hours",
                                    "interests",
                                    "undertakings",
                                    "photo",
                                ],
                            )
                        ),
                        name="changed_part_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("seen_at", None), ("seen_by", None)),
                            models.Q(("seen_at__isnull", False), ("seen_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="seen_change_has_its_reader",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Interest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "supporter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="interests", to="supporters.supporter"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                    ),
                ),
                ("organisation_name", models.CharField(max_length=200, verbose_name="organisation")),
                ("normalised_name", models.CharField(db_index=True, editable=False, max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("employer", "employer"),
                            ("holdings", "holdings"),
                            ("client", "client"),
                            ("family", "family"),
                            ("past_work", "past work"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("valid_from", models.DateField(verbose_name="from")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "corporate_number",
                    models.CharField(
                        blank=True,
                        max_length=13,
                        validators=[accounts.corporate_number.validate_corporate_number],
                        verbose_name="corporate number",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="note")),
                ("declared_at", models.DateTimeField(default=django.utils.timezone.now, editable=False, null=True)),
            ],
            options={
                "verbose_name": "interest",
                "verbose_name_plural": "interests",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until", None), ("valid_until__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="interest_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("corporate_number", ""), ("corporate_number__regex", "^\\d{13}$"), _connector="OR"
                        ),
                        name="interest_number_has_13_digits",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Undertaking",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "supporter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="undertakings",
                        to="supporters.supporter",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("confidentiality", "confidentiality undertaking"), ("conduct", "code of conduct")],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("fiscal_year", models.PositiveSmallIntegerField(verbose_name="fiscal year")),
                ("text", models.TextField(max_length=20000, verbose_name="what was signed")),
                ("signed_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "signed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "undertaking",
                "verbose_name_plural": "undertakings",
                "ordering": ["fiscal_year", "kind"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("supporter", "kind", "fiscal_year"), name="undertaking_once_a_year"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["confidentiality", "conduct"])),
                        name="undertaking_kind_is_known",
                    ),
                ],
            },
        ),
    ]
