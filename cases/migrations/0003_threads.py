"""Messages between founder and desk with their files, and the desk's own notes."""

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("cases", "0013_messages"),
        ("cases", "0015_earlier_questions_stand_in_the_thread"),
        ("cases", "0016_messages_by_mail"),
    ]

    dependencies = [
        ("cases", "0002_proposals_and_rounds"),
        ("files", "0002_files_the_desk_made"),  # by its old name: ADR 18
        ("mailbox", "0002_case_answered"),  # by its old name: ADR 18
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Message",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="messages", to="cases.case"
                    ),
                ),
                ("side", models.CharField(choices=[("founder", "whoever asked"), ("desk", "the desk")], max_length=10)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("message", "Message"),
                            ("question", "Question of the desk"),
                            ("answer", "Answer to the desk"),
                        ],
                        default="message",
                        max_length=10,
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("author_name", models.CharField(blank=True, max_length=200)),
                ("text", models.TextField(blank=True, max_length=10000, verbose_name="message")),
                ("folded", models.TextField(blank=True)),
                (
                    "incoming",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="mailbox.incomingmail",
                    ),
                ),
                ("refused", models.JSONField(blank=True, default=list)),
                ("token", models.UUIDField(default=uuid.uuid4, unique=True)),
                ("written_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("sent_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "message",
                "verbose_name_plural": "messages",
                "ordering": ["sent_at", "pk"],
                "indexes": [models.Index(fields=["case", "sent_at"], name="message_thread_order")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("incoming", None), ("sent_at", None)),
                        fields=("case", "author"),
                        name="one_draft_of_a_message_each",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sent_at__isnull", False),
                            ("author__isnull", False),
                            ("incoming__isnull", False),
                            _connector="OR",
                        ),
                        name="draft_message_has_its_author",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("side__in", ["founder", "desk"])), name="message_side_is_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["message", "question", "answer"])),
                        name="message_kind_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="attachments", to="cases.message"
                    ),
                ),
                (
                    "file",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.storedfile"
                    ),
                ),
            ],
            options={
                "verbose_name": "attachment",
                "verbose_name_plural": "attachments",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Note",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="notes", to="cases.case"
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("desk", "The staff and full-time supporters of the desk"),
                            ("team", "The desk and the supporters of this case"),
                        ],
                        default="desk",
                        max_length=10,
                        verbose_name="read by",
                    ),
                ),
                ("text", models.TextField(max_length=5000, verbose_name="note")),
                ("written_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("mentioned", models.ManyToManyField(blank=True, related_name="mentions", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "verbose_name": "internal note",
                "verbose_name_plural": "internal notes",
                "ordering": ["-written_at", "-pk"],
            },
        ),
    ]
