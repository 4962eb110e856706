"""Mails, their files, and what a person did about those that were not sent."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("outbox", "0001_initial"),
        ("outbox", "0002_secret_mails"),
        ("outbox", "0003_mails_to_people"),
        ("outbox", "0004_attachments"),
    ]

    initial = True

    dependencies = [
        ("desks", "0001_desks_and_what_they_sort_by"),
        ("files", "0001_kept_files"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="OutboxMail",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=200, unique=True)),
                ("kind", models.CharField(blank=True, max_length=40)),
                (
                    "desk",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="mails", to="desks.desk"
                    ),
                ),
                (
                    "recipient",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="mails",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("to", models.EmailField(max_length=254)),
                ("reply_to", models.EmailField(blank=True, max_length=254)),
                ("subject", models.CharField(max_length=300)),
                ("body", models.TextField()),
                ("link", models.CharField(blank=True, max_length=300)),
                ("secret", models.BooleanField(default=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("pending", "waiting"),
                            ("held", "held for the daily digest"),
                            ("sending", "being sent"),
                            ("sent", "sent"),
                            ("digested", "told in a digest"),
                            ("dead", "given up"),
                            ("unsure", "perhaps sent"),
                            ("bounced", "came back"),
                            ("dismissed", "set aside"),
                        ],
                        default="pending",
                        max_length=10,
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("due_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("claimed_at", models.DateTimeField(null=True)),
                ("handed_over_at", models.DateTimeField(null=True)),
                ("sent_at", models.DateTimeField(null=True)),
                ("last_error", models.TextField(blank=True)),
                ("written_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "digest",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="digested",
                        to="outbox.outboxmail",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ("pending", "sending"))),
                        fields=["due_at"],
                        name="mail_to_send",
                    ),
                    models.Index(condition=models.Q(("state", "held")), fields=["recipient", "desk"], name="mail_held"),
                    models.Index(
                        condition=models.Q(("state__in", ("dead", "unsure", "bounced"))),
                        fields=["desk"],
                        name="mail_needs_a_person",
                    ),
                    models.Index(fields=["desk", "-written_at"], name="mail_newest_of_a_desk"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "pending",
                                    "held",
                                    "sending",
                                    "sent",
                                    "digested",
                                    "dead",
                                    "unsure",
                                    "bounced",
                                    "dismissed",
                                ],
                            )
                        ),
                        name="mail_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("digest__isnull", True), ("state", "digested"), _connector="OR"),
                        name="only_a_digested_mail_has_a_digest",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OutboxAttachment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "mail",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="attachments", to="outbox.outboxmail"
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.storedfile"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [models.UniqueConstraint(fields=("mail", "file"), name="file_attached_once_a_mail")],
            },
        ),
        migrations.CreateModel(
            name="MailRemedy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "mail",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="remedies", to="outbox.outboxmail"
                    ),
                ),
                (
                    "remedy",
                    models.CharField(
                        choices=[
                            ("send-again", "Send it again"),
                            ("arrived", "It arrived"),
                            ("dismiss", "Set it aside"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "actor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": ["at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("remedy__in", ["send-again", "arrived", "dismiss"])),
                        name="mail_remedy_is_known",
                    )
                ],
            },
        ),
    ]
