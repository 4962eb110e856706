"""What the desk asked and the founder answered before there were threads."""

from django.db import migrations

KINDS = {"founder_asked": ("desk", "question"), "founder_answered": ("founder", "answer")}


def forward(apps, _schema_editor):
    event_model, message_model = apps.get_model("cases", "CaseEvent"), apps.get_model("cases", "Message")
    events = event_model.objects.filter(kind__in=KINDS, payload__has_key="text").exclude(payload__has_key="message")
    for event in events.exclude(payload__text="").order_by("pk").iterator():
        side, kind = KINDS[event.kind]
        message_model.objects.create(
            case_id=event.case_id,
            side=side,
            kind=kind,
            author_id=event.actor_id,
            text=event.payload["text"],
            written_at=event.recorded_at,
            sent_at=event.recorded_at,
        )


class Migration(migrations.Migration):
    dependencies = [("cases", "0014_sent_messages_are_frozen")]

    # Undone, the messages go with their table.
    operations = [migrations.RunPython(forward, migrations.RunPython.noop)]
