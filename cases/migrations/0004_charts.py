"""What is recorded beside a case: plans, tasks, ties, outcomes, reminders, views of lists."""

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import accounts.corporate_number


class Migration(migrations.Migration):
    replaces = [
        ("cases", "0006_chart_plans_and_clocks"),
        ("cases", "0010_clock_reminders"),
        ("cases", "0020_rule_runs"),
    ]

    dependencies = [
        ("cases", "0003_threads"),
        ("desks", "0001_desks_and_what_they_sort_by"),
        ("desks", "0002_rules_of_a_desk"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SupportPlan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="plans", to="cases.case"
                    ),
                ),
                ("edition", models.PositiveSmallIntegerField(default=1, verbose_name="edition")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("in_review", "in review"),
                            ("reviewed", "reviewed"),
                            ("delivered", "delivered"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "goal",
                    models.TextField(
                        help_text="What the founder wants to reach.", max_length=5000, verbose_name="goal"
                    ),
                ),
                ("answer", models.TextField(blank=True, max_length=10000, verbose_name="answer to the question")),
                (
                    "drafted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("drafted_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "reviewed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("reviewed_at", models.DateTimeField(null=True)),
                (
                    "delivered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("delivered_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "support plan",
                "verbose_name_plural": "support plans",
                "ordering": ["-edition"],
                "constraints": [
                    models.UniqueConstraint(fields=("case", "edition"), name="plan_edition_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "delivered"), _negated=True),
                        fields=("case",),
                        name="one_undelivered_plan_per_case",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["draft", "in_review", "reviewed", "delivered"])),
                        name="plan_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reviewed_by__isnull", False), ("state__in", ["reviewed", "delivered"])),
                            models.Q(("reviewed_by", None), ("state__in", ["draft", "in_review"])),
                            _connector="OR",
                        ),
                        name="reviewed_plan_says_by_whom",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reviewed_by", None),
                            models.Q(("reviewed_by", models.F("drafted_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="plan_reviewed_by_a_second_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("delivered_at__isnull", False), ("delivered_by__isnull", False), ("state", "delivered")
                            ),
                            models.Q(
                                models.Q(("state", "delivered"), _negated=True),
                                ("delivered_at", None),
                                ("delivered_by", None),
                            ),
                            _connector="OR",
                        ),
                        name="delivered_plan_says_when",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="cases.supportplan"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("text", models.CharField(max_length=500, verbose_name="step")),
                (
                    "owner",
                    models.CharField(
                        choices=[("desk", "The desk"), ("supporter", "The supporter"), ("founder", "The founder")],
                        max_length=10,
                        verbose_name="whose",
                    ),
                ),
                ("owner_name", models.CharField(blank=True, max_length=100, verbose_name="name")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="due on")),
                ("done_on", models.DateField(null=True, verbose_name="done on")),
                (
                    "done_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
                "constraints": [models.UniqueConstraint(fields=("plan", "position"), name="plan_step_position_once")],
            },
        ),
        migrations.CreateModel(
            name="Collaborator",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="collaborators", to="cases.case"
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                ("affiliation", models.CharField(blank=True, max_length=200, verbose_name="affiliation")),
                ("role", models.CharField(blank=True, max_length=200, verbose_name="part in the work")),
            ],
            options={
                "verbose_name": "collaborator",
                "verbose_name_plural": "collaborators",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="RelatedOrganisation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="related_organisations",
                        to="cases.case",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("parent", "Parent company"), ("competitor", "Competitor")],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("normalised_name", models.CharField(editable=False, max_length=200)),
                (
                    "corporate_number",
                    models.CharField(
                        blank=True,
                        max_length=13,
                        validators=[accounts.corporate_number.validate_corporate_number],
                        verbose_name="corporate number",
                    ),
                ),
            ],
            options={
                "verbose_name": "related organisation",
                "verbose_name_plural": "related organisations",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["parent", "competitor"])), name="organisation_tie_is_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("corporate_number", ""), ("corporate_number__regex", "^\\d{13}$"), _connector="OR"
                        ),
                        name="related_number_has_13_digits",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "earlier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="links_to_later", to="cases.case"
                    ),
                ),
                (
                    "later",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="links_to_earlier", to="cases.case"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("related", "Related case"), ("follow_on", "Follow-on case")],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "linked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("linked_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("earlier", "later"), name="cases_linked_once"),
                    models.CheckConstraint(
                        condition=models.Q(("earlier", models.F("later")), _negated=True),
                        name="case_not_linked_to_itself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Referral",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="referrals", to="cases.case"
                    ),
                ),
                ("body", models.CharField(max_length=200, verbose_name="body referred to")),
                ("handed_over", models.TextField(blank=True, max_length=5000, verbose_name="handed over")),
                ("consent_on", models.DateField(blank=True, null=True, verbose_name="consent given on")),
                (
                    "consent_form",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("portal", "On the portal"),
                            ("written", "In writing"),
                            ("mail", "By mail"),
                            ("spoken", "By word of mouth"),
                        ],
                        max_length=10,
                        verbose_name="form of the consent",
                    ),
                ),
                (
                    "referred_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("referred_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "verbose_name": "referral",
                "verbose_name_plural": "referrals",
                "ordering": ["referred_at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("consent_form", ""), ("consent_on", None), ("handed_over", "")),
                            models.Q(("consent_on__isnull", False), models.Q(("consent_form", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="handed_over_with_consent",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Outcome",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="outcomes", to="cases.case"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("funds_raised", "Funds raised"),
                            ("approval", "Approval or certification"),
                            ("partnership", "Partnership"),
                            ("founded", "Company founded"),
                            ("other", "Other"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("occurred_on", models.DateField(verbose_name="date")),
                (
                    "amount",
                    models.PositiveBigIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="amount in yen",
                    ),
                ),
                ("description", models.TextField(blank=True, max_length=2000, verbose_name="what happened")),
                (
                    "told_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("told_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "verbose_name": "outcome",
                "verbose_name_plural": "outcomes",
                "ordering": ["occurred_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount", None), models.Q(("amount__gt", 0), ("kind", "funds_raised")), _connector="OR"
                        ),
                        name="only_funds_have_an_amount",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FollowUpReminder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reminders", to="cases.case"
                    ),
                ),
                ("months", models.PositiveSmallIntegerField(verbose_name="months after closing")),
                ("due_on", models.DateField(verbose_name="due on")),
                ("sent_at", models.DateTimeField(null=True)),
                ("done_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["due_on", "pk"],
                "indexes": [
                    models.Index(condition=models.Q(("done_at", None)), fields=["due_on"], name="reminder_open")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("case", "due_on"), name="one_reminder_per_case_and_day")
                ],
            },
        ),
        migrations.CreateModel(
            name="ClockReminder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="clock_reminders", to="cases.case"
                    ),
                ),
                (
                    "clock",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("first_contact", "First contact"),
                            ("triage", "Triage"),
                            ("proposal", "Proposal"),
                            ("answer", "Answer"),
                        ],
                        max_length=20,
                    ),
                ),
                ("counted_from", models.DateField()),
                ("level", models.PositiveSmallIntegerField()),
                ("to", models.EmailField(max_length=254)),
                ("told_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("case", "clock", "counted_from", "level", "to"), name="told_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="RuleRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="rule_run", to="cases.case"
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "rule",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="runs",
                        to="desks.triagerule",
                    ),
                ),
                ("version", models.PositiveIntegerField(null=True)),
                (
                    "done",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), blank=True, default=list, size=None
                    ),
                ),
                (
                    "stopped_at",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("start_triage", "Start triage"),
                            ("classify", "Classify as the founder chose"),
                            ("hand_over", "Put somebody in charge"),
                            ("start_matching", "Start the search for supporters"),
                            ("propose", "Propose the first of the ranking"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "stopped_by",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("not_chosen", "The founder chose no product type or no topic."),
                            ("not_staff", "Whoever the rule names is no active member of the desk's staff any more."),
                            ("nobody", "The ranking has nobody who could be asked."),
                            ("refused", "The desk's own checks refused it."),
                        ],
                        max_length=20,
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("rule__isnull", False)), fields=["rule", "-at"], name="rule_run_newest"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("rule", None), ("stopped_at", ""), ("version", None)),
                            models.Q(("rule__isnull", False), ("version__isnull", False)),
                            _connector="OR",
                        ),
                        name="rule_run_names_its_version",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("stopped_at", ""), ("stopped_by", "")),
                            models.Q(
                                models.Q(("stopped_at", ""), _negated=True), models.Q(("stopped_by", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="rule_run_says_why_it_stopped",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SavedView",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="saved_views",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "desk",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="desks.desk",
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="name")),
                ("query", models.CharField(blank=True, max_length=1000)),
                ("columns", models.JSONField(blank=True, default=list)),
            ],
            options={
                "verbose_name": "saved view",
                "verbose_name_plural": "saved views",
                "ordering": ["name", "pk"],
                "constraints": [models.UniqueConstraint(fields=("owner", "name"), name="view_name_once_per_owner")],
            },
        ),
        migrations.CreateModel(
            name="Rating",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="rating", to="cases.case"
                    ),
                ),
                (
                    "score",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ],
                        verbose_name="satisfaction",
                    ),
                ),
                ("comment", models.TextField(blank=True, max_length=5000, verbose_name="comment")),
                ("rated_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "rating",
                "verbose_name_plural": "ratings",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("score__range", (1, 5))), name="score_is_1_to_5")
                ],
            },
        ),
        migrations.CreateModel(
            name="Task",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="tasks", to="cases.case"
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="what is to be done")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="due on")),
                (
                    "assignee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tasks",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who",
                    ),
                ),
                (
                    "set_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("set_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("done_at", models.DateTimeField(null=True)),
                (
                    "done_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "task",
                "verbose_name_plural": "tasks",
                "ordering": ["due_on", "pk"],
                "indexes": [
                    models.Index(condition=models.Q(("done_at", None)), fields=["assignee", "due_on"], name="task_open")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("done_at", None), ("done_by", None)),
                            models.Q(("done_at__isnull", False), ("done_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="done_task_says_by_whom",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ChecklistTick",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="ticks", to="cases.case"
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="desks.checklistitem"
                    ),
                ),
                (
                    "ticked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("ticked_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("case", "item"), name="item_ticked_once")],
            },
        ),
    ]
