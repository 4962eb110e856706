"""What a desk decided: days off, signposts, templates, checklists, terms, and rules of automatic triage."""

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("desks", "0005_desk_rules"), ("desks", "0013_triage_rules")]

    dependencies = [
        ("desks", "0001_desks_and_what_they_sort_by"),
        ("desks", "0014_triage_rules_are_kept"),  # by its old name: ADR 18
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Closure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "desk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="closures",
                        to="desks.desk",
                        verbose_name="desk",
                    ),
                ),
                ("first_day", models.DateField(verbose_name="first day")),
                ("last_day", models.DateField(verbose_name="last day")),
                ("reason", models.CharField(max_length=200, verbose_name="reason")),
                ("retired_on", models.DateField(blank=True, null=True, verbose_name="retired on")),
            ],
            options={
                "verbose_name": "closure",
                "verbose_name_plural": "closures",
                "ordering": ["desk", "first_day", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("last_day__gte", models.F("first_day"))),
                        name="closure_ends_after_it_begins",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Signpost",
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
                ("url", models.URLField(verbose_name="address")),
                ("advice_ja", models.TextField(max_length=2000, verbose_name="advice (Japanese)")),
                ("advice_en", models.TextField(max_length=2000, verbose_name="advice (English)")),
                ("keywords", models.TextField(blank=True, max_length=2000, verbose_name="words, one a line")),
                (
                    "product_types",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="desks.producttype", verbose_name="product types"
                    ),
                ),
                (
                    "topics",
                    models.ManyToManyField(blank=True, related_name="+", to="desks.topic", verbose_name="topics"),
                ),
            ],
            options={
                "verbose_name": "signpost",
                "verbose_name_plural": "signposts",
                "ordering": ["desk", "position", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("desk", "name_ja"), name="signpost_name_once_per_desk")
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanTemplate",
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
                ("summary", models.TextField(max_length=5000, verbose_name="summary")),
            ],
            options={
                "verbose_name": "plan template",
                "verbose_name_plural": "plan templates",
                "ordering": ["desk", "position", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("desk", "name_ja"), name="plan_template_name_once_per_desk")
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanTemplateStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "template",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="desks.plantemplate"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                ("text", models.CharField(max_length=500, verbose_name="step")),
                (
                    "owner",
                    models.CharField(
                        choices=[("desk", "The desk"), ("supporter", "The supporter"), ("founder", "The founder")],
                        max_length=10,
                        verbose_name="done by",
                    ),
                ),
                (
                    "due_after",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(500),
                        ],
                        verbose_name="due after (business days)",
                    ),
                ),
            ],
            options={
                "verbose_name": "step of a plan template",
                "verbose_name_plural": "steps of a plan template",
                "ordering": ["template", "position"],
                "constraints": [
                    models.UniqueConstraint(fields=("template", "position"), name="step_position_once_per_template"),
                    models.CheckConstraint(
                        condition=models.Q(("owner__in", ["desk", "supporter", "founder"])),
                        name="template_step_owner_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("due_after__range", (1, 500))), name="template_step_due_is_1_to_500_days"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ChecklistItem",
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
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                ("retired_on", models.DateField(blank=True, null=True, verbose_name="retired on")),
                ("name_ja", models.CharField(max_length=200, verbose_name="item (Japanese)")),
                ("name_en", models.CharField(max_length=200, verbose_name="item (English)")),
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
            ],
            options={
                "verbose_name": "checklist item",
                "verbose_name_plural": "checklist items",
                "ordering": ["desk", "position", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("desk", "product_type", "name_ja"),
                        name="checklist_item_once_per_product_type",
                        nulls_distinct=False,
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Terms",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "desk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="terms",
                        to="desks.desk",
                        verbose_name="desk",
                    ),
                ),
                ("version", models.PositiveIntegerField(verbose_name="version")),
                ("text_ja", models.TextField(max_length=20000, verbose_name="text (Japanese)")),
                ("text_en", models.TextField(max_length=20000, verbose_name="text (English)")),
                ("in_force_from", models.DateField(verbose_name="in force from")),
            ],
            options={
                "verbose_name": "terms of use",
                "verbose_name_plural": "terms of use",
                "ordering": ["desk", "-in_force_from", "-version"],
                "constraints": [
                    models.UniqueConstraint(fields=("desk", "version"), name="terms_version_once_per_desk"),
                    models.CheckConstraint(condition=models.Q(("version__gte", 1)), name="terms_count_from_1"),
                ],
            },
        ),
        migrations.CreateModel(
            name="TriageRule",
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
                (
                    "channels",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="channels",
                    ),
                ),
                (
                    "organisations",
                    models.TextField(blank=True, max_length=5000, verbose_name="organisations, one a line"),
                ),
                ("starts_triage", models.BooleanField(default=False, verbose_name="start triage")),
                (
                    "takes_over_classification",
                    models.BooleanField(default=False, verbose_name="classify as the founder chose"),
                ),
                (
                    "responsible",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="put in charge",
                    ),
                ),
                ("starts_matching", models.BooleanField(default=False, verbose_name="start the search for supporters")),
                (
                    "proposes",
                    models.BooleanField(
                        default=False, verbose_name="propose the first of the ranking (automatic proposing)"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, verbose_name="version")),
                ("is_on", models.BooleanField(default=False, verbose_name="switched on")),
                ("on_since", models.DateTimeField(editable=False, null=True, verbose_name="on since")),
                (
                    "product_types",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="desks.producttype", verbose_name="product types"
                    ),
                ),
                (
                    "topics",
                    models.ManyToManyField(blank=True, related_name="+", to="desks.topic", verbose_name="topics"),
                ),
            ],
            options={
                "verbose_name": "triage rule",
                "verbose_name_plural": "triage rules",
                "ordering": ["desk", "position", "pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("is_on", True)), fields=["desk", "position"], name="triage_rule_on"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("desk", "name_ja"), name="triage_rule_name_once_per_desk"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("is_on", False), ("on_since", None)),
                            models.Q(("is_on", True), ("on_since__isnull", False), ("retired_on", None)),
                            _connector="OR",
                        ),
                        name="triage_rule_is_on_since_a_moment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("starts_triage", True), ("takes_over_classification", False), _connector="OR"),
                            models.Q(("takes_over_classification", True), ("starts_matching", False), _connector="OR"),
                            models.Q(("starts_matching", True), ("proposes", False), _connector="OR"),
                        ),
                        name="triage_rule_steps_follow_each_other",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("starts_triage", True), ("responsible__isnull", False), _connector="OR"),
                        name="triage_rule_does_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("version__gte", 1)), name="triage_rule_versions_count_from_1"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TriageRuleTest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "rule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="tests", to="desks.triagerule"
                    ),
                ),
                ("version", models.PositiveIntegerField()),
                (
                    "tested_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("looked_at", models.PositiveIntegerField()),
                ("matched", models.PositiveIntegerField()),
            ],
            options={
                "ordering": ["-at", "-pk"],
                "indexes": [models.Index(fields=["rule", "version"], name="triage_rule_test_of_version")],
            },
        ),
    ]
