from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("supporters", "0003_roster"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="supporterchange",
            index=models.Index(
                condition=models.Q(("actor__isnull", False), ("seen_at", None)),
                fields=["supporter"],
                name="supporter_change_waiting",
            ),
        ),
    ]
