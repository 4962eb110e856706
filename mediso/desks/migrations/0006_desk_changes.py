import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("desks", "0005_desk_rules"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.CreateModel(
            name="DeskChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "setting",
                    models.CharField(
                        choices=[
                            ("targets", "Targets"),
                            ("closures", "Closures"),
                            ("signposts", "Signposts"),
                            ("plan-templates", "Plan templates"),
                            ("checklists", "Checklists"),
                            ("terms", "Terms of use"),
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
            },
        ),
        migrations.AddField(
            model_name="deskchange",
            name="actor",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="deskchange",
            name="desk",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="changes", to="desks.desk"
            ),
        ),
        migrations.AddIndex(
            model_name="deskchange",
            index=models.Index(fields=["desk", "-at", "-id"], name="desk_change_newest"),
        ),
        migrations.AddConstraint(
            model_name="deskchange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("setting__in", ["targets", "closures", "signposts", "plan-templates", "checklists", "terms"])
                ),
                name="changed_setting_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="deskchange",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["added", "changed", "retired", "restored"])),
                name="desk_change_kind_is_known",
            ),
        ),
    ]
