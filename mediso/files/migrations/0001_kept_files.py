"""Files that people handed in or the desk made."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("files", "0001_initial"), ("files", "0002_files_the_desk_made")]

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="StoredFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.CharField(blank=True, max_length=100)),
                ("name", models.CharField(max_length=130)),
                ("content_type", models.CharField(max_length=100)),
                ("charset", models.CharField(blank=True, max_length=20)),
                ("size", models.PositiveBigIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("unscanned", "not checked for viruses"),
                            ("waiting", "waits for the virus check"),
                            ("clean", "checked for viruses"),
                            ("infected", "removed because of a virus"),
                            ("made", "made by the desk itself"),
                        ],
                        max_length=10,
                    ),
                ),
                ("scanned_at", models.DateTimeField(null=True)),
                ("verdict", models.CharField(blank=True, max_length=200)),
                ("attempts", models.PositiveIntegerField(default=0)),
                ("due_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("kept_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ["unscanned", "waiting"])),
                        fields=["due_at"],
                        name="file_to_scan",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["unscanned", "waiting", "clean", "infected", "made"])),
                        name="file_state_is_known",
                    ),
                    models.CheckConstraint(condition=models.Q(("size__gt", 0)), name="file_is_not_empty"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name", ""), _negated=True), models.Q(("content_type", ""), _negated=True)
                        ),
                        name="file_is_named_and_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")), name="file_has_its_digest"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("place", ""), ("state", "infected")),
                            models.Q(
                                models.Q(("state", "infected"), _negated=True), models.Q(("place", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="file_is_gone_when_infected",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("scanned_at__isnull", False), ("state__in", ["clean", "infected"])),
                            models.Q(("scanned_at__isnull", True), ("state__in", ["unscanned", "waiting", "made"])),
                            _connector="OR",
                        ),
                        name="file_was_scanned_when_it_says_so",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("place", ""), _negated=True),
                        fields=("place",),
                        name="file_has_a_place_of_its_own",
                    ),
                ],
            },
        ),
    ]
