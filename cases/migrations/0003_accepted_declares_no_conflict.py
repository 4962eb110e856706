from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("cases", "0002_frozen_and_append_only")]

    operations = [
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.CheckConstraint(
                condition=~Q(state="accepted") | Q(no_conflict_declared_at__isnull=False),
                name="accepted_declares_no_conflict",
            ),
        ),
    ]
