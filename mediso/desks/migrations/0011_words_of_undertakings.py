"""A desk's own words for undertakings; like its other rules they are retired and never deleted."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

FORWARD = """
CREATE TRIGGER retired_never_deleted BEFORE DELETE ON desks_undertakingtext
    FOR EACH ROW EXECUTE FUNCTION desks_refuse_delete();
"""
BACKWARD = "DROP TRIGGER retired_never_deleted ON desks_undertakingtext;"


class Migration(migrations.Migration):
    dependencies = [
        ("desks", "0010_routing"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="UndertakingText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("confidentiality", "confidentiality undertaking"), ("conduct", "code of conduct")],
                        max_length=20,
                        verbose_name="undertaking",
                    ),
                ),
                ("text_ja", models.TextField(max_length=20000, verbose_name="text (Japanese)")),
                ("text_en", models.TextField(max_length=20000, verbose_name="text (English)")),
                ("retired_on", models.DateField(blank=True, null=True, verbose_name="retired on")),
            ],
            options={
                "verbose_name": "words of an undertaking",
                "verbose_name_plural": "words of undertakings",
                "ordering": ["desk", "kind"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="deskchange",
            name="changed_setting_is_known",
        ),
        migrations.AlterField(
            model_name="deskchange",
            name="setting",
            field=models.CharField(
                choices=[
                    ("targets", "Targets"),
                    ("closures", "Closures"),
                    ("signposts", "Signposts"),
                    ("plan-templates", "Plan templates"),
                    ("checklists", "Checklists"),
                    ("terms", "Terms of use"),
                    ("notices", "Words of notices"),
                    ("notice-rules", "Choices for notices"),
                    ("undertakings", "Words of undertakings"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddConstraint(
            model_name="deskchange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "setting__in",
                        [
                            "targets",
                            "closures",
                            "signposts",
                            "plan-templates",
                            "checklists",
                            "terms",
                            "notices",
                            "notice-rules",
                            "undertakings",
                        ],
                    )
                ),
                name="changed_setting_is_known",
            ),
        ),
        migrations.AddField(
            model_name="undertakingtext",
            name="desk",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="undertaking_texts",
                to="desks.desk",
                verbose_name="desk",
            ),
        ),
        migrations.AddConstraint(
            model_name="undertakingtext",
            constraint=models.UniqueConstraint(fields=("desk", "kind"), name="undertaking_text_once_per_desk"),
        ),
        migrations.AddConstraint(
            model_name="undertakingtext",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["confidentiality", "conduct"])), name="undertaking_text_kind_is_known"
            ),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
