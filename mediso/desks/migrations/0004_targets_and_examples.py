import functools

import django.contrib.postgres.fields
import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("desks", "0003_number_prefix_is_plain")]

    operations = [
        migrations.AddField(
            model_name="desk",
            name="answer_days",
            field=models.PositiveSmallIntegerField(
                default=10,
                validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(250)],
                verbose_name="answer within",
            ),
        ),
        migrations.AddField(
            model_name="desk",
            name="first_contact_days",
            field=models.PositiveSmallIntegerField(
                default=2,
                validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(250)],
                verbose_name="first contact within",
            ),
        ),
        migrations.AddField(
            model_name="desk",
            name="follow_up_months",
            field=django.contrib.postgres.fields.ArrayField(
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
        migrations.AddField(
            model_name="desk",
            name="proposal_days",
            field=models.PositiveSmallIntegerField(
                default=5,
                validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(250)],
                verbose_name="proposal within",
            ),
        ),
        migrations.AddField(
            model_name="desk",
            name="triage_days",
            field=models.PositiveSmallIntegerField(
                default=3,
                validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(250)],
                verbose_name="triage within",
            ),
        ),
        migrations.AddField(
            model_name="producttype",
            name="examples_en",
            field=models.TextField(blank=True, verbose_name="examples (English), one a line"),
        ),
        migrations.AddField(
            model_name="producttype",
            name="examples_ja",
            field=models.TextField(blank=True, verbose_name="examples (Japanese), one a line"),
        ),
        migrations.AddField(
            model_name="producttype",
            name="explanation_en",
            field=models.TextField(blank=True, verbose_name="explanation (English)"),
        ),
        migrations.AddField(
            model_name="producttype",
            name="explanation_ja",
            field=models.TextField(blank=True, verbose_name="explanation (Japanese)"),
        ),
        migrations.AddField(
            model_name="topic",
            name="examples_en",
            field=models.TextField(blank=True, verbose_name="examples (English), one a line"),
        ),
        migrations.AddField(
            model_name="topic",
            name="examples_ja",
            field=models.TextField(blank=True, verbose_name="examples (Japanese), one a line"),
        ),
        migrations.AddConstraint(
            model_name="desk",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("first_contact_days__range", (1, 250)),
                    ("triage_days__range", (1, 250)),
                    ("proposal_days__range", (1, 250)),
                    ("answer_days__range", (1, 250)),
                ),
                name="desk_targets_are_1_to_250_days",
            ),
        ),
        migrations.AddConstraint(
            model_name="desk",
            constraint=models.CheckConstraint(
                condition=models.Q(("follow_up_months__contained_by", list(range(1, 61)))),
                name="desk_follow_ups_are_1_to_60_months",
            ),
        ),
    ]
