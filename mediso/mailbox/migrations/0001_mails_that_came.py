"""Mails that reached the desk."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("mailbox", "0001_initial"), ("mailbox", "0002_case_answered")]

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="IncomingMail",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("message_id", models.CharField(max_length=500, unique=True)),
                (
                    "references",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=500), blank=True, default=list, size=None
                    ),
                ),
                ("sender_address", models.CharField(blank=True, max_length=320)),
                ("sender_name", models.CharField(blank=True, max_length=200)),
                ("case_number", models.CharField(blank=True, db_index=True, max_length=20)),
                (
                    "recipients",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=320), blank=True, default=list, size=None
                    ),
                ),
                ("subject", models.CharField(blank=True, max_length=500)),
                ("text", models.TextField(blank=True)),
                ("folded", models.TextField(blank=True)),
                ("cut", models.BooleanField(default=False)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("received_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("stored_as", models.CharField(max_length=200, unique=True)),
                ("size", models.PositiveBigIntegerField()),
                ("attachment_count", models.PositiveIntegerField(default=0)),
                (
                    "automatic",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("auto-reply", "automatic reply"),
                            ("bounce", "undelivered mail"),
                            ("list", "mailing list"),
                            ("loop", "our own mail"),
                        ],
                        max_length=10,
                    ),
                ),
                ("bounced_message_id", models.CharField(blank=True, max_length=500)),
                ("bounced_recipient", models.CharField(blank=True, max_length=320)),
                ("bounced_status", models.CharField(blank=True, max_length=20)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("new", "to be filed"),
                            ("filed", "filed"),
                            ("waiting", "to be sorted by the desk"),
                            ("dismissed", "dismissed"),
                            ("ignored", "automatic, not answered"),
                        ],
                        default="new",
                        max_length=10,
                    ),
                ),
                (
                    "note",
                    models.CharField(
                        blank=True,
                        choices=[
                            (
                                "too-large",
                                "The mail is too large: only its headers were fetched. Please ask its sender.",
                            ),
                            ("too-many", "Many mails from this address came within an hour."),
                            ("nobody", "The mail names no sender."),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "dismissed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("dismissed_at", models.DateTimeField(blank=True, null=True)),
                ("dismissed_because", models.CharField(blank=True, max_length=500)),
            ],
            options={
                "ordering": ["-received_at", "-pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "new")), fields=["received_at", "id"], name="incoming_to_file"
                    ),
                    models.Index(fields=["state", "-received_at"], name="incoming_newest"),
                    models.Index(fields=["sender_address", "received_at"], name="incoming_by_sender"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["new", "filed", "waiting", "dismissed", "ignored"])),
                        name="incoming_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("automatic__in", ["", "auto-reply", "bounce", "list", "loop"])),
                        name="incoming_automatic_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("note__in", ["", "too-large", "too-many", "nobody"])),
                        name="incoming_note_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("message_id", ""), _negated=True), name="incoming_mail_has_an_id"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("stored_as", ""), _negated=True), name="incoming_mail_is_kept"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "ignored"), _negated=True),
                            models.Q(("automatic", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="only_automatic_mail_is_ignored",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("dismissed_because", ""), _negated=True),
                                ("dismissed_at__isnull", False),
                                ("dismissed_by__isnull", False),
                                ("state", "dismissed"),
                            ),
                            models.Q(
                                models.Q(("state", "dismissed"), _negated=True),
                                ("dismissed_at__isnull", True),
                                ("dismissed_because", ""),
                                ("dismissed_by__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="dismissed_mail_says_by_whom_and_why",
                    ),
                ],
            },
        ),
    ]
