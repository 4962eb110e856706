from django.apps import AppConfig


class MailboxConfig(AppConfig):
    name = "mediso.mailbox"
    label = "mailbox"
