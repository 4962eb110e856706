import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("desks", "0004_targets_and_examples")]

    operations = [
        migrations.CreateModel(
            name="ChecklistItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                ("retired_on", models.DateField(blank=True, null=True, verbose_name="retired on")),
                ("name_ja", models.CharField(max_length=200, verbose_name="item (Japanese)")),
                ("name_en", models.CharField(max_length=200, verbose_name="item (English)")),
            ],
            options={
                "verbose_name": "checklist item",
                "verbose_name_plural": "checklist items",
                "ordering": ["desk", "position", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Closure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("first_day", models.DateField(verbose_name="first day")),
                ("last_day", models.DateField(verbose_name="last day")),
                ("reason", models.CharField(max_length=200, verbose_name="reason")),
                ("retired_on", models.DateField(blank=True, null=True, verbose_name="retired on")),
            ],
            options={
                "verbose_name": "closure",
                "verbose_name_plural": "closures",
                "ordering": ["desk", "first_day", "pk"],
            },
        ),
        migrations.CreateModel(
            name="PlanTemplate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name_ja", models.CharField(max_length=100, verbose_name="name (Japanese)")),
                ("name_en", models.CharField(max_length=100, verbose_name="name (English)")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                ("retired_on", models.DateField(blank=True, null=True, verbose_name="retired on")),
                ("summary", models.TextField(max_length=5000, verbose_name="summary")),
            ],
            options={
                "verbose_name": "plan template",
                "verbose_name_plural": "plan templates",
                "ordering": ["desk", "position", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PlanTemplateStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
            },
        ),
        migrations.CreateModel(
            name="Signpost",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name_ja", models.CharField(max_length=100, verbose_name="name (Japanese)")),
                ("name_en", models.CharField(max_length=100, verbose_name="name (English)")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                ("retired_on", models.DateField(blank=True, null=True, verbose_name="retired on")),
                ("url", models.URLField(verbose_name="address")),
                ("advice_ja", models.TextField(max_length=2000, verbose_name="advice (Japanese)")),
                ("advice_en", models.TextField(max_length=2000, verbose_name="advice (English)")),
                ("keywords", models.TextField(blank=True, max_length=2000, verbose_name="words, one a line")),
            ],
            options={
                "verbose_name": "signpost",
                "verbose_name_plural": "signposts",
                "ordering": ["desk", "position", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Terms",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(verbose_name="version")),
                ("text_ja", models.TextField(max_length=20000, verbose_name="text (Japanese)")),
                ("text_en", models.TextField(max_length=20000, verbose_name="text (English)")),
                ("in_force_from", models.DateField(verbose_name="in force from")),
            ],
            options={
                "verbose_name": "terms of use",
                "verbose_name_plural": "terms of use",
                "ordering": ["desk", "-in_force_from", "-version"],
            },
        ),
        migrations.AddField(
            model_name="checklistitem",
            name="desk",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="%(class)ss",
                to="desks.desk",
                verbose_name="desk",
            ),
        ),
        migrations.AddField(
            model_name="checklistitem",
            name="product_type",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="desks.producttype",
                verbose_name="product type",
            ),
        ),
        migrations.AddField(
            model_name="closure",
            name="desk",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="closures",
                to="desks.desk",
                verbose_name="desk",
            ),
        ),
        migrations.AddField(
            model_name="plantemplate",
            name="desk",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="%(class)ss",
                to="desks.desk",
                verbose_name="desk",
            ),
        ),
        migrations.AddField(
            model_name="plantemplate",
            name="product_type",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="desks.producttype",
                verbose_name="product type",
            ),
        ),
        migrations.AddField(
            model_name="plantemplatestep",
            name="template",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="desks.plantemplate"
            ),
        ),
        migrations.AddField(
            model_name="signpost",
            name="desk",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="%(class)ss",
                to="desks.desk",
                verbose_name="desk",
            ),
        ),
        migrations.AddField(
            model_name="signpost",
            name="product_types",
            field=models.ManyToManyField(
                blank=True, related_name="+", to="desks.producttype", verbose_name="product types"
            ),
        ),
        migrations.AddField(
            model_name="signpost",
            name="topics",
            field=models.ManyToManyField(blank=True, related_name="+", to="desks.topic", verbose_name="topics"),
        ),
        migrations.AddField(
            model_name="terms",
            name="desk",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="terms", to="desks.desk", verbose_name="desk"
            ),
        ),
        migrations.AddConstraint(
            model_name="checklistitem",
            constraint=models.UniqueConstraint(
                fields=("desk", "product_type", "name_ja"),
                name="checklist_item_once_per_product_type",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="closure",
            constraint=models.CheckConstraint(
                condition=models.Q(("last_day__gte", models.F("first_day"))), name="closure_ends_after_it_begins"
            ),
        ),
        migrations.AddConstraint(
            model_name="plantemplate",
            constraint=models.UniqueConstraint(fields=("desk", "name_ja"), name="plan_template_name_once_per_desk"),
        ),
        migrations.AddConstraint(
            model_name="plantemplatestep",
            constraint=models.UniqueConstraint(fields=("template", "position"), name="step_position_once_per_template"),
        ),
        migrations.AddConstraint(
            model_name="plantemplatestep",
            constraint=models.CheckConstraint(
                condition=models.Q(("owner__in", ["desk", "supporter", "founder"])), name="template_step_owner_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="plantemplatestep",
            constraint=models.CheckConstraint(
                condition=models.Q(("due_after__range", (1, 500))), name="template_step_due_is_1_to_500_days"
            ),
        ),
        migrations.AddConstraint(
            model_name="signpost",
            constraint=models.UniqueConstraint(fields=("desk", "name_ja"), name="signpost_name_once_per_desk"),
        ),
        migrations.AddConstraint(
            model_name="terms",
            constraint=models.UniqueConstraint(fields=("desk", "version"), name="terms_version_once_per_desk"),
        ),
        migrations.AddConstraint(
            model_name="terms",
            constraint=models.CheckConstraint(condition=models.Q(("version__gte", 1)), name="terms_count_from_1"),
        ),
    ]
