"""Desks, and the product types and topics by which they sort."""

import functools

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("desks", "0001_initial"),
        ("desks", "0003_number_prefix_is_plain"),
        ("desks", "0004_targets_and_examples"),
        ("desks", "0010_routing"),
        ("desks", "0012_routing_settings"),
        ("desks", "0014_triage_rules_are_kept"),
    ]

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Desk",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name_ja", models.CharField(max_length=100, verbose_name="name (Japanese)")),
                ("name_en", models.CharField(max_length=100, verbose_name="name (English)")),
                (
                    "reply_days",
                    models.PositiveSmallIntegerField(
                        default=5,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(60),
                        ],
                        verbose_name="supporters answer within",
                    ),
                ),
                (
                    "reply_reminder_days",
                    models.PositiveSmallIntegerField(
                        default=2,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(30),
                        ],
                        verbose_name="remind them before the last day",
                    ),
                ),
                (
                    "weight_coverage",
                    models.PositiveSmallIntegerField(
                        default=40,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="topic coverage",
                    ),
                ),
                (
                    "weight_product_type",
                    models.PositiveSmallIntegerField(
                        default=15,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="product type fit",
                    ),
                ),
                (
                    "weight_modality",
                    models.PositiveSmallIntegerField(
                        default=5,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="modality fit",
                    ),
                ),
                (
                    "weight_continuity",
                    models.PositiveSmallIntegerField(
                        default=10,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="continuity",
                    ),
                ),
                (
                    "weight_free_hours",
                    models.PositiveSmallIntegerField(
                        default=15,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="free hours",
                    ),
                ),
                (
                    "weight_fair_share",
                    models.PositiveSmallIntegerField(
                        default=15,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="fair share",
                    ),
                ),
                (
                    "floor_points",
                    models.PositiveSmallIntegerField(
                        default=20,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="least points when many are assigned at once",
                    ),
                ),
                (
                    "wanted_level",
                    models.PositiveSmallIntegerField(
                        default=3,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ],
                        verbose_name="level at which a topic is covered",
                    ),
                ),
                (
                    "team_most",
                    models.PositiveSmallIntegerField(
                        default=3,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(6),
                        ],
                        verbose_name="most supporters a case",
                    ),
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
                ("code", models.SlugField(max_length=30, unique=True, verbose_name="code")),
                (
                    "number_prefix",
                    models.CharField(
                        blank=True,
                        help_text="Stands before the year in every case number, so that numbers differ between desks.",
                        max_length=5,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "\\A[A-Za-z0-9]*\\Z", "Use only the letters A to Z and digits."
                            )
                        ],
                        verbose_name="number prefix",
                    ),
                ),
                ("notice_email", models.EmailField(blank=True, max_length=254, verbose_name="address for notices")),
                (
                    "first_contact_days",
                    models.PositiveSmallIntegerField(
                        default=2,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(250),
                        ],
                        verbose_name="first contact within",
                    ),
                ),
                (
                    "triage_days",
                    models.PositiveSmallIntegerField(
                        default=3,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(250),
                        ],
                        verbose_name="triage within",
                    ),
                ),
                (
                    "proposal_days",
                    models.PositiveSmallIntegerField(
                        default=5,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(250),
                        ],
                        verbose_name="proposal within",
                    ),
                ),
                (
                    "answer_days",
                    models.PositiveSmallIntegerField(
                        default=10,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(250),
                        ],
                        verbose_name="answer within",
                    ),
                ),
                (
                    "follow_up_months",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(
                            validators=[
                                django.core.validators.MinValueValidator(1),
                                django.core.validators.MaxValueValidator(60),
                            ]
                        ),
                        blank=True,
                        default=functools.partial(list, (1, 3, 6, 12)),
                        size=None,
                        verbose_name="follow-up, months after closing",
                    ),
                ),
            ],
            options={
                "verbose_name": "desk",
                "verbose_name_plural": "desks",
                "ordering": ["code"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("number_prefix__regex", "^[A-Za-z0-9]*$")), name="number_prefix_is_plain"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("first_contact_days__range", (1, 250)),
                            ("triage_days__range", (1, 250)),
                            ("proposal_days__range", (1, 250)),
                            ("answer_days__range", (1, 250)),
                        ),
                        name="desk_targets_are_1_to_250_days",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "follow_up_months__contained_by",
                                list(range(1, 61)),
                            )
                        ),
                        name="desk_follow_ups_are_1_to_60_months",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reply_days__range", (1, 60)),
                            ("reply_reminder_days__range", (0, 30)),
                            ("floor_points__range", (0, 100)),
                            ("wanted_level__range", (1, 5)),
                            ("team_most__range", (1, 6)),
                        ),
                        name="desk_routing_is_within_bounds",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "weight_coverage",
                                django.db.models.expressions.CombinedExpression(
                                    models.Value(100),
                                    "-",
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.expressions.CombinedExpression(
                                                django.db.models.expressions.CombinedExpression(
                                                    django.db.models.expressions.CombinedExpression(
                                                        models.Value(0), "+", models.F("weight_product_type")
                                                    ),
                                                    "+",
                                                    models.F("weight_modality"),
                                                ),
                                                "+",
                                                models.F("weight_continuity"),
                                            ),
                                            "+",
                                            models.F("weight_free_hours"),
                                        ),
                                        "+",
                                        models.F("weight_fair_share"),
                                    ),
                                ),
                            )
                        ),
                        name="desk_weights_add_up_to_100",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProductType",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name_ja", models.CharField(max_length=100, verbose_name="name (Japanese)")),
                ("name_en", models.CharField(max_length=100, verbose_name="name (English)")),
                (
                    "desk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="desks.desk",
                        verbose_name="desk",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                ("retired_on", models.DateField(blank=True, null=True, verbose_name="retired on")),
                ("explanation_ja", models.TextField(blank=True, verbose_name="explanation (Japanese)")),
                ("explanation_en", models.TextField(blank=True, verbose_name="explanation (English)")),
                ("examples_ja", models.TextField(blank=True, verbose_name="examples (Japanese), one a line")),
                ("examples_en", models.TextField(blank=True, verbose_name="examples (English), one a line")),
            ],
            options={
                "verbose_name": "product type",
                "verbose_name_plural": "product types",
                "ordering": ["desk", "position", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("desk", "name_ja"), name="product_type_name_once_per_desk")
                ],
            },
        ),
        migrations.CreateModel(
            name="Topic",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name_ja", models.CharField(max_length=100, verbose_name="name (Japanese)")),
                ("name_en", models.CharField(max_length=100, verbose_name="name (English)")),
                (
                    "desk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="desks.desk",
                        verbose_name="desk",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                ("retired_on", models.DateField(blank=True, null=True, verbose_name="retired on")),
                ("explanation_ja", models.TextField(blank=True, verbose_name="explanation (Japanese)")),
                ("explanation_en", models.TextField(blank=True, verbose_name="explanation (English)")),
                ("examples_ja", models.TextField(blank=True, verbose_name="examples (Japanese), one a line")),
                ("examples_en", models.TextField(blank=True, verbose_name="examples (English), one a line")),
            ],
            options={
                "verbose_name": "topic",
                "verbose_name_plural": "topics",
                "ordering": ["desk", "position", "pk"],
                "constraints": [models.UniqueConstraint(fields=("desk", "name_ja"), name="topic_name_once_per_desk")],
            },
        ),
        migrations.CreateModel(
            name="TopicSet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=500, unique=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("key__regex", "^\\d+(,\\d+)*$")), name="topic_set_has_topics"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TopicSetMember",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "topic_set",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="members", to="desks.topicset"
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="desks.topic"),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("topic_set", "topic"), name="topic_once_per_topic_set")
                ],
            },
        ),
        migrations.AddField(
            model_name="topicset",
            name="topics",
            field=models.ManyToManyField(related_name="topic_sets", through="desks.TopicSetMember", to="desks.topic"),
        ),
    ]
