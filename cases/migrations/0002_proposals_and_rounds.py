"""Supporters proposed for cases, one at a time and in rounds; their interviews."""

import uuid

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("cases", "0003_accepted_declares_no_conflict"),
        ("cases", "0005_unknown_day_of_proposal"),
        ("cases", "0007_follow_ups_are_interviews"),
        ("cases", "0008_follow_up_is_no_table"),
        ("cases", "0017_limits_and_overrides"),
        ("cases", "0019_assignment_rounds"),
    ]

    dependencies = [
        ("cases", "0001_consultations_and_cases"),
        ("cases", "0023_indexes_of_figures"),  # by its old name: ADR 18
        ("desks", "0001_desks_and_what_they_sort_by"),
        ("supporters", "0001_roster_of_supporters"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Assignment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="assignments", to="cases.case"
                    ),
                ),
                (
                    "supporter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to="supporters.supporter",
                        verbose_name="supporter",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[("lead", "lead"), ("adviser", "adviser")], max_length=10, verbose_name="role"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "proposed"),
                            ("accepted", "accepted"),
                            ("declined", "declined"),
                            ("lapsed", "lapsed"),
                            ("withdrawn", "withdrawn"),
                            ("completed", "completed"),
                        ],
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("proposed_at", models.DateTimeField(default=django.utils.timezone.now, null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                ("no_conflict_declared_at", models.DateTimeField(null=True)),
                (
                    "decline_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("conflict", "I have a conflict of interest"),
                            ("no_time", "I have no time before it is needed"),
                            ("not_my_field", "It is not my field"),
                            ("other", "Another reason"),
                        ],
                        max_length=20,
                    ),
                ),
                ("decline_note", models.TextField(blank=True)),
                ("known", models.JSONField(blank=True, default=dict)),
                ("answer_by", models.DateField(null=True, verbose_name="answer by")),
                ("reply_days", models.PositiveSmallIntegerField(null=True)),
                (
                    "overridden",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), blank=True, default=list, size=None
                    ),
                ),
                ("override_reason", models.TextField(blank=True, max_length=1000)),
            ],
            options={
                "verbose_name": "assignment",
                "verbose_name_plural": "assignments",
                "ordering": ["proposed_at", "pk"],
                "indexes": [
                    models.Index(fields=["supporter", "state"], name="assignment_supporter_state"),
                    models.Index(
                        condition=models.Q(("state", "proposed")), fields=["answer_by"], name="assignment_open_by_day"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("role", "lead"), ("state__in", ("proposed", "accepted"))),
                        fields=("case",),
                        name="one_lead_per_case",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("proposed", "accepted"))),
                        fields=("case", "supporter"),
                        name="supporter_once_per_case",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["proposed", "accepted", "declined", "lapsed", "withdrawn", "completed"])
                        ),
                        name="assignment_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "declined"), models.Q(("decline_reason", ""), _negated=True)),
                            models.Q(models.Q(("state", "declined"), _negated=True), ("decline_reason", "")),
                            _connector="OR",
                        ),
                        name="declined_with_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "accepted"), _negated=True),
                            ("no_conflict_declared_at__isnull", False),
                            _connector="OR",
                        ),
                        name="accepted_declares_no_conflict",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("overridden", []), ("override_reason", "")),
                            models.Q(
                                models.Q(("overridden", []), _negated=True),
                                models.Q(("override_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="override_has_its_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AssignmentRound",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "desk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rounds",
                        to="desks.desk",
                        verbose_name="desk",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("working", "being worked out"),
                            ("ready", "ready"),
                            ("sent", "sent"),
                            ("set_aside", "set aside"),
                            ("failed", "not worked out"),
                        ],
                        default="working",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("press", models.UUIDField(default=uuid.uuid4, unique=True)),
                ("due_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("revision", models.PositiveIntegerField(default=1)),
                ("on", models.DateField(null=True)),
                ("weights", models.JSONField(default=dict)),
                ("floor", models.PositiveIntegerField(default=0)),
                ("fairness", models.PositiveIntegerField(default=0)),
                ("rule_version", models.CharField(blank=True, max_length=20)),
                ("rooms", models.JSONField(default=list)),
                ("totals", models.JSONField(default=dict)),
                ("proof", models.JSONField(default=dict)),
            ],
            options={
                "verbose_name": "assignment round",
                "verbose_name_plural": "assignment rounds",
                "ordering": ["-made_at", "-pk"],
                "indexes": [
                    models.Index(condition=models.Q(("state", "working")), fields=["due_at"], name="round_to_work_out")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["working", "ready", "sent", "set_aside", "failed"])),
                        name="round_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["ready", "sent"]), _negated=True),
                            ("on__isnull", False),
                            _connector="OR",
                        ),
                        name="a_ready_round_has_its_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RoundRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="rows", to="cases.assignmentround"
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="round_rows", to="cases.case"
                    ),
                ),
                ("position", models.PositiveIntegerField()),
                ("seen", models.PositiveIntegerField()),
                ("points", models.JSONField(default=dict)),
                ("asked", models.JSONField(default=dict)),
                (
                    "in_turn",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="supporters.supporter",
                    ),
                ),
                (
                    "together",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="supporters.supporter",
                    ),
                ),
                (
                    "chosen",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="supporters.supporter",
                    ),
                ),
                ("by_hand", models.BooleanField(default=False)),
                ("reason", models.CharField(blank=True, max_length=20)),
                ("reason_values", models.JSONField(default=dict)),
                ("sent_at", models.DateTimeField(null=True)),
                (
                    "assignment",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="round_row",
                        to="cases.assignment",
                    ),
                ),
                ("refusal", models.TextField(blank=True)),
            ],
            options={
                "verbose_name": "row of a round",
                "verbose_name_plural": "rows of rounds",
                "ordering": ["position", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("round", "case"), name="case_once_per_round"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("assignment", None), ("refusal", ""), ("sent_at", None)),
                            models.Q(("assignment__isnull", False), ("refusal", ""), ("sent_at__isnull", False)),
                            models.Q(
                                ("assignment", None),
                                ("sent_at__isnull", False),
                                models.Q(("refusal", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_sent_row_has_its_outcome",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Interview",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="interviews", to="cases.case"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("preliminary", "Preliminary interview"),
                            ("supporter", "Supporter interview"),
                            ("follow_up", "Follow-up"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("held_on", models.DateField(verbose_name="held on")),
                (
                    "minutes",
                    models.PositiveSmallIntegerField(
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(5),
                            django.core.validators.MaxValueValidator(600),
                        ],
                        verbose_name="length in minutes",
                    ),
                ),
                (
                    "form",
                    models.CharField(
                        blank=True,
                        choices=[("face", "Face to face"), ("online", "Online"), ("phone", "By phone")],
                        max_length=10,
                        verbose_name="form",
                    ),
                ),
                ("others_present", models.CharField(blank=True, max_length=200, verbose_name="others present")),
                ("summary", models.TextField(blank=True, max_length=10000, verbose_name="summary")),
                ("next_steps", models.TextField(blank=True, max_length=5000, verbose_name="next steps")),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("recorded_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "supporters",
                    models.ManyToManyField(
                        related_name="interviews", to="supporters.supporter", verbose_name="supporters present"
                    ),
                ),
            ],
            options={
                "verbose_name": "interview",
                "verbose_name_plural": "interviews",
                "ordering": ["held_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["preliminary", "supporter", "follow_up"])),
                        name="interview_kind_is_known",
                    )
                ],
            },
        ),
    ]
