"""A desk's own words, its choices for notices, and who changed which setting."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("desks", "0006_desk_changes"),
        ("desks", "0008_words_of_notices"),
        ("desks", "0011_words_of_undertakings"),
    ]

    dependencies = [
        ("desks", "0002_rules_of_a_desk"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DeskChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "desk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="changes", to="desks.desk"
                    ),
                ),
                (
                    "actor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "setting",
                    models.CharField(
                        choices=[
                            ("targets", "Targets"),
                            ("routing", "Routing"),
                            ("closures", "Closures"),
                            ("signposts", "Signposts"),
                            ("plan-templates", "Plan templates"),
                            ("checklists", "Checklists"),
                            ("triage-rules", "Automatic triage"),
                            ("terms", "Terms of use"),
                            ("notices", "Words of notices"),
                            ("notice-rules", "Choices for notices"),
                            ("undertakings", "Words of undertakings"),
                        ],
                        max_length=20,
                    ),
                ),
                ("row", models.PositiveBigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("added", "added"),
                            ("changed", "changed"),
                            ("retired", "retired"),
                            ("restored", "restored"),
                        ],
                        max_length=10,
                    ),
                ),
                ("before", models.JSONField(blank=True, default=dict)),
                ("after", models.JSONField(blank=True, default=dict)),
            ],
            options={
                "ordering": ["-at", "-pk"],
                "indexes": [models.Index(fields=["desk", "-at", "-id"], name="desk_change_newest")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "setting__in",
                                [
                                    "targets",
                                    "routing",
                                    "closures",
                                    "signposts",
                                    "plan-templates",
                                    "checklists",
                                    "triage-rules",
                                    "terms",
                                    "notices",
                                    "notice-rules",
                                    "undertakings",
                                ],
                            )
                        ),
                        name="changed_setting_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["added", "changed", "retired", "restored"])),
                        name="desk_change_kind_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NoticeText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "desk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="desks.desk",
                        verbose_name="desk",
                    ),
                ),
                ("kind", models.CharField(editable=False, max_length=40, verbose_name="notice")),
                ("retired_on", models.DateField(blank=True, null=True, verbose_name="retired on")),
                (
                    "language",
                    models.CharField(
                        choices=[("ja", "Japanese"), ("en", "English")],
                        editable=False,
                        max_length=2,
                        verbose_name="language",
                    ),
                ),
                ("subject", models.CharField(max_length=200, verbose_name="subject")),
                ("body", models.TextField(max_length=5000, verbose_name="text")),
            ],
            options={
                "verbose_name": "words of a notice",
                "verbose_name_plural": "words of notices",
                "ordering": ["desk", "kind", "language"],
                "constraints": [
                    models.UniqueConstraint(fields=("desk", "kind", "language"), name="notice_text_once_per_desk"),
                    models.CheckConstraint(
                        condition=models.Q(("language__in", ["ja", "en"])), name="notice_language_is_known"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NoticeRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "desk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="desks.desk",
                        verbose_name="desk",
                    ),
                ),
                ("kind", models.CharField(editable=False, max_length=40, verbose_name="notice")),
                ("retired_on", models.DateField(blank=True, null=True, verbose_name="retired on")),
                (
                    "allowed",
                    models.CharField(
                        choices=[
                            ("at_once", "At once, and nothing else"),
                            ("daily", "At once or in a daily digest"),
                            ("none", "At once, in a daily digest or not at all"),
                        ],
                        max_length=10,
                        verbose_name="people may choose",
                    ),
                ),
            ],
            options={
                "verbose_name": "choices for a notice",
                "verbose_name_plural": "choices for notices",
                "ordering": ["desk", "kind"],
                "constraints": [
                    models.UniqueConstraint(fields=("desk", "kind"), name="notice_rule_once_per_desk"),
                    models.CheckConstraint(
                        condition=models.Q(("allowed__in", ["at_once", "daily", "none"])),
                        name="notice_allowed_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="UndertakingText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "desk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="undertaking_texts",
                        to="desks.desk",
                        verbose_name="desk",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("confidentiality", "confidentiality undertaking"), ("conduct", "code of conduct")],
                        max_length=20,
                        verbose_name="undertaking",
                    ),
                ),
                ("text_ja", models.TextField(max_length=20000, verbose_name="text (Japanese)")),
                ("text_en", models.TextField(max_length=20000, verbose_name="text (English)")),
                ("retired_on", models.DateField(blank=True, null=True, verbose_name="retired on")),
            ],
            options={
                "verbose_name": "words of an undertaking",
                "verbose_name_plural": "words of undertakings",
                "ordering": ["desk", "kind"],
                "constraints": [
                    models.UniqueConstraint(fields=("desk", "kind"), name="undertaking_text_once_per_desk"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["confidentiality", "conduct"])),
                        name="undertaking_text_kind_is_known",
                    ),
                ],
            },
        ),
    ]
