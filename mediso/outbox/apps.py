from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "mediso.outbox"
    label = "outbox"
