"""People with their roles, organisations with their members and contacts, invitations."""

import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import accounts.corporate_number


class Migration(migrations.Migration):
    replaces = [
        ("accounts", "0001_initial"),
        ("accounts", "0002_corporate_number_not_unique"),
        ("accounts", "0005_names_that_sound_alike"),
    ]

    initial = True

    dependencies = [
        ("desks", "0001_desks_and_what_they_sort_by"),
    ]

    operations = [
        migrations.CreateModel(
            name="User",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("email", models.EmailField(max_length=254, unique=True, verbose_name="e-mail address")),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                (
                    "language",
                    models.CharField(
                        choices=[("ja", "Japanese"), ("en", "English")],
                        default="ja",
                        max_length=2,
                        verbose_name="language",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
                (
                    "joined_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="joined at"),
                ),
            ],
            options={
                "verbose_name": "user",
                "verbose_name_plural": "users",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("email", django.db.models.functions.text.Lower("email"))),
                        name="user_email_is_lower_case",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RoleGrant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="grants",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="user",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("founder", "founder"),
                            ("supporter", "supporter"),
                            ("staff", "staff"),
                            ("manager", "manager"),
                            ("administrator", "administrator"),
                        ],
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
                (
                    "desk",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="desks.desk",
                        verbose_name="desk",
                    ),
                ),
            ],
            options={
                "verbose_name": "role",
                "verbose_name_plural": "roles",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "role", "desk"), name="role_granted_once", nulls_distinct=False
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("desk__isnull", False), ("role__in", ("supporter", "staff", "manager"))),
                            models.Q(
                                models.Q(("role__in", ("supporter", "staff", "manager")), _negated=True),
                                ("desk__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="desk_roles_name_their_desk",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("role__in", ["founder", "supporter", "staff", "manager", "administrator"])),
                        name="role_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Organisation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("normalised_name", models.CharField(db_index=True, editable=False, max_length=200)),
                (
                    "sound_key",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(
                            django.db.models.functions.text.Replace(
                                django.db.models.functions.text.Replace(
                                    django.db.models.functions.text.Replace(
                                        django.db.models.functions.text.Replace(
                                            django.db.models.functions.text.Replace(
                                                models.F("normalised_name"), models.Value("ヴア"), models.Value("バ")
                                            ),
                                            models.Value("ヴイ"),
                                            models.Value("ビ"),
                                        ),
                                        models.Value("ヴエ"),
                                        models.Value("ベ"),
                                    ),
                                    models.Value("ヴオ"),
                                    models.Value("ボ"),
                                ),
                                models.Value("ヴ"),
                                models.Value("ブ"),
                            ),
                            models.Value(
                                "ヲガギグゲゴザジズゼゾダヂヅデドバビブベボパピプペポ二力口工夕八卜千ー-&'’()/+"
                            ),
                            models.Value("オカキクケコサシスセソタシステトハヒフヘホハヒフヘホニカロエタハトチ"),
                            function="TRANSLATE",
                        ),
                        output_field=models.CharField(max_length=200),
                    ),
                ),
                (
                    "kind",
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
                        verbose_name="kind",
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
                    "corporate_number",
                    models.CharField(
                        blank=True,
                        db_index=True,
                        max_length=13,
                        null=True,
                        validators=[accounts.corporate_number.validate_corporate_number],
                        verbose_name="corporate number",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged_rows",
                        to="accounts.organisation",
                        verbose_name="merged into",
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
            options={
                "verbose_name": "organisation",
                "verbose_name_plural": "organisations",
                "indexes": [
                    models.Index(fields=["sound_key"], name="organisation_sound", opclasses=["varchar_pattern_ops"])
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("corporate_number", None), ("corporate_number__regex", "^\\d{13}$"), _connector="OR"
                        ),
                        name="corporate_number_has_13_digits",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("merged_into", None),
                            models.Q(("merged_into", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="organisation_not_merged_into_itself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="accounts.organisation",
                    ),
                ),
                ("since", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("user", "organisation"), name="member_once")],
            },
        ),
        migrations.CreateModel(
            name="Contact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contacts",
                        to="accounts.organisation",
                        verbose_name="organisation",
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                ("kana", models.CharField(blank=True, max_length=100, verbose_name="reading of the name")),
                ("email", models.EmailField(blank=True, db_index=True, max_length=254, verbose_name="e-mail address")),
                ("phone", models.CharField(blank=True, max_length=30, verbose_name="telephone")),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contacts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("normalised_name", models.CharField(db_index=True, editable=False, max_length=200)),
                ("normalised_kana", models.CharField(blank=True, db_index=True, editable=False, max_length=200)),
                ("normalised_phone", models.CharField(blank=True, db_index=True, editable=False, max_length=30)),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged_rows",
                        to="accounts.contact",
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
            options={
                "verbose_name": "contact",
                "verbose_name_plural": "contacts",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("email", django.db.models.functions.text.Lower("email"))),
                        name="contact_email_is_lower_case",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("merged_into", None),
                            models.Q(("merged_into", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="contact_not_merged_into_itself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("token_digest", models.CharField(editable=False, max_length=64, unique=True)),
                (
                    "invited_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("invited_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("expires_at", models.DateTimeField()),
                ("accepted_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["-invited_at"],
            },
        ),
    ]
