"""Organisations and contacts that were found to be one."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("accounts", "0003_contacts_and_merges")]

    dependencies = [
        ("accounts", "0001_people_and_organisations"),
        ("accounts", "0005_names_that_sound_alike"),  # by its old name: ADR 18
    ]

    operations = [
        migrations.CreateModel(
            name="OrganisationMerge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("moved", models.JSONField(default=dict)),
                ("filled", models.JSONField(default=dict)),
                (
                    "merged_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("merged_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "undone_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("undone_at", models.DateTimeField(null=True)),
                (
                    "kept",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="merges", to="accounts.organisation"
                    ),
                ),
                (
                    "merged",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.organisation"
                    ),
                ),
            ],
            options={
                "verbose_name": "merge of organisations",
                "verbose_name_plural": "merges of organisations",
                "ordering": ["-merged_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kept", models.F("merged")), _negated=True),
                        name="organisationmerge_of_two_rows",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("undone_at", None), ("undone_by", None)),
                            models.Q(("undone_at__isnull", False), ("undone_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="organisationmerge_undone_by_somebody",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("undone_at", None)),
                        fields=("merged",),
                        name="organisationmerge_in_force_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ContactMerge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("moved", models.JSONField(default=dict)),
                ("filled", models.JSONField(default=dict)),
                (
                    "merged_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("merged_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "undone_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("undone_at", models.DateTimeField(null=True)),
                (
                    "kept",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="merges", to="accounts.contact"
                    ),
                ),
                (
                    "merged",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.contact"
                    ),
                ),
            ],
            options={
                "verbose_name": "merge of contacts",
                "verbose_name_plural": "merges of contacts",
                "ordering": ["-merged_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kept", models.F("merged")), _negated=True), name="contactmerge_of_two_rows"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("undone_at", None), ("undone_by", None)),
                            models.Q(("undone_at__isnull", False), ("undone_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="contactmerge_undone_by_somebody",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("undone_at", None)), fields=("merged",), name="contactmerge_in_force_once"
                    ),
                ],
            },
        ),
    ]
