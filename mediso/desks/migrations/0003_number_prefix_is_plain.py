import django.core.validators
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("desks", "0002_retired_never_deleted")]

    operations = [
        migrations.AlterField(
            model_name="desk",
            name="number_prefix",
            field=models.CharField(
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
        migrations.AddConstraint(
            model_name="desk",
            constraint=models.CheckConstraint(
                condition=Q(number_prefix__regex="^[A-Za-z0-9]*$"), name="number_prefix_is_plain"
            ),
        ),
    ]
